import { isJsonObject, type Json } from "@relata/model";

/** One operation of a policy's body. */
export interface Operation {
  readonly name: string;
  readonly operands: readonly Json[];
}

/** The operation that stands there; undefined for a literal and a list. */
export function operationOf(body: Json | undefined): Operation | undefined {
  if (body === undefined || !isJsonObject(body)) return undefined;
  const [[name, written] = ["", null]] = Object.entries(body);
  return { name, operands: Array.isArray(written) ? (written as readonly Json[]) : [written] };
}

/** The path that is the first operand of `var` and `has`; undefined where it is an index, which is a path of no root. */
export function pathOf({ operands: [path] }: Operation): string | undefined {
  return typeof path === "string" ? path : undefined;
}
