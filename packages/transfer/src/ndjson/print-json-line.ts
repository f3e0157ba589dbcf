import { canonicalJson, formatInstant, formatObject, formatSubject, type Tuple } from "@relata/model";
import type { TransferRecord } from "../transfer-record.ts";

/** The line of a record, with its end. Fields stand in the order of the text form, names within values in canonical order. */
export function printJsonLine(record: TransferRecord): string {
  return record.kind === "tuple"
    ? `${tupleJson(record.tuple)}\n`
    : `{"object":${text(formatObject(record.object))},"attributes":${canonicalJson(record.values)}}\n`;
}

function tupleJson({ object, relation, subject, policy, from, until }: Tuple): string {
  let json = `{"object":${text(formatObject(object))},"relation":${text(relation)},"subject":${text(formatSubject(subject))}`;
  if (policy !== undefined) {
    const { name, parameters } = policy;
    const given = Object.keys(parameters).length === 0 ? "" : `,"parameters":${canonicalJson(parameters)}`;
    json += `,"policy":{"name":${text(name)}${given}}`;
  }
  if (from !== undefined) json += `,"from":"${formatInstant(from)}"`;
  if (until !== undefined) json += `,"until":"${formatInstant(until)}"`;
  return `${json}}`;
}

function text(value: string): string {
  return JSON.stringify(value);
}
