import { formatInstant, formatObject, formatTuple, type Tuple } from "@relata/model";
import type { LogChange } from "@relata/store";
import type { WatchEvent } from "./watch-event.ts";

/**
 * An event for a machine, on a wire or in a file: JSON alone, with tuples and objects as text, whose form is complete, and instants
 * in RFC 3339.
 */
export function eventData(event: WatchEvent): object {
  const told = { ...event, instant: formatInstant(event.instant) };
  switch (event.kind) {
    case "checkpoint":
      return told;
    case "window":
      return { ...told, tuple: formatTuple(event.tuple) };
    case "revision":
      return { ...told, changes: event.changes.map(changeData) };
  }
}

function changeData(change: LogChange): object {
  switch (change.kind) {
    case "tuple":
      return { kind: change.kind, ...sides(change) };
    case "attribute":
      return { ...change, object: formatObject(change.object) };
    case "model":
      return change;
  }
}

function sides({ before, after }: { readonly before?: Tuple; readonly after?: Tuple }) {
  return {
    ...(before !== undefined && { before: formatTuple(before) }),
    ...(after !== undefined && { after: formatTuple(after) }),
  };
}
