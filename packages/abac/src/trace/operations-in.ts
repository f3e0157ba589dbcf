import type { Json } from "@relata/model";
import { operandPointer, operationOf, type Operation } from "../operation.ts";

/** An operation of a body, and where it stands. */
export interface WrittenOperation {
  readonly pointer: string;
  /** How many operations stand around it. */
  readonly depth: number;
  readonly operation: Operation;
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
  const operation = operationOf(json);
  if (operation === undefined) return;
  found.push({ pointer, depth, operation });
  operation.operands.forEach((operand, i) => collect(operand, operandPointer(operation, pointer, i), depth + 1, found));
}
