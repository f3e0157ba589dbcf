import type { Instant, JsonObject, SubjectRef, ObjectRef, Tuple } from "@relata/model";
import type { ObjectAttributes } from "@relata/store";
import type { Answer } from "../access/answers.ts";

/** A small world, and a question about it that two models answer differently. */
export interface Counterexample {
  readonly subject: SubjectRef;
  readonly permission: string;
  readonly object: ObjectRef;
  readonly before: Answer;
  readonly after: Answer;
  /** No tuple can be left out: without any of them both models answer alike. */
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly ObjectAttributes[];
  readonly context: JsonObject;
  readonly now: Instant;
}

/** How far a search went. */
export interface SearchBounds {
  readonly maxTuples: number;
  /** Objects of one type that a world holds at the most. */
  readonly maxObjects: number;
  /** Questions that were asked of both models. */
  readonly steps: number;
}

/** What a search found, or how far it looked in vain. */
export type CounterexampleSearch = SearchBounds &
  (
    | { readonly found: Counterexample }
    | {
        readonly found?: undefined;
        /** All worlds of up to so many tuples were tried; -1 for none. */
        readonly exhausted: number;
        /** Whether that is all that was to be tried. */
        readonly complete: boolean;
      }
  );

export interface CounterexampleOptions {
  /** Tuples of a world at the most: 6 unless given. */
  readonly maxTuples?: number;
  /** Objects of one type in a world at the most: 3 unless given. */
  readonly maxObjects?: number;
  /** Questions that may be asked before the search gives up: 50,000 unless given. */
  readonly maxSteps?: number;
  /** The instant of every question: the start of 2026 unless given, so that equal models give equal searches. */
  readonly now?: Instant;
  /** Called before every question with those that have been asked, and with the tuples of the worlds that are tried. */
  readonly onProgress?: (steps: number, tuples: number) => void;
}
