import { Parsed } from "./parsed.ts";
import { Unknown } from "./unknown.ts";

/**
 * A value inside the evaluation. It has passed the gate (`fit`): numbers are finite, lists and records are plain, and
 * timestamps, durations and addresses are parsed. A list that a policy writes may hold unknown elements.
 */
export type Value = string | number | boolean | null | Parsed | List | Record;

export type List = readonly Result[];

export type Record = { readonly [key: string]: Value };

/** What an expression gives: a value, or why there is none. */
export type Result = Value | Unknown;

export function isList(value: Result): value is List {
  return Array.isArray(value);
}

export function isRecord(value: Result): value is Record {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Parsed) &&
    !(value instanceof Unknown)
  );
}
