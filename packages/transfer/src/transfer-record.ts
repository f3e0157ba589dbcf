import type { JsonObject, ObjectRef, Tuple } from "@relata/model";

/** One fact on its way in or out: a tuple, or attributes of one object. */
export type TransferRecord = TupleRecord | AttributesRecord;

export interface TupleRecord {
  readonly kind: "tuple";
  readonly tuple: Tuple;
}

export interface AttributesRecord {
  readonly kind: "attributes";
  readonly object: ObjectRef;
  readonly values: JsonObject;
}

export type RecordKind = TransferRecord["kind"];

/** A record that the model admits, and the line on which it begins, from 1. */
export type ParsedRecord = TransferRecord & { readonly line: number };
