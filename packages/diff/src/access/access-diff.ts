import type { Answer } from "./answers.ts";

/** Whose access changes, in groups of answers that change alike. */
export interface AccessDiff {
  /** The largest first. */
  readonly groups: readonly AccessGroup[];
  /** Answers that stay conditional: what they wait for may decide them otherwise, and was not compared. */
  readonly stillConditional: number;
  /** Lists that were asked for on each side. */
  readonly lists: number;
}

/** Subjects of one type that all gain, or lose, the same permission on objects of one type, through the same relations. */
export interface AccessGroup {
  readonly subjectType: string;
  readonly permission: string;
  readonly type: string;
  readonly before: Answer;
  readonly after: Answer;
  /** The first stored relations on the proof of the answer that grants more, `folder.parent`; a conditional one has none. */
  readonly through: readonly string[];
  /** Where only one of the models has the permission, which. */
  readonly only?: "before" | "after";
  /** Every subject of the type, but for the exceptions, also those that nothing names. Then `subjects` is empty. */
  readonly everybody: boolean;
  /** Every object of the type, but for the exceptions. Then `objects` is empty. */
  readonly everything: boolean;
  readonly subjects: Sample;
  readonly objects: Sample;
  /** Answers, one for each pair of a subject and an object. */
  readonly answers: number;
  readonly examples: readonly Pair[];
  /** Of everybody and everything: pairs of which it is not so. They may have a group of their own, or do not change. */
  readonly except: { readonly count: number; readonly examples: readonly Pair[] };
}

/** How many different ones there are, and a few of them, as text. */
export interface Sample {
  readonly count: number;
  readonly examples: readonly string[];
}

export interface Pair {
  readonly subject: string;
  readonly object: string;
}

/** Examples that are kept of anything. */
export const MAX_SHOWN = 5;
