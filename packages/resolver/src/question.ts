import type { Instant, JsonObject, ObjectRef, SubjectRef } from "@relata/model";

/** One question: may the subject do that to the object, now and under these values? Every part has been validated. */
export interface Question {
  /** One reference or more: all of them must be allowed (DESIGN §4.9, "all of"). */
  readonly subject: readonly SubjectRef[];
  /** A permission or a relation of the object's type. */
  readonly permission: string;
  readonly object: ObjectRef;
  /** Attributes that the request supplies for `object`, and for no other; stored ones win over them. */
  readonly resource: JsonObject;
  /** What the request supplies as `context.*`, and for plain policy parameters. */
  readonly context: JsonObject;
  /** The one instant at which the whole question is asked. */
  readonly now: Instant;
}

/** A question with one subject: what one evaluation answers. */
export type SingleQuestion = Omit<Question, "subject"> & { readonly subject: SubjectRef };

/** What a question is about: where its evaluation begins. */
export type Root = Pick<Question, "object" | "permission">;

/** Distinct nodes that one evaluation may visit, unless told otherwise. */
export const DEFAULT_BUDGET = 100_000;
