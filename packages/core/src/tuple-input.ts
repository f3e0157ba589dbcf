import { tupleRefusal } from "@relata/abac";
import {
  parseTuple,
  tupleFromObject,
  type ModelIndex,
  type Tuple,
  type TupleKey,
  type TupleObject,
} from "@relata/model";

export { toInstant, type InstantInput, type TupleObject } from "@relata/model";

/** A tuple as text (`folder:plans#viewer@user:ann`) or as an object, with references in either form. */
export type TupleInput = string | TupleObject;

/**
 * A tuple that the model admits, or the failure that says why not.
 *
 * @throws Failure `invalid_tuple`, `invalid_reference`, `unknown_type`, `unknown_relation`, `unknown_policy`,
 * `not_admitted`
 */
export function toTuple(index: ModelIndex, input: TupleInput): Tuple {
  const tuple = parsed(index, input);
  const refused = tupleRefusal(index, tuple);
  if (refused !== undefined) throw refused;
  return tuple;
}

/** The key of a tuple to delete. Its policy and window do not matter, nor whether the model still admits it. */
export function toKey(index: ModelIndex, input: TupleInput): TupleKey {
  const { object, relation, subject } = parsed(index, input);
  return { object, relation, subject };
}

function parsed(index: ModelIndex, input: TupleInput): Tuple {
  return typeof input === "string" ? parseTuple(index, input) : tupleFromObject(index, input);
}
