import type { Marks } from "@relata/diff";
import type { Paint } from "./paint.ts";

/** How the parts of a model's difference are set off in a terminal. */
export function marksFor(paint: Paint): Marks {
  return { heading: paint.bold, added: paint.green, removed: paint.red, faint: paint.dim };
}
