import type { PolicyInput } from "@relata/core";
import type { Declaration } from "@relata/language";
import type { JsonObject, Model, ObjectRef, Outcome, Tuple } from "@relata/model";
import type { ObjectsQuestion, Question, SubjectsQuestion } from "@relata/resolver";
import type { Place } from "../yaml/problem.ts";

/** A file of tests, read, and found to speak of nothing that its model does not know. */
export interface Suite {
  readonly path: string;
  readonly model: Model;
  /** Where the names of the model are declared; paths are as those of the suite. */
  readonly declarations: () => readonly Declaration[];
  /** What every test begins with. */
  readonly facts: SuiteFacts;
  readonly tests: readonly SuiteTest[];
}

/** Tuples and attributes. Of two tuples of one key, and of two values of one attribute, the later counts. */
export interface SuiteFacts {
  readonly tuples: readonly Tuple[];
  readonly attributes: readonly { readonly object: ObjectRef; readonly values: JsonObject }[];
}

export interface SuiteTest {
  readonly name: string;
  readonly place: Place;
  /** What the test adds to the facts of its suite; a tuple of the same key, and a value of the same name, replaces. */
  readonly facts: SuiteFacts;
  /** One or more: a test that expects nothing could not fail. */
  readonly expectations: readonly Expectation[];
}

/** One answer that a test states. */
export type Expectation =
  | CheckExpectation
  | ObjectsExpectation
  | SubjectsExpectation
  | ShowsExpectation
  | PolicyExpectation;

/** `allow`, `deny`, `conditional`: one for each permission that is named. */
export interface CheckExpectation {
  readonly kind: "check";
  readonly place: Place;
  readonly question: Question;
  readonly expected: ExpectedOutcome;
}

/** `objects`: the complete list. */
export interface ObjectsExpectation {
  readonly kind: "objects";
  readonly place: Place;
  readonly question: ObjectsQuestion;
  readonly expected: ExpectedList;
}

/** `subjects`: the complete list. */
export interface SubjectsExpectation {
  readonly kind: "subjects";
  readonly place: Place;
  readonly question: SubjectsQuestion;
  readonly expected: ExpectedList;
}

/** `explain`: a text that a line of the explanation holds. */
export interface ShowsExpectation {
  readonly kind: "explain";
  readonly place: Place;
  readonly question: Question;
  readonly shows: string;
}

/** A case of a policy: what it is of these values, by itself. */
export interface PolicyExpectation {
  readonly kind: "policy";
  readonly place: Place;
  readonly question: PolicyInput;
  readonly expected: ExpectedTruth;
}

export const POLICY_ANSWERS = ["true", "false", "unknown", "failed"] as const;

export type PolicyAnswer = (typeof POLICY_ANSWERS)[number];

/** What a policy is; an unknown one may say what it waits for, and then for all of it. */
export interface ExpectedTruth {
  readonly answer: PolicyAnswer;
  readonly missing?: readonly string[];
}

/** An outcome; a conditional one may say what it waits for, as `resource.amount` or `resource.amount of invoice:1`. */
export interface ExpectedOutcome {
  readonly outcome: Outcome;
  readonly missing?: readonly string[];
}

/**
 * A complete list as a function: what is expected of each id that is named, and of every other one. So it does not matter
 * whether an id under a wildcard is also named.
 */
export interface ExpectedList {
  readonly named: ReadonlyMap<string, ExpectedOutcome>;
  readonly rest: ExpectedOutcome;
}
