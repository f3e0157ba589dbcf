import {
  didYouMean,
  Failure,
  isJsonObject,
  toObject,
  toSubject,
  type Instant,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type SubjectRef,
} from "@relata/model";
import type { Question, SeveralOfObjects, SeveralOfSubjects } from "@relata/resolver";
import { toScope, type ScopeInput } from "./scope-input.ts";
import type { TermsInput } from "./terms.ts";
import { toInstant, type InstantInput } from "./tuple-input.ts";

/** Who asks: one reference in either form, or several that must all be allowed. */
export type SubjectInput = string | SubjectRef | { readonly allOf: readonly (string | SubjectRef)[] };

/** What a request may supply besides the question itself, which state is asked, and how long it may take. */
export interface Circumstances extends TermsInput {
  /** `context.*`, and plain policy parameters. */
  readonly context?: JsonObject;
  /** The instant to ask at; the present unless given. */
  readonly now?: InstantInput;
}

export interface CheckInput extends Circumstances {
  readonly subject: SubjectInput;
  /** A permission or a relation of the object's type. */
  readonly permission: string;
  readonly object: string | ObjectRef;
  /** Attributes of the object, for those that are not stored and not trusted. */
  readonly resource?: JsonObject;
}

export interface ListObjectsInput extends Circumstances, ScopeInput {
  readonly subject: SubjectInput;
  /** One, or several at once: each entry then says which of them it is of. */
  readonly permission: string | readonly string[];
  readonly type: string;
}

export interface ListSubjectsInput extends Circumstances {
  readonly object: string | ObjectRef;
  /** One, or several at once: each entry then says which of them it is of. */
  readonly permission: string | readonly string[];
  /** A type (`user`), or the kind of a subject set (`group#member`). */
  readonly type: string;
  readonly resource?: JsonObject;
}

/** @throws Failure `invalid_question`, `invalid_reference`, `unknown_type`, `unknown_permission`, `unknown_relation` */
export function toQuestion(index: ModelIndex, input: CheckInput, present: () => Instant): Question {
  requireObject(input, "{ subject, permission, object }");
  const object = toObject(index, input.object);
  return {
    subject: toSubjects(index, input.subject),
    permission: toPermission(index, object.type, input.permission),
    object,
    resource: toJson(input.resource, "resource"),
    ...toCircumstances(input, present),
  };
}

/** @throws Failure as `toQuestion` */
export function toObjectsQuestion(
  index: ModelIndex,
  input: ListObjectsInput,
  present: () => Instant,
): SeveralOfObjects {
  requireObject(input, "{ subject, permission, type }");
  const type = toType(index, input.type);
  return {
    subject: toSubjects(index, input.subject),
    permissions: toPermissions(index, type, input.permission),
    type,
    ...toScope(index, input),
    ...toCircumstances(input, present),
  };
}

/** @throws Failure as `toQuestion` */
export function toSubjectsQuestion(
  index: ModelIndex,
  input: ListSubjectsInput,
  present: () => Instant,
): SeveralOfSubjects {
  requireObject(input, "{ object, permission, type }");
  const object = toObject(index, input.object);
  return {
    object,
    permissions: toPermissions(index, object.type, input.permission),
    resource: toJson(input.resource, "resource"),
    ...toKind(index, requireText(input.type, "type")),
    ...toCircumstances(input, present),
  };
}

/** @throws Failure `invalid_question` */
export function toCircumstances(
  { context, now }: Circumstances,
  present: () => Instant,
): { context: JsonObject; now: Instant } {
  return {
    context: toJson(context, "context"),
    now: now === undefined ? present() : toInstant(now, "now", "invalid_question"),
  };
}

/** Those who must all be allowed. @throws Failure `invalid_question`, `invalid_reference`, `unknown_type`, `unknown_relation` */
export function toSubjects(index: ModelIndex, input: SubjectInput): readonly SubjectRef[] {
  if (typeof input === "object" && input !== null && "allOf" in input) {
    const { allOf } = input;
    if (!Array.isArray(allOf)) throw new Failure("invalid_question", "`allOf` must be a list of subjects");
    if (allOf.length === 0)
      throw new Failure("invalid_question", "`allOf` names no subject: nobody would be asked about");
    return allOf.map((one: string | SubjectRef) => toSubject(index, one));
  }
  return [toSubject(index, input)];
}

/** What is listed: `user`, or `group#member`. All behind the first `#` is the name of the relation, and so is looked up. */
function toKind(index: ModelIndex, kind: string): { type: string; relation?: string } {
  const hash = kind.indexOf("#");
  if (hash === -1) return { type: toType(index, kind) };
  const type = toType(index, kind.slice(0, hash));
  return { type, relation: toPermission(index, type, kind.slice(hash + 1)) };
}

/** @throws Failure `invalid_question`, `unknown_type` */
export function toType(index: ModelIndex, type: string): string {
  if (index.types.has(requireText(type, "type"))) return type;
  throw new Failure("unknown_type", `unknown type \`${type}\`${didYouMean(type, index.types.keys())}`);
}

/** @throws Failure `invalid_question`, `unknown_permission` */
export function toPermission(index: ModelIndex, type: string, permission: string): string {
  const names = index.types.get(type)?.rewrites;
  if (names?.has(requireText(permission, "permission")) === true) return permission;
  const meant = didYouMean(permission, names?.keys() ?? []);
  throw new Failure("unknown_permission", `type \`${type}\` has no relation or permission \`${permission}\`${meant}`);
}

function toPermissions(index: ModelIndex, type: string, permission: string | readonly string[]): readonly string[] {
  if (typeof permission === "string" || !Array.isArray(permission)) {
    return [toPermission(index, type, permission as string)];
  }
  if (permission.length === 0) throw new Failure("invalid_question", "`permission` is an empty list: nothing is asked");
  return [...new Set(permission.map((one: string) => toPermission(index, type, one)))];
}

export function toJson(value: JsonObject | undefined, what: string): JsonObject {
  if (value === undefined) return {};
  if (isJsonObject(value)) return value;
  throw new Failure("invalid_question", `\`${what}\` must be an object of named values`);
}

/** Why: callers in plain JavaScript, and bodies of requests, hold what they hold. */
function requireText(value: unknown, what: string): string {
  if (typeof value === "string") return value;
  throw new Failure("invalid_question", `\`${what}\` must be text`);
}

function requireObject(input: unknown, form: string): void {
  if (!isJsonObject(input)) throw new Failure("invalid_question", `a question is an object: \`${form}\``);
}
