import { canonicalJson, formatObject, formatTuple } from "@relata/model";
import type { TransferRecord } from "../transfer-record.ts";

/** The line of a record, with its end. */
export function printText(record: TransferRecord): string {
  return record.kind === "tuple"
    ? `${formatTuple(record.tuple)}\n`
    : `${formatObject(record.object)} ${canonicalJson(record.values)}\n`;
}
