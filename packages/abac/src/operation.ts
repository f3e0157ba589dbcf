import { isJsonObject, type Json } from "@relata/model";
import { escapePointer } from "./body-limits.ts";
import { OPERATORS } from "./operators/table.ts";

/** One operation of a policy's body, as it is written. */
export interface Operation {
  readonly name: string;
  readonly operands: readonly Json[];
  /** Whether its one operand stands without a list around it. */
  readonly isBare: boolean;
}

/** The operation that stands there in a valid body; undefined for a literal, a list and nothing. */
export function operationOf(body: Json | undefined): Operation | undefined {
  if (!isJsonObject(body)) return undefined;
  const [[name, written] = ["", null]] = Object.entries(body);
  if (!Array.isArray(written)) return { name, operands: [written], isBare: true };
  return { name, operands: written as readonly Json[], isBare: false };
}

/** What `var` reads, or `has` asks for: a text, or an index as one; undefined for other operators. */
export function pathOf({ name, operands }: Operation): string | undefined {
  const path = operands[OPERATORS.get(name)?.path ?? -1];
  return typeof path === "string" || typeof path === "number" ? String(path) : undefined;
}

/** Where an operand stands, of an operation that stands at the pointer: a JSON pointer (RFC 6901) as well. */
export function operandPointer({ name, isBare }: Operation, pointer: string, index: number): string {
  const base = `${pointer}/${escapePointer(name)}`;
  return isBare ? base : `${base}/${index}`;
}

/** Whether a path in the body is given a default anywhere: what is missing, or null, is read as that. */
export function hasDefault(body: Json): boolean {
  if (Array.isArray(body)) return body.some(hasDefault);
  const operation = operationOf(body);
  if (operation === undefined) return false;
  return (operation.name === "var" && operation.operands.length > 1) || operation.operands.some(hasDefault);
}
