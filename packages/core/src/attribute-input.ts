import { valueProblem } from "@relata/abac";
import {
  didYouMean,
  Failure,
  formatObject,
  formatValueType,
  isJsonObject,
  toObject,
  type Attribute,
  type Json,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
} from "@relata/model";
import type { AttributeChange } from "@relata/store";

/** New values of some attributes of one object, and names of attributes to remove. */
export interface AttributeInput {
  readonly object: string | ObjectRef;
  /** New values; other attributes of the object stay. */
  readonly set?: JsonObject;
  readonly unset?: readonly string[];
}

/**
 * A change of attributes that the model declares, of the types that it declares.
 *
 * @throws Failure `invalid_attributes` for a name that the type does not declare, a value that is not of its type, and
 * anything but one object; `invalid_reference`, `unknown_type`
 */
export function toAttributeChange(index: ModelIndex, input: AttributeInput): AttributeChange {
  if (!isChange(input)) {
    throw new Failure(
      "invalid_attributes",
      "a change of attributes is `{ object, set, unset }`, with an object of values to set and a list of names to unset",
    );
  }
  const object = toObject(index, input.object);
  if (object.id === "*") {
    throw new Failure(
      "invalid_attributes",
      `attributes belong to one object, and \`${formatObject(object)}\` stands for all`,
    );
  }
  const { set = {}, unset = [] } = input;
  for (const [name, value] of Object.entries(set)) checkValue(index, object, name, value);
  for (const name of unset) declared(index, object, name);
  return { object, set, unset };
}

/** Why: callers in plain JavaScript hold what they hold. */
function isChange(input: unknown): boolean {
  if (!isJsonObject(input)) return false;
  const { set = {}, unset = [] } = input;
  return isJsonObject(set) && Array.isArray(unset) && unset.every((name) => typeof name === "string");
}

function checkValue(index: ModelIndex, object: ObjectRef, name: string, value: Json): void {
  const { type } = declared(index, object, name);
  const problem = valueProblem(value, type);
  if (problem === undefined) return;
  const where = `\`${name}\` of \`${formatObject(object)}\``;
  throw new Failure(
    "invalid_attributes",
    `${where} ${problem}; the model declares \`${name}: ${formatValueType(type)}\``,
  );
}

function declared(index: ModelIndex, object: ObjectRef, name: string): Attribute {
  const attributes = index.types.get(object.type)?.definition.attributes ?? [];
  const attribute = attributes.find((candidate) => candidate.name === name);
  if (attribute !== undefined) return attribute;
  const meant = didYouMean(
    name,
    attributes.map((candidate) => candidate.name),
  );
  throw new Failure("invalid_attributes", `type \`${object.type}\` declares no attribute \`${name}\`${meant}`);
}
