import type { PolicyTrial } from "@relata/core";
import type { FailureCode } from "@relata/model";
import type { Explanation } from "@relata/resolver";
import type { Place } from "../yaml/problem.ts";

/** What became of a suite: the tests that were run, in their order. */
export interface SuiteRun {
  readonly path: string;
  readonly tests: readonly TestRun[];
}

/** `error` where an expectation got no answer, else `failed` where one got another, else `passed`. */
export type Status = "passed" | "failed" | "error";

export interface TestRun {
  readonly name: string;
  readonly place: Place;
  readonly status: Status;
  readonly durationMs: number;
  /** One for each expectation, in the order of the file. */
  readonly answers: readonly Answer[];
}

/** One expectation, and what came of it. */
export type Answer = PassedAnswer | FailedAnswer | ErrorAnswer;

interface Asked {
  readonly place: Place;
  /** "does user:ann have read on folder:plans?" */
  readonly question: string;
}

export interface PassedAnswer extends Asked {
  readonly status: "passed";
}

export interface FailedAnswer extends Asked {
  readonly status: "failed";
  readonly expected: string;
  readonly actual: string;
  /** Why the answer is what it is: one explanation, or, of a list, one for some of what differs. */
  readonly explanations: readonly Explanation[];
  /** Of a policy by itself: what each of its clauses gave. */
  readonly trial?: PolicyTrial;
  /** What to do about it, where that can be told. */
  readonly hint?: string;
}

/** There was no answer: a policy failed, or the model contradicts itself. Never a pass, and never a mere failure. */
export interface ErrorAnswer extends Asked {
  readonly status: "error";
  readonly code: FailureCode;
  readonly message: string;
}
