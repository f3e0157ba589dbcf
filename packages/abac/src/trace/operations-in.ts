import type { Json, JsonObject } from "@relata/model";
import { escapePointer } from "../body-limits.ts";

/** An operation of a body, as it is written. */
export interface WrittenOperation {
  readonly pointer: string;
  /** How many operations stand around it. */
  readonly depth: number;
  readonly operator: string;
  readonly operands: readonly Json[];
}

/** All operations of a valid body in written order, an operation before its operands. */
export function operationsIn(body: Json): readonly WrittenOperation[] {
  const found: WrittenOperation[] = [];
  collect(body, "", 0, found);
  return found;
}

/** Recursive: a body's depth is bounded. */
function collect(json: Json, pointer: string, depth: number, found: WrittenOperation[]): void {
  if (Array.isArray(json)) json.forEach((item: Json, i) => collect(item, `${pointer}/${i}`, depth, found));
  else if (typeof json === "object" && json !== null) {
    const [[operator, written] = ["", null]] = Object.entries(json as JsonObject);
    found.push({ pointer, depth, operator, operands: Array.isArray(written) ? written : [written] });
    collect(written, `${pointer}/${escapePointer(operator)}`, depth + 1, found);
  }
}
