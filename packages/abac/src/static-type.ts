import { formatValueType, type ValueType } from "@relata/model";
import { isParsedKind, type ParsedKind } from "./values/parsed.ts";

/**
 * What is known of a value before evaluation. `any` means nothing is, and the operators look when they run. Types only
 * refuse what could never work: no answer depends on them, but for `in`, which takes text apart only where it is
 * surely text.
 */
export type StaticType = ValueType | { readonly kind: "null" };

export const ANY: StaticType = { kind: "any" };
export const BOOLEAN: StaticType = { kind: "boolean" };
export const NUMBER: StaticType = { kind: "number" };
export const TEXT: StaticType = { kind: "string" };

/** Types whose values compare with one another. */
export type Family = "text" | "number" | "boolean" | "list" | "map" | "null" | "any" | ParsedKind;

export function familyOf(type: StaticType): Family {
  switch (type.kind) {
    case "string":
    case "enum":
      return "text";
    case "int":
    case "uint":
      return "number";
    default:
      return type.kind;
  }
}

/** The type as a model file writes it. */
export function formatStaticType(type: StaticType): string {
  return type.kind === "null" ? "null" : formatValueType(type);
}

/** The least type that holds both: of an `if`, or of the elements of a list. */
export function join(a: StaticType, b: StaticType): StaticType {
  if (sameType(a, b)) return a;
  const family = familyOf(a);
  if (family !== familyOf(b)) return ANY;
  if (family === "number") return NUMBER;
  if (family === "text") return TEXT;
  return a.kind === "list" && b.kind === "list" ? { kind: "list", of: valueType(join(a.of, b.of)) } : ANY;
}

export function sameType(a: StaticType, b: StaticType): boolean {
  return formatStaticType(a) === formatStaticType(b);
}

/** The type as the element of a list: one that is always null says nothing there. */
export function valueType(type: StaticType): ValueType {
  return type.kind === "null" ? { kind: "any" } : type;
}

export function elementType(type: StaticType): StaticType {
  return type.kind === "list" ? type.of : ANY;
}

/**
 * Whether values of the types could only be equal by mistake: one is parsed, and the other is text that is not. Both
 * are text in JSON, so that `!=` would be true of what is written alike.
 */
export function clash(a: StaticType, b: StaticType): boolean {
  if (a.kind === "list" && b.kind === "list") return clash(a.of, b.of);
  const [left, right] = [familyOf(a), familyOf(b)];
  return left !== right && isWritten(left) && isWritten(right);
}

function isWritten(family: Family): boolean {
  return family === "text" || isParsedKind(family);
}
