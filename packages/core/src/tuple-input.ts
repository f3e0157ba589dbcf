import { valueProblem } from "@relata/abac";
import {
  Failure,
  formatKey,
  instantFromMs,
  isJsonObject,
  parseInstant,
  parseTuple,
  refusal,
  toObject,
  toSubject,
  type FailureCode,
  type Instant,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
  type TupleKey,
} from "@relata/model";

/** A tuple as text (`folder:plans#viewer@user:ann`) or as an object, with references in either form. */
export type TupleInput = string | TupleObject;

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
 * A tuple that the model admits, or the failure that says why not.
 *
 * @throws Failure `invalid_tuple`, `invalid_reference`, `unknown_type`, `unknown_relation`, `unknown_policy`,
 * `not_admitted`
 */
export function toTuple(index: ModelIndex, input: TupleInput): Tuple {
  const tuple = typeof input === "string" ? parseTuple(index, input) : fromObject(index, input);
  const refused = refusal(index, tuple);
  if (refused !== undefined) throw refused;
  checkParameters(index, tuple);
  return tuple;
}

/** The key of a tuple to delete. Its policy and window do not matter, nor whether the model still admits it. */
export function toKey(index: ModelIndex, input: TupleInput): TupleKey {
  const { object, relation, subject } = typeof input === "string" ? parseTuple(index, input) : fromObject(index, input);
  return { object, relation, subject };
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

function fromObject(index: ModelIndex, input: TupleObject): Tuple {
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

function isPolicy(policy: unknown): boolean {
  return isJsonObject(policy) && typeof policy["name"] === "string" && isJsonObject(policy["parameters"] ?? {});
}

function checkParameters(index: ModelIndex, tuple: Tuple): void {
  const { policy } = tuple;
  if (policy === undefined) return;
  for (const { name, type } of index.policies.get(policy.name)?.parameters ?? []) {
    const value = Object.hasOwn(policy.parameters, name) ? policy.parameters[name] : undefined;
    const problem = value === undefined ? undefined : valueProblem(value, type);
    if (problem === undefined) continue;
    throw new Failure(
      "invalid_tuple",
      `parameter \`${name}\` of policy \`${policy.name}\` ${problem}: \`${formatKey(tuple)}\``,
    );
  }
}
