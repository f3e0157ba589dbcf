import { convertOpenFga, formatRefusal, type ConvertedTest } from "@relata/convert";
import { formatSubject, formatTuple, type JsonObject, type Tuple } from "@relata/model";
import type { Listed, Relata } from "@relata/core";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";

import type { Case, Got, Settled, Story } from "../case.ts";
import { isSameList } from "../openfga/judge-fga.ts";

/** A store file of OpenFGA: its tests as stories, one for each test. Files that it names are read from the folder of the store. */
export function storeStories(
  path: string,
  root: string,
): { readonly stories: readonly Story[]; readonly settled: readonly Settled[] } {
  const text = readFileSync(path, "utf8");
  const name = relative(root, path).split(sep).join("/");
  const { converted, refusals } = convertOpenFga({ path: name, text }, { load: loaderFor(root), root: "" });
  if (converted === undefined) {
    const told = refusals.map((refusal) => formatRefusal(refusal, textOf(refusal.span.path, root) ?? text)).join("\n");
    return { stories: [], settled: [{ name, passed: false, text: `it cannot be converted:\n${told}` }] };
  }
  const { files, model, tuples, suites } = converted;
  const stories = suites
    .flatMap(({ tests }) => tests)
    .map((test): Story => {
      const all = distinct([...tuples, ...test.tuples]);
      const title = `${name} › ${test.name}`;
      return {
        name: title,
        stages: [{ world: { files, model, tuples: all }, added: all, cases: casesOf(test, title) }],
      };
    });
  return { stories, settled: [] };
}

/** Files below the root, and none outside of it, be it by a link. */
function loaderFor(root: string): (path: string) => string | undefined {
  return (path) => textOf(path, root);
}

function textOf(path: string, root: string): string | undefined {
  const full = resolve(root, path);
  if (!existsSync(full) || !realpathSync(full).startsWith(`${realpathSync(root)}${sep}`)) return undefined;
  return readFileSync(full, "utf8");
}

/** Of two tuples of one key the later counts, as a test's tuples replace those of its store. */
function distinct(tuples: readonly Tuple[]): readonly Tuple[] {
  const byKey = new Map(
    tuples.map((tuple) => [
      formatTuple({ object: tuple.object, relation: tuple.relation, subject: tuple.subject }),
      tuple,
    ]),
  );
  return [...byKey.values()];
}

function casesOf(test: ConvertedTest, title: string): readonly Case[] {
  return [
    ...test.checks.map((check, i): Case => {
      const { subject, permission, object, context, expected } = check;
      return {
        name: `${title} › check ${i + 1}`,
        question: `does ${formatSubject(subject)} have ${permission} on ${formatSubject(object)}?${supplied(context)}`,
        expected,
        ask: async (relata) => {
          const { outcome } = await relata.check({ subject, permission, object, context });
          return { text: outcome, verdict: outcome === expected ? "passed" : "failed" };
        },
      };
    }),
    ...test.objects.map((list, i): Case => {
      const { subject, permission, type, context, allowed } = list;
      return listCase(
        `${title} › list objects ${i + 1}`,
        `on which ${type} does ${formatSubject(subject)} have ${permission}?${supplied(context)}`,
        allowed.map(formatSubject),
        (relata) => relata.listObjects({ subject, permission, type, context }),
      );
    }),
    ...test.subjects.map((list, i): Case => {
      const { object, permission, type, relation, context, allowed } = list;
      const kind = relation === undefined ? type : `${type}#${relation}`;
      return listCase(
        `${title} › list users ${i + 1}`,
        `which ${kind} have ${permission} on ${formatSubject(object)}?${supplied(context)}`,
        allowed.map(formatSubject),
        (relata) => relata.listSubjects({ object, permission, type: kind, context }),
      );
    }),
  ];
}

function listCase(
  name: string,
  question: string,
  expected: readonly string[],
  ask: (relata: Relata) => PromiseLike<readonly Listed[]>,
): Case {
  return {
    name,
    question,
    expected: `[${expected.join(", ")}]`,
    ask: async (relata): Promise<Got> => {
      const entries = await ask(relata);
      const passed = entries.every(({ outcome }) => outcome === "allowed") && isSameList(expected, entries);
      const rows = entries.map(
        ({ reference, outcome }) => `${reference}${outcome === "allowed" ? "" : ` (${outcome})`}`,
      );
      return { text: `[${rows.join(", ")}]`, verdict: passed ? "passed" : "failed" };
    },
  };
}

function supplied(context: JsonObject): string {
  return Object.keys(context).length === 0 ? "" : ` with context ${JSON.stringify(context)}`;
}
