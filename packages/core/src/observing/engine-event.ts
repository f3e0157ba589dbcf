import type { FailureCode } from "@relata/model";
import type { Decisions } from "./decisions.ts";

/** The questions of an engine, as those who observe it name them: `can` is a `check`, `permissionsOn` one of `permissions`. */
export const QUESTION_NAMES = [
  "check",
  "check_many",
  "explain",
  "expand",
  "list_objects",
  "list_subjects",
  "permissions",
] as const;

export type QuestionName = (typeof QUESTION_NAMES)[number];

/** What a store is called for. */
export const STORE_OPERATIONS = [
  "read",
  "write",
  "delete",
  "tuples",
  "attributes",
  "count",
  "contents",
  "scan",
  "log",
  "models",
  "stores",
  "collect",
] as const;

export type StoreOperation = (typeof STORE_OPERATIONS)[number];

/** Why there is no answer: the code of the failure, or `unexpected` for whatever else was thrown. */
export type EventFailure = FailureCode | "unexpected";

/** When something was, by the clock of `performance.now`, in milliseconds. */
interface Timed {
  readonly startedAt: number;
  readonly durationMs: number;
  readonly failure?: EventFailure;
}

/** A question that was answered, or failed. Nothing that was asked is in it: neither who, nor what. */
export interface QuestionEvent extends Timed {
  readonly kind: "question";
  readonly question: QuestionName;
  /** Of a question that decides: what its answers were. */
  readonly decisions?: Decisions;
  /** Nodes that were visited: what a budget counts, those of runs that had to be repeated included. */
  readonly nodes: number;
  /** Questions that the evaluation put to its graph: tuples, groups, attributes, ids. */
  readonly lookups: number;
  /** Of all calls together. */
  readonly roundTrips: number;
  /** The store, as it was called for this question. */
  readonly calls: readonly StoreCall[];
}

/** One call to a store that came back. Told by itself only where it was for no question: a write, a page of tuples, the log. */
export interface StoreCall extends Timed {
  readonly kind: "call";
  readonly operation: StoreOperation;
  /** Of a read, the batches that an asynchronous store was asked for, or the queries of a synchronous one; of all else, 1. */
  readonly roundTrips: number;
}

export type EngineEvent = QuestionEvent | StoreCall;

/** Told of everything that an engine did, once it is done, in the asynchronous context of whoever asked. It must not throw. */
export type EngineObserver = (event: EngineEvent) => void;
