import {
  canonicalJson,
  formatObject,
  formatTuple,
  sameObject,
  type Decision,
  type JsonObject,
  type Missing,
} from "@relata/model";
import type { Evaluation } from "../evaluation.ts";
import type { Reason } from "../explanation.ts";
import type { Graph } from "../graph.ts";
import { isOwnFailure } from "../own-failure.ts";
import type { Question } from "../question.ts";
import { withTuples } from "../request-tuples.ts";
import { candidatesOf } from "./candidates.ts";
import { GraphWithAttributes } from "./graph-with-attributes.ts";
import { GraphWithout } from "./graph-without.ts";
import type { AttributeMiss, Miss } from "./miss.ts";

/** Misses that are told. */
const MAX_MISSES = 5;

/** Changes that are tried before the search ends. */
const MAX_TRIED = 100;

/** What puts a question to a graph. */
export type Decide = (graph: Graph, question: Question) => Decision;

/**
 * The nearest misses of a denied question: the first five changes, in the order of `candidatesOf`, that alone allow it. Each
 * has been put to the test by asking again. Cost: one check for each change that is tried, and at most 100 of them.
 */
export function nearestMisses(
  question: Question,
  parts: readonly { readonly reason: Reason; readonly evaluation: Evaluation }[],
  decide: Decide,
): readonly Miss[] {
  const found: Miss[] = [];
  const tried = new Set<string>();
  for (const { reason, evaluation } of parts) {
    for (const miss of candidatesOf(reason, evaluation)) {
      if (found.length === MAX_MISSES || tried.size === MAX_TRIED) return found;
      const key = keyOf(miss);
      if (tried.has(key)) continue;
      tried.add(key);
      if (isMiss(miss, question, evaluation.graph, decide)) found.push(miss);
    }
  }
  return found;
}

/** A question that fails with the change is not allowed with it; one that lacks data is asked again when it is there. */
function isMiss(miss: Miss, question: Question, graph: Graph, decide: Decide): boolean {
  try {
    return holds(miss, question, graph, decide);
  } catch (error) {
    if (isOwnFailure(error)) return false;
    throw error;
  }
}

function holds(miss: Miss, question: Question, graph: Graph, decide: Decide): boolean {
  switch (miss.kind) {
    case "write":
    case "replace":
      return withTuples([miss.tuple], (changed) => decide(changed, question))(graph).outcome === "allowed";
    case "delete":
      return decide(new GraphWithout(graph, miss.tuple), question).outcome === "allowed";
    case "attribute": {
      const decision = decideWith(miss, question, graph, decide);
      if (miss.needs !== undefined) return decision.outcome === "allowed";
      return decision.outcome === "conditional" && decision.missing.every((entry) => isOf(entry, miss));
    }
  }
}

/** With the value that is needed; without any, where that is not determined. */
function decideWith(miss: AttributeMiss, question: Question, graph: Graph, decide: Decide): Decision {
  const name = nameOf(miss);
  const change = (values: JsonObject): JsonObject => {
    const { [name]: _, ...others } = values;
    return miss.needs === undefined ? others : { ...others, [name]: miss.needs };
  };
  const { of, tuple } = miss;
  if (tuple?.policy !== undefined) {
    const open = { ...tuple, policy: { ...tuple.policy, parameters: change(tuple.policy.parameters) } };
    return withTuples([open], (changed) => decide(changed, question))(graph);
  }
  if (of === undefined) return decide(graph, { ...question, context: change(question.context) });
  const resource = sameObject(of, question.object) ? change(question.resource) : question.resource;
  return decide(new GraphWithAttributes(graph, of, change), { ...question, resource });
}

/** Behind `resource.`, `subject.` or `context.`; of a parameter, all of it. */
function nameOf({ path }: AttributeMiss): string {
  return path.slice(path.indexOf(".") + 1);
}

function isOf({ path, of }: Missing, miss: AttributeMiss): boolean {
  return path === miss.path && (of === undefined || miss.of === undefined ? of === miss.of : sameObject(of, miss.of));
}

/** What is changed, and to what: many leaves may ask for one change. */
function keyOf(miss: Miss): string {
  switch (miss.kind) {
    case "write":
    case "delete":
    case "replace":
      return canonicalJson([miss.kind, formatTuple(miss.tuple)]);
    case "attribute": {
      const of = miss.of === undefined ? null : formatObject(miss.of);
      const tuple = miss.tuple === undefined ? null : formatTuple(miss.tuple);
      return canonicalJson([miss.kind, miss.path, of, tuple, miss.needs ?? null]);
    }
  }
}
