import { Failure, type FailureCode } from "./failure.ts";
import { instantFromMs, parseInstant, type Instant } from "./instant.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import type { ModelIndex } from "./model-index.ts";
import { toObject, toSubject } from "./parse-reference.ts";
import type { ObjectRef, SubjectRef } from "./reference.ts";
import type { Tuple } from "./tuple.ts";

/** A tuple as an object, with references in either form. */
export interface TupleObject {
  readonly object: string | ObjectRef;
  readonly relation: string;
  readonly subject: string | SubjectRef;
  readonly policy?: { readonly name: string; readonly parameters?: JsonObject };
  readonly from?: InstantInput;
  readonly until?: InstantInput;
}

/** RFC 3339 text, a Date, or an instant as it stands in tuples that were read: what was exported can be written. */
export type InstantInput = string | Date | Instant;

/**
 * Reads a tuple from its object form. Whether the model admits the tuple is `refusal`'s to say.
 *
 * @throws Failure `invalid_tuple`, `invalid_reference`, `unknown_type`, `unknown_relation`
 */
export function tupleFromObject(index: ModelIndex, input: TupleObject): Tuple {
  // Why: callers in plain JavaScript, and files, hold what they hold.
  if (!isJsonObject(input) || typeof input.relation !== "string") {
    throw new Failure(
      "invalid_tuple",
      "a tuple is text such as `folder:plans#viewer@user:ann`, or `{ object, relation, subject }`",
    );
  }
  const { policy, from, until } = input;
  if (policy !== undefined && !isPolicy(policy)) {
    throw new Failure(
      "invalid_tuple",
      "the `policy` of a tuple is `{ name, parameters }`, with an object of parameters",
    );
  }
  return {
    object: toObject(index, input.object),
    relation: input.relation,
    subject: toSubject(index, input.subject),
    ...(policy !== undefined && { policy: { name: policy.name, parameters: policy.parameters ?? {} } }),
    ...(from !== undefined && { from: toInstant(from, "from", "invalid_tuple") }),
    ...(until !== undefined && { until: toInstant(until, "until", "invalid_tuple") }),
  };
}

/** @throws Failure with the code of whatever the instant is a part of */
export function toInstant(input: InstantInput, what: string, code: FailureCode): Instant {
  const instant = typeof input === "string" ? parseInstant(input) : fromValue(input);
  if (instant !== undefined) return instant;
  // Why not the value itself: it may be anything, also what has no text.
  const given = typeof input === "string" ? `\`${input}\`` : "neither text nor a valid `Date`";
  throw new Failure(code, `\`${what}\` is not a timestamp such as \`2026-01-31T09:00:00Z\`: it is ${given}`);
}

function fromValue(value: Date | Instant): Instant | undefined {
  if (typeof value === "bigint") return value;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? instantFromMs(value.getTime()) : undefined;
}

function isPolicy(policy: unknown): boolean {
  return isJsonObject(policy) && typeof policy["name"] === "string" && isJsonObject(policy["parameters"] ?? {});
}
