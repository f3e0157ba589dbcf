import { valueProblem } from "@relata/abac";
import {
  didYouMean,
  Failure,
  formatObject,
  formatValueType,
  toObject,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
} from "@relata/model";
import type { AttributeChange, Changes, Precondition } from "@relata/store";
import { toKey, toTuple, type TupleInput } from "./tuple-input.ts";

/** Tuples to touch, or every kind of change. All are applied, or none is. */
export type WriteInput = readonly TupleInput[] | ChangesInput;

export interface ChangesInput {
  /** Written whether or not they are there; a new policy or window replaces the old one. */
  readonly touch?: readonly TupleInput[];
  /** Written only if they are not there. */
  readonly create?: readonly TupleInput[];
  readonly delete?: readonly TupleInput[];
  readonly attributes?: readonly AttributeInput[];
  readonly preconditions?: readonly Precondition[];
}

export interface AttributeInput {
  readonly object: string | ObjectRef;
  /** New values; other attributes of the object stay. */
  readonly set?: JsonObject;
  readonly unset?: readonly string[];
}

/**
 * What a store is told to write: every tuple admitted by the model, every attribute declared and of its type.
 *
 * @throws Failure as `toTuple`, and `invalid_attributes`
 */
export function toChanges(index: ModelIndex, input: WriteInput): Changes {
  if (isTupleList(input)) return { touch: input.map((tuple) => toTuple(index, tuple)) };
  if (typeof input !== "object" || input === null) {
    throw new Failure(
      "invalid_tuple",
      "a write is a list of tuples, or `{ touch, create, delete, attributes, preconditions }`",
    );
  }
  return {
    touch: (input.touch ?? []).map((tuple) => toTuple(index, tuple)),
    create: (input.create ?? []).map((tuple) => toTuple(index, tuple)),
    delete: (input.delete ?? []).map((tuple) => toKey(index, tuple)),
    attributes: (input.attributes ?? []).map((change) => toAttributeChange(index, change)),
    preconditions: input.preconditions ?? [],
  };
}

function isTupleList(input: WriteInput): input is readonly TupleInput[] {
  return Array.isArray(input);
}

/** @throws Failure `invalid_attributes` for a name that the type does not declare, or a value that is not of its type */
export function toAttributeChange(index: ModelIndex, input: AttributeInput): AttributeChange {
  const object = toObject(index, input.object);
  if (object.id === "*") {
    throw new Failure(
      "invalid_attributes",
      `attributes belong to one object, and \`${formatObject(object)}\` stands for all`,
    );
  }
  const { set = {}, unset = [] } = input;
  for (const [name, value] of Object.entries(set)) {
    const { type } = declared(index, object, name);
    const problem = valueProblem(value, type);
    if (problem === undefined) continue;
    const where = `\`${name}\` of \`${formatObject(object)}\``;
    throw new Failure(
      "invalid_attributes",
      `${where} ${problem}; the model declares \`${name}: ${formatValueType(type)}\``,
    );
  }
  for (const name of unset) declared(index, object, name);
  return { object, set, unset };
}

function declared(index: ModelIndex, object: ObjectRef, name: string) {
  const attributes = index.types.get(object.type)?.definition.attributes ?? [];
  const attribute = attributes.find((candidate) => candidate.name === name);
  if (attribute !== undefined) return attribute;
  const meant = didYouMean(
    name,
    attributes.map((candidate) => candidate.name),
  );
  throw new Failure("invalid_attributes", `type \`${object.type}\` declares no attribute \`${name}\`${meant}`);
}
