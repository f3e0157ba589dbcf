import type { LogChange, WatchEvent } from "@relata/core";
import { canonicalJson, formatInstant, formatObject, formatTuple, type Json } from "@relata/model";

/**
 * An event for a person: a line for the revision and one for each change; of a checkpoint, nothing.
 *
 * ```text
 * 2026-06-01T00:00:00Z  revision 7
 *   + folder:plans#viewer@user:ann
 * ```
 */
export function eventText(event: WatchEvent): string {
  const when = formatInstant(event.instant);
  switch (event.kind) {
    case "checkpoint":
      return "";
    case "window":
      return `${when}  window ${event.edge === "start" ? "opens" : "closes"}\n  ${formatTuple(event.tuple)}\n`;
    case "revision": {
      const lines = event.changes.flatMap(changeLines).map((line) => `  ${line}\n`);
      return `${when}  revision ${event.number}\n${lines.join("")}`;
    }
  }
}

/** What a change took away, and what it made. */
function changeLines(change: LogChange): readonly string[] {
  switch (change.kind) {
    case "tuple":
      return marked(change.before, change.after, formatTuple);
    case "attribute": {
      const name = `${formatObject(change.object)} ${change.name}`;
      return marked(change.before, change.after, (value: Json) => `${name} = ${canonicalJson(value)}`);
    }
    case "model":
      return [`model ${change.after.number} applied`];
  }
}

function marked<T>(before: T | undefined, after: T | undefined, text: (value: T) => string): readonly string[] {
  return [...(before === undefined ? [] : [`- ${text(before)}`]), ...(after === undefined ? [] : [`+ ${text(after)}`])];
}
