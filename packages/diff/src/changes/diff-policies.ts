import { canonicalJson, type Model, type Policy } from "@relata/model";
import type { ModelChange } from "./model-change.ts";
import { difference, pairByName, type Pair } from "./pair-by-name.ts";
import { printParameter, printPolicy } from "./printed.ts";
import { sayDocumentation } from "./say-documentation.ts";

/** What changed among the policies: their parameters, what they require, and what they say. */
export function diffPolicies(before: Model, after: Model): readonly ModelChange[] {
  return pairByName(before.policies, after.policies).flatMap(diffPolicy);
}

function diffPolicy({ name, before, after }: Pair<Policy>): readonly ModelChange[] {
  const path = `policy ${name}`;
  const of = "policy";
  if (before === undefined) {
    return after === undefined
      ? []
      : [{ kind: "added", of, path, words: `policy \`${name}\` was added`, after: printPolicy(after) }];
  }
  if (after === undefined) {
    return [{ kind: "removed", of, path, words: `policy \`${name}\` was removed`, before: printPolicy(before) }];
  }
  const [old, now] = [printPolicy(before), printPolicy(after)];
  const sentences = [...sayParameters(before, after), ...sayRequired(before, after), ...sayBody(before, after)];
  return [
    ...sentences.map((words): ModelChange => ({
      kind: "changed",
      of,
      path,
      words: `policy \`${name}\` ${words}`,
      before: old,
      after: now,
    })),
    ...sayDocumentation(path, before.doc, after.doc),
  ];
}

function sayParameters(before: Policy, after: Policy): readonly string[] {
  const { lost, gained } = difference(before.parameters.map(printParameter), after.parameters.map(printParameter));
  const isReordered = before.parameters.some(({ name }, i) => after.parameters[i]?.name !== name);
  if (lost.length === 0 && gained.length === 0) {
    return isReordered ? ["has its parameters in another order, which changes nothing"] : [];
  }
  return [
    ...gained.map((text) => `takes the parameter \`${text}\``),
    ...lost.map((text) => `no longer takes the parameter \`${text}\``),
  ];
}

function sayRequired(before: Policy, after: Policy): readonly string[] {
  const { lost, gained } = difference(before.required, after.required);
  return [
    ...gained.map((path) => `is unknown while \`${path}\` is missing`),
    ...lost.map((path) => `is no longer unknown only because \`${path}\` is missing`),
  ];
}

function sayBody(before: Policy, after: Policy): readonly string[] {
  return canonicalJson(before.body) === canonicalJson(after.body) ? [] : ["says something else"];
}
