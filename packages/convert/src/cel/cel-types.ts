import type { ScalarKind, ValueType } from "@relata/model";

/** What the scalar types of CEL are called here. `bytes` and `null_type` have no counterpart. */
export const CEL_SCALARS: ReadonlyMap<string, ScalarKind> = new Map<string, ScalarKind>([
  ["bool", "boolean"],
  ["string", "string"],
  ["int", "int"],
  ["uint", "uint"],
  ["double", "number"],
  ["duration", "duration"],
  ["timestamp", "timestamp"],
  ["ipaddress", "ipaddress"],
  ["any", "any"],
]);

/** `list<string>` of its name and of what it is of; undefined where there is no such type here. */
export function celType(name: string, of?: ValueType): ValueType | undefined {
  if (name === "list" || name === "map") return { kind: name, of: of ?? { kind: "any" } };
  const kind = CEL_SCALARS.get(name);
  return kind === undefined || of !== undefined ? undefined : { kind };
}
