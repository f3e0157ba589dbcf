import {
  isJsonObject,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type Tuple,
  type TupleKey,
} from "@relata/model";
import type { AttributeChange, Changes } from "@relata/store";
import type { TransferRecord } from "@relata/transfer";
import { toAttributeChange } from "../attribute-input.ts";
import { toTuple, type TupleInput } from "../tuple-input.ts";

/** A tuple as `write` takes it, or a record as it is read from a text, with the line on which it begins. */
export type ImportInput = TupleInput | (TransferRecord & { readonly line?: number });

/** Records that are written together. Of one key, and of one attribute, the last one stays: as if written one by one. */
export class ImportBatch {
  readonly #index: ModelIndex;
  #tuples = new Map<string, Tuple>();
  #attributes = new Map<string, { readonly object: ObjectRef; readonly set: JsonObject }>();
  #size = 0;

  constructor(index: ModelIndex) {
    this.#index = index;
  }

  /** How many records are in it. */
  get size(): number {
    return this.#size;
  }

  /** @throws Failure as `toTuple` and `toAttributeChange` */
  add(record: ImportInput): void {
    if (isRecord(record) && record.kind === "attributes") this.#addAttributes(record.object, record.values);
    else this.#addTuple(toTuple(this.#index, isRecord(record) ? record.tuple : record));
    this.#size++;
  }

  /** What is to be written; the batch is empty then. */
  take(): Changes {
    const changes: Changes = { touch: [...this.#tuples.values()], attributes: [...this.#attributes.values()] };
    this.#tuples = new Map();
    this.#attributes = new Map();
    this.#size = 0;
    return changes;
  }

  #addTuple(tuple: Tuple): void {
    this.#tuples.set(keyOf(tuple), tuple);
  }

  #addAttributes(given: ObjectRef, values: JsonObject): void {
    const { object, set = {} }: AttributeChange = toAttributeChange(this.#index, { object: given, set: values });
    const key = JSON.stringify([object.type, object.id]);
    this.#attributes.set(key, { object, set: { ...this.#attributes.get(key)?.set, ...set } });
  }
}

function isRecord(input: ImportInput): input is TransferRecord {
  return isJsonObject(input) && "kind" in input;
}

/** JSON, not joined text: no choice of ids makes two keys meet. */
function keyOf({ object, relation, subject }: TupleKey): string {
  return JSON.stringify([object.type, object.id, relation, subject.type, subject.id, subject.relation ?? null]);
}
