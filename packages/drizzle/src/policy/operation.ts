import { isJsonObject, type Json } from "@relata/model";

/** One operation of a policy's body. */
export interface Operation {
  readonly name: string;
  readonly operands: readonly Json[];
}

/** The operation that stands there; undefined for a literal and a list. */
export function operationOf(body: Json): Operation | undefined {
  if (!isJsonObject(body)) return undefined;
  const [[name, written] = ["", null]] = Object.entries(body);
  return { name, operands: Array.isArray(written) ? (written as readonly Json[]) : [written] };
}

/** The comparisons that SQL has too, as SQL writes them. */
export const COMPARISONS: Readonly<Record<string, string>> = {
  "==": "=",
  "===": "=",
  "!=": "<>",
  "!==": "<>",
  "<": "<",
  "<=": "<=",
  ">": ">",
  ">=": ">=",
};

export function isComparison(name: string): boolean {
  return Object.hasOwn(COMPARISONS, name);
}

export function isOrder(name: string): boolean {
  return name.startsWith("<") || name.startsWith(">");
}

/** The path that is the first operand of `var` and `has`: text, or an index. */
export function pathOf({ operands: [path] }: Operation): string {
  return typeof path === "string" || typeof path === "number" ? String(path) : "";
}
