import type { Listed } from "@relata/core";

import type { Got } from "../case.ts";
import { differenceOf } from "./differences.ts";
import { errorCodeOf } from "./error-code.ts";
import { sayAnswer, type Answer, type FgaQuestion } from "./fga-question.ts";

/** What a suite expects: an answer, or the number of an error. */
export type Expected = { readonly value: boolean | readonly string[] } | { readonly errorCode: number };

/** Strict both ways: an error where an answer is expected fails, and so does an answer where an error is. */
export function judgeFga(question: FgaQuestion, expected: Expected, answer: Answer): Got {
  const text = sayAnswer(answer);
  const code = errorCodeOf(question.kind, answer);
  const passed = "errorCode" in expected ? code === expected.errorCode : holds(expected.value, answer);
  if (passed) return { text, verdict: "passed" };
  const reason = "errorCode" in expected ? differenceOf(expected.errorCode, answer) : undefined;
  return { text, verdict: reason === undefined ? "failed" : { differs: reason } };
}

export function sayExpected(expected: Expected): string {
  if ("errorCode" in expected) return `error ${expected.errorCode}`;
  return typeof expected.value === "boolean" ? String(expected.value) : `[${expected.value.join(", ")}]`;
}

function holds(value: boolean | readonly string[], answer: Answer): boolean {
  if (typeof value === "boolean") return answer.kind === "truth" && answer.holds === value;
  return answer.kind === "list" && isSameList(value, answer.entries);
}

/**
 * Whether two lists mean the same: a wildcard stands in both or in neither; everybody whom one names is in the other, be it under its
 * wildcard. OpenFGA does not name the exceptions of a wildcard; that nobody whom it names is one is looked at.
 */
export function isSameList(expected: readonly string[], entries: readonly Listed[]): boolean {
  const wildcards = new Map(entries.filter(isWildcard).map((entry) => [entry.reference, entry]));
  const named = new Set(entries.filter((entry) => !isWildcard(entry)).map(({ reference }) => reference));
  const isGiven = (reference: string): boolean => {
    const around = wildcards.get(`${typeOf(reference)}:*`);
    return named.has(reference) || (around !== undefined && !(around.except ?? []).includes(reference));
  };
  const isExpected = (reference: string): boolean =>
    expected.includes(reference) || (!reference.includes("#") && expected.includes(`${typeOf(reference)}:*`));
  return (
    expected.every((reference) => (reference.endsWith(":*") ? wildcards.has(reference) : isGiven(reference))) &&
    entries.every(({ reference }) => (reference.endsWith(":*") ? expected.includes(reference) : isExpected(reference)))
  );
}

function isWildcard({ reference }: Listed): boolean {
  return reference.endsWith(":*");
}

function typeOf(reference: string): string {
  return reference.slice(0, reference.indexOf(":"));
}
