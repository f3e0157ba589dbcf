import type { ChangesInput, FilterInput, TupleInput } from "@relata/core";
import { isReservedType } from "@relata/keys";
import { indexModel, parseTuple, toObject, type ModelIndex } from "@relata/model";
import type { Caller } from "../../access/access.ts";
import type { House } from "../../house.ts";

/**
 * Refuses changes of the reserved types to whoever may not do everything: who owns a key, and who runs the house, is written there.
 *
 * @throws Problem `forbidden`; Failure as `Relata.write` for what is no tuple
 */
export async function guardChanges(house: House, caller: Caller, changes: ChangesInput): Promise<void> {
  const index = indexModel(house.relata.model);
  const { touch = [], create = [], delete: ended = [], attributes = [] } = changes;
  const types = [
    ...[...touch, ...create, ...ended].map((tuple) => typeOf(index, tuple)),
    ...attributes.map(({ object }) => toObject(index, object).type),
  ];
  if (types.some(isReservedType)) await house.access.demand(caller, "admin");
}

/** The same of a filter: one that names no type of object may match tuples of any. @throws as `guardChanges` */
export async function guardFilter(house: House, caller: Caller, { object }: FilterInput): Promise<void> {
  const { type } = typeof object === "string" ? toObject(indexModel(house.relata.model), object) : (object ?? {});
  if (type === undefined || isReservedType(type)) await house.access.demand(caller, "admin");
}

function typeOf(index: ModelIndex, tuple: TupleInput): string {
  const { object } = typeof tuple === "string" ? parseTuple(index, tuple) : tuple;
  return toObject(index, object).type;
}
