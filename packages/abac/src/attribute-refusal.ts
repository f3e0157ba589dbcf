import {
  didYouMean,
  Failure,
  formatObject,
  formatValueType,
  isWildcard,
  type Attribute,
  type Json,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
} from "@relata/model";
import { valueProblem } from "./value-problem.ts";

/**
 * Why these attributes of the object may not be set or unset, as the failure `invalid_attributes` to throw: the object
 * is none alone, its type does not declare a name, or a value is not of its type. Undefined where they may.
 */
export function attributeRefusal(
  index: ModelIndex,
  object: ObjectRef,
  set: JsonObject,
  unset: readonly string[] = [],
): Failure | undefined {
  if (isWildcard(object)) {
    const text = formatObject(object);
    return new Failure("invalid_attributes", `attributes belong to one object, and \`${text}\` stands for all`);
  }
  const declared = index.types.get(object.type)?.definition.attributes ?? [];
  for (const [name, value] of Object.entries(set)) {
    const refused = valueRefusal(declared, object, name, value);
    if (refused !== undefined) return refused;
  }
  const unknown = unset.find((name) => !declared.some((attribute) => attribute.name === name));
  return unknown === undefined ? undefined : undeclared(declared, object, unknown);
}

function valueRefusal(
  declared: readonly Attribute[],
  object: ObjectRef,
  name: string,
  value: Json,
): Failure | undefined {
  const attribute = declared.find((candidate) => candidate.name === name);
  if (attribute === undefined) return undeclared(declared, object, name);
  const problem = valueProblem(value, attribute.type);
  if (problem === undefined) return undefined;
  const where = `\`${name}\` of \`${formatObject(object)}\``;
  const type = formatValueType(attribute.type);
  return new Failure("invalid_attributes", `${where} ${problem}; the model declares \`${name}: ${type}\``);
}

function undeclared(declared: readonly Attribute[], { type }: ObjectRef, name: string): Failure {
  const names = declared.map((attribute) => attribute.name);
  const meant = didYouMean(name, names);
  return new Failure("invalid_attributes", `type \`${type}\` declares no attribute \`${name}\`${meant}`);
}
