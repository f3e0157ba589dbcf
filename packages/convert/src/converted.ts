import type { SourceFile } from "@relata/language";
import type { JsonObject, Model, ObjectRef, SubjectRef, Tuple } from "@relata/model";

import type { Note, Refusal } from "./refusal.ts";

/** Files of another engine as those of relata. */
export interface Converted {
  /** The model, formatted; the first file imports the others. */
  readonly files: readonly SourceFile[];
  /** What the files compile to. */
  readonly model: Model;
  readonly tuples: readonly Tuple[];
  readonly suites: readonly ConvertedSuite[];
  readonly notes: readonly Note[];
  /** What parameters of conditions are called here, by their names in the source; left out where there are none. */
  readonly parameters?: ReadonlyMap<string, string>;
}

/** Either all of it, or why not. Law: `converted` is there exactly when nothing is refused. */
export interface Conversion {
  readonly converted?: Converted;
  readonly refusals: readonly Refusal[];
}

/** Tests over the tuples of a store. `printSuite` writes one as a file of `@relata/testing`. */
export interface ConvertedSuite {
  readonly path: string;
  readonly tests: readonly ConvertedTest[];
}

export interface ConvertedTest {
  readonly name: string;
  /** Stored besides those of the store, for this test alone. */
  readonly tuples: readonly Tuple[];
  readonly checks: readonly ConvertedCheck[];
  readonly objects: readonly ConvertedObjects[];
  readonly subjects: readonly ConvertedSubjects[];
}

export type ExpectedOutcome = "allowed" | "denied" | "conditional";

export interface ConvertedCheck {
  readonly subject: SubjectRef;
  readonly permission: string;
  readonly object: ObjectRef;
  readonly context: JsonObject;
  readonly expected: ExpectedOutcome;
}

/** The objects that are exactly allowed, and those that are exactly conditional. */
export interface ConvertedObjects {
  readonly subject: SubjectRef;
  readonly permission: string;
  readonly type: string;
  readonly context: JsonObject;
  readonly allowed: readonly ObjectRef[];
  readonly conditional: readonly ObjectRef[];
}

/** The subjects of a type, or subject sets, that hold it: the wildcard among them, and the exceptions of it. */
export interface ConvertedSubjects {
  readonly object: ObjectRef;
  readonly permission: string;
  readonly type: string;
  readonly relation?: string;
  readonly context: JsonObject;
  readonly allowed: readonly SubjectRef[];
  readonly conditional: readonly SubjectRef[];
  /** The exceptions of a wildcard; left out where the source does not tell them. */
  readonly denied?: readonly SubjectRef[];
}
