import { canonicalJson, formatObject, formatTuple } from "@relata/model";
import type { Answer } from "../access/answers.ts";
import type { Counterexample, CounterexampleSearch } from "./counterexample.ts";

/** "user:1 edit folder:1: denied before, allowed after". */
export function sayQuestion({ subject, permission, object, before, after }: Counterexample): string {
  return `${formatObject(subject)} ${permission} ${formatObject(object)}: ${said(before)} before, ${said(after)} after`;
}

/** The world of a counterexample as facts, a line each, with what the request supplies last. */
export function worldLines({ tuples, attributes, context }: Counterexample): readonly string[] {
  return [
    ...tuples.map(formatTuple),
    ...attributes.map(({ object, values }) => `${formatObject(object)} ${canonicalJson(values)}`),
    ...(Object.keys(context).length === 0 ? [] : [`context ${canonicalJson(context)}`]),
  ];
}

/** What a search in vain has shown, and what not. */
export function sayInVain(search: Extract<CounterexampleSearch, { readonly found?: undefined }>): string {
  const { exhausted, complete, maxTuples, maxObjects, steps } = search;
  const bound = (tuples: number) =>
    `no world of up to ${tuples} ${tuples === 1 ? "tuple" : "tuples"}, with up to ${maxObjects} objects of a type, is answered differently`;
  if (complete) return bound(maxTuples);
  const tried = exhausted < 0 ? "no size of world was tried to its end" : bound(exhausted);
  return `${tried}; larger ones, up to ${maxTuples}, were not all tried in ${steps.toLocaleString("en")} steps`;
}

function said(answer: Answer): string {
  return answer === "failed" ? "an error" : answer;
}
