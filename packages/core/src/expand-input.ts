import { Failure, isJsonObject, toObject, type Instant, type ModelIndex, type ObjectRef } from "@relata/model";
import type { ExpandQuestion } from "@relata/resolver";
import { toPermission } from "./question-input.ts";
import type { TermsInput } from "./terms.ts";
import { toInstant, type InstantInput } from "./tuple-input.ts";

export interface ExpandInput extends TermsInput {
  readonly object: string | ObjectRef;
  /** A permission or a relation of the object's type. */
  readonly permission: string;
  /** One level unless given, with names as its leaves; `deep` also has what lies behind them, each name once. */
  readonly depth?: "shallow" | "deep";
  /** The instant at which tuples exist, or not; the present unless given. */
  readonly now?: InstantInput;
}

/** @throws Failure `invalid_question`, `invalid_reference`, `unknown_type`, `unknown_permission` */
export function toExpandQuestion(index: ModelIndex, input: ExpandInput, present: () => Instant): ExpandQuestion {
  if (!isJsonObject(input)) throw new Failure("invalid_question", "a question is an object: `{ object, permission }`");
  const { depth = "shallow", now } = input;
  // Why: callers in plain JavaScript, and bodies of requests, hold what they hold.
  if (depth !== "shallow" && depth !== "deep") throw new Failure("invalid_question", "`depth` is `shallow` or `deep`");
  const object = toObject(index, input.object);
  return {
    object,
    permission: toPermission(index, object.type, input.permission),
    depth,
    now: now === undefined ? present() : toInstant(now, "now", "invalid_question"),
  };
}
