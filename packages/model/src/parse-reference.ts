import { didYouMean } from "./closest.ts";
import { Failure } from "./failure.ts";
import { idProblem } from "./identifier.ts";
import { isJsonObject } from "./json.ts";
import type { ModelIndex } from "./model-index.ts";
import type { ObjectRef, SubjectRef } from "./reference.ts";

/** `document:readme` in its parts, whose id is not judged; undefined where no declared type stands before a colon. */
export function splitObject(index: ModelIndex, text: string): ObjectRef | undefined {
  for (let colon = text.indexOf(":"); colon !== -1; colon = text.indexOf(":", colon + 1)) {
    const type = text.slice(0, colon);
    if (index.types.has(type)) return { type, id: text.slice(colon + 1) };
  }
  return undefined;
}

/**
 * Reads `document:readme`. The type is the declared one, and the id is all of the rest: no declared type is a
 * `:`-prefix of another, so at most one reading exists.
 *
 * @throws Failure `invalid_reference`, `unknown_type`
 */
export function parseObject(index: ModelIndex, text: string): ObjectRef {
  const object = splitObject(index, text);
  if (object !== undefined) return checkedObject(index, object);
  const colon = text.indexOf(":");
  if (colon === -1) {
    throw new Failure(
      "invalid_reference",
      `\`${text}\` is not a reference: write \`type:id\`, for instance \`user:ann\``,
    );
  }
  throw unknownType(index, text.slice(0, colon), ` in \`${text}\``);
}

/**
 * Reads `user:ann`, `user:*` or `group:eng#member`.
 *
 * @throws Failure `invalid_reference`, `unknown_type`, `unknown_relation`
 */
export function parseSubject(index: ModelIndex, text: string): SubjectRef {
  const hash = text.indexOf("#");
  if (hash === -1) return parseObject(index, text);
  const object = parseObject(index, text.slice(0, hash));
  return subjectSet(index, object, text.slice(hash + 1));
}

/** An object in either form, validated. */
export function toObject(index: ModelIndex, input: string | ObjectRef): ObjectRef {
  return typeof input === "string" ? parseObject(index, input) : checkedObject(index, input);
}

/** A subject in either form, validated. */
export function toSubject(index: ModelIndex, input: string | SubjectRef): SubjectRef {
  return typeof input === "string" ? parseSubject(index, input) : checkedSubject(index, input);
}

function checkedObject(index: ModelIndex, input: ObjectRef): ObjectRef {
  // Why: callers in plain JavaScript, and bodies of requests, hold what they hold.
  if (!isJsonObject(input) || typeof input.type !== "string" || typeof input.id !== "string") {
    throw new Failure(
      "invalid_reference",
      "a reference is text such as `user:ann`, or an object with text in `type` and `id`",
    );
  }
  const { type, id } = input;
  if (!index.types.has(type)) throw unknownType(index, type, "");
  const problem = idProblem(id);
  if (problem !== undefined) throw new Failure("invalid_reference", `\`${type}:${id}\` is not a reference: ${problem}`);
  return { type, id };
}

function checkedSubject(index: ModelIndex, subject: SubjectRef): SubjectRef {
  const object = checkedObject(index, subject);
  const { relation } = subject;
  if (relation === undefined) return object;
  if (typeof relation !== "string") {
    throw new Failure(
      "invalid_reference",
      `the \`relation\` of \`${object.type}:${object.id}\` must be text, or be left out`,
    );
  }
  return subjectSet(index, object, relation);
}

function subjectSet(index: ModelIndex, { type, id }: ObjectRef, relation: string): SubjectRef {
  const names = index.types.get(type)?.rewrites;
  if (names?.has(relation) !== true) {
    throw new Failure(
      "unknown_relation",
      `type \`${type}\` has no relation or permission \`${relation}\`${didYouMean(relation, names?.keys() ?? [])}`,
    );
  }
  if (id === "*") {
    throw new Failure(
      "invalid_reference",
      `\`${type}:*#${relation}\` is not a subject: a subject set belongs to one object`,
    );
  }
  return { type, id, relation };
}

function unknownType(index: ModelIndex, type: string, where: string): Failure {
  return new Failure("unknown_type", `unknown type \`${type}\`${where}${didYouMean(type, index.types.keys())}`);
}
