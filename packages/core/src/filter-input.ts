import {
  Failure,
  isJsonObject,
  toObject,
  toSubject,
  type FailureCode,
  type ModelIndex,
  type ObjectRef,
} from "@relata/model";
import type { TupleFilter } from "@relata/store";

/**
 * Tuples with these parts; a part that is left out matches all. Parts are compared as they stand: a filter for `folder:*`
 * matches tuples on `folder:*` only.
 */
export interface FilterInput {
  /** One object as text, or any that have these parts: `{ type: "folder" }`. */
  readonly object?: string | Partial<ObjectRef>;
  readonly relation?: string;
  /**
   * One subject as text, where `user:ann` is no subject set, or any that have these parts: `{ type: "user" }`. With
   * `relation: null`, plain subjects only.
   */
  readonly subject?: string | (Partial<ObjectRef> & { readonly relation?: string | null });
}

const FORM =
  'a filter is `{ object, relation, subject }`, each of them optional: `{ object: "folder:plans" }`, `{ object: { type: "folder" }, relation: "viewer" }`';

/**
 * A filter of the right form. In the form of objects it may name what the model does not know: such tuples may be stored,
 * and the store knows no model.
 *
 * @param code of the failure where the form is wrong
 * @throws Failure `invalid_reference`, `unknown_type`, `unknown_relation` for text that is no reference
 */
export function toFilter(index: ModelIndex, input: FilterInput, code: FailureCode): TupleFilter {
  // Why so strict: a filter of another form would match nothing, or everything.
  if (!isFilter(input)) throw new Failure(code, FORM);
  const { object, relation, subject } = input;
  return {
    ...(object !== undefined && { object: typeof object === "string" ? toObject(index, object) : named(object) }),
    ...(relation !== undefined && { relation }),
    ...(subject !== undefined && { subject: typeof subject === "string" ? whole(index, subject) : named(subject) }),
  };
}

/** Whether the filter names nothing, and so matches every tuple. */
export function isEmptyFilter({ object = {}, relation, subject = {} }: TupleFilter): boolean {
  return relation === undefined && Object.keys(object).length === 0 && Object.keys(subject).length === 0;
}

function whole(index: ModelIndex, text: string): NonNullable<TupleFilter["subject"]> {
  const { type, id, relation } = toSubject(index, text);
  return { type, id, relation: relation ?? null };
}

/** Without the parts that are given as undefined. */
function named<T extends object>(part: T): T {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as T;
}

function isFilter(input: unknown): boolean {
  if (!isJsonObject(input) || !holdsOnly(input, ["object", "relation", "subject"])) return false;
  const { object = {}, relation = "", subject = {} } = input;
  return typeof relation === "string" && isPart(object, ["type", "id"]) && isPart(subject, ["type", "id", "relation"]);
}

function isPart(part: unknown, names: readonly string[]): boolean {
  if (typeof part === "string") return true;
  if (!isJsonObject(part) || !holdsOnly(part, names)) return false;
  const { relation, ...rest } = part;
  const known = relation === undefined || relation === null || typeof relation === "string";
  return known && Object.values(rest).every((value) => value === undefined || typeof value === "string");
}

function holdsOnly(part: object, names: readonly string[]): boolean {
  return Object.keys(part).every((name) => names.includes(name));
}
