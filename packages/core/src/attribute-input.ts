import { attributeRefusal } from "@relata/abac";
import { Failure, isJsonObject, toObject, type JsonObject, type ModelIndex, type ObjectRef } from "@relata/model";
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
  const { set = {}, unset = [] } = input;
  const refused = attributeRefusal(index, object, set, unset);
  if (refused !== undefined) throw refused;
  return { object, set, unset };
}

/** Why: callers in plain JavaScript hold what they hold. */
function isChange(input: unknown): boolean {
  if (!isJsonObject(input)) return false;
  const { set = {}, unset = [] } = input;
  return isJsonObject(set) && Array.isArray(unset) && unset.every((name) => typeof name === "string");
}
