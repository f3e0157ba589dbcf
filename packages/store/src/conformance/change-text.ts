import { canonicalJson, formatObject, formatTuple, type Json } from "@relata/model";
import type { LogChange } from "../change-log.ts";

/** A change in a line: `- before` and `+ after`, as far as there are any. */
export function changeText(change: LogChange): string {
  switch (change.kind) {
    case "tuple":
      return line("", change.before && formatTuple(change.before), change.after && formatTuple(change.after));
    case "attribute":
      return line(`${formatObject(change.object)} ${change.name} `, json(change.before), json(change.after));
    case "model":
      return `model ${change.after.number} ${change.after.hash}`;
  }
}

function json(value: Json | undefined): string | undefined {
  return value === undefined ? undefined : canonicalJson(value);
}

function line(of: string, before: string | undefined, after: string | undefined): string {
  const ended = before === undefined ? [] : [`- ${of}${before}`];
  return [...ended, ...(after === undefined ? [] : [`+ ${of}${after}`])].join(" ");
}
