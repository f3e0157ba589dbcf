import {
  didYouMean,
  Failure,
  formatObject,
  toObject,
  type Instant,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
} from "@relata/model";
import type { HeldPermissions, PermissionsQuestion } from "@relata/resolver";
import {
  toCircumstances,
  toJson,
  toSubjects,
  toType,
  type Circumstances,
  type SubjectInput,
} from "./question-input.ts";

/** Of what to tell the permissions: of types and objects; of all types that have any, where neither is given. */
export interface PermissionsOfInput extends Circumstances {
  readonly types?: readonly string[];
  readonly objects?: readonly (string | ObjectRef)[];
  /** Only these permissions. */
  readonly permissions?: readonly string[];
}

export interface PermissionsOnInput extends Circumstances {
  /** Attributes of the object, for those that are not stored and not trusted. */
  readonly resource?: JsonObject;
}

/** The permissions of a subject on one object, or, on `folder:*`, on every object of the type that has no entry. */
export interface Permissions extends Omit<HeldPermissions, "object"> {
  readonly object: string;
}

/** @throws Failure as `toQuestion` */
export function toPermissionsQuestion(
  index: ModelIndex,
  subject: SubjectInput,
  { types, objects, permissions, ...given }: PermissionsOfInput,
  present: () => Instant,
): PermissionsQuestion {
  const named = toList(objects, "objects").map((object) => toObject(index, object));
  const listed = types ?? (objects === undefined ? typesOf(index) : []);
  const question = {
    subject: toSubjects(index, subject),
    types: [...new Set(toList(listed, "types").map((type) => toType(index, type)))],
    objects: distinct(named).map((object) => ({ object, resource: {} })),
    ...toCircumstances(given, present),
  };
  if (permissions === undefined) return question;
  requirePermissions(index, toList(permissions, "permissions"), [...question.types, ...named.map(({ type }) => type)]);
  return { ...question, permissions };
}

/** @throws Failure as `toQuestion` */
export function toPermissionsOn(
  index: ModelIndex,
  subject: SubjectInput,
  object: string | ObjectRef,
  { resource, ...given }: PermissionsOnInput,
  present: () => Instant,
): PermissionsQuestion {
  return {
    subject: toSubjects(index, subject),
    types: [],
    objects: [{ object: toObject(index, object), resource: toJson(resource, "resource") }],
    ...toCircumstances(given, present),
  };
}

export function toPermissions({ object, ...held }: HeldPermissions): Permissions {
  return { object: formatObject(object), ...held };
}

/** The entry of the one object that was asked about. */
export function theOne([one]: readonly HeldPermissions[]): Permissions {
  if (one === undefined) throw new Error("invariant: an object that is asked about has an entry");
  return toPermissions(one);
}

function typesOf(index: ModelIndex): readonly string[] {
  const types = [...index.types.values()].filter(({ permissions }) => permissions.size > 0);
  return types.map(({ definition }) => definition.name);
}

function distinct(objects: readonly ObjectRef[]): readonly ObjectRef[] {
  return [...new Map(objects.map((object) => [formatObject(object), object])).values()];
}

/** @throws Failure `unknown_permission` for a name that is a permission of none of the types: it would tell of nothing */
function requirePermissions(index: ModelIndex, names: readonly string[], types: readonly string[]): void {
  const there = new Set(types.flatMap((type) => [...(index.types.get(type)?.permissions.keys() ?? [])]));
  const stray = names.find((name) => !there.has(name));
  if (stray === undefined) return;
  const among = [...new Set(types)].map((type) => `\`${type}\``).join(", ");
  throw new Failure("unknown_permission", `none of ${among} has a permission \`${stray}\`${didYouMean(stray, there)}`);
}

function toList<T>(list: readonly T[] | undefined, what: string): readonly T[] {
  if (list === undefined || Array.isArray(list)) return list ?? [];
  throw new Failure("invalid_question", `\`${what}\` must be a list`);
}
