import { formatValueType, type ScalarKind, type ValueType } from "@relata/model";
import { isParsedKind, type ParsedKind } from "./values/parsed.ts";

/**
 * What is known of a value before evaluation. `any` means nothing is, and the operators look when they run; a `numeral`
 * is a number that the policy writes, which takes the type that it stands beside. Types only refuse what could never
 * work: no answer depends on them, but for `in`, which takes text apart only where it is surely text.
 */
export type StaticType =
  | Simple<ScalarKind | "null" | "numeral">
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "list" | "map"; readonly of: StaticType };

type Simple<Kind extends string> = Kind extends string ? { readonly kind: Kind } : never;

export const ANY: StaticType = { kind: "any" };
export const BOOLEAN: StaticType = { kind: "boolean" };
export const NUMBER: StaticType = { kind: "number" };
export const NUMERAL: StaticType = { kind: "numeral" };
export const TEXT: StaticType = { kind: "string" };
export const TIMESTAMP: StaticType = { kind: "timestamp" };
export const DURATION: StaticType = { kind: "duration" };
export const IP_ADDRESS: StaticType = { kind: "ipaddress" };

/** Types whose values compare with one another, but for the three of numbers. */
export type Family = "text" | "number" | "boolean" | "list" | "map" | "null" | "any" | ParsedKind;

export function familyOf(type: StaticType): Family {
  switch (type.kind) {
    case "string":
    case "enum":
      return "text";
    case "int":
    case "uint":
    case "numeral":
      return "number";
    default:
      return type.kind;
  }
}

/** The type as a model file writes it. */
export function formatStaticType(type: StaticType): string {
  return type.kind === "null" ? "null" : formatValueType(valueType(type));
}

/** The declared type that holds all values of this one. */
export function valueType(type: StaticType): ValueType {
  switch (type.kind) {
    case "null":
      return { kind: "any" };
    case "numeral":
      return { kind: "number" };
    case "list":
    case "map":
      return { kind: type.kind, of: valueType(type.of) };
    default:
      return type;
  }
}

/** The least type that holds both: of an `if`, or of the elements of a list. */
export function join(a: StaticType, b: StaticType): StaticType {
  if (sameType(a, b)) return a;
  const family = familyOf(a);
  if (family !== familyOf(b)) return ANY;
  if (family === "number") return a.kind === "numeral" ? b : b.kind === "numeral" ? a : NUMBER;
  if (family === "text") return TEXT;
  return isContainer(a) && isContainer(b) ? { kind: a.kind, of: join(a.of, b.of) } : ANY;
}

function sameType(a: StaticType, b: StaticType): boolean {
  if (isContainer(a) && isContainer(b)) return a.kind === b.kind && sameType(a.of, b.of);
  if (a.kind === "enum" && b.kind === "enum") return formatStaticType(a) === formatStaticType(b);
  return a.kind === b.kind;
}

/** The type of the elements of a list, or of the values of a map. */
export function elementType(type: StaticType): StaticType {
  return isContainer(type) ? type.of : ANY;
}

/**
 * Whether values of the types are not to be compared: they never are alike, or only by mistake. Text is not a timestamp,
 * though JSON writes both as text; `int`, `uint` and `number` are three types; and two enums need a value in common.
 * Null compares with everything, since a value of any type may be null.
 */
export function clash(a: StaticType, b: StaticType): boolean {
  const [left, right] = [familyOf(a), familyOf(b)];
  if (left === "any" || right === "any" || left === "null" || right === "null") return false;
  if (left !== right) return true;
  if (left === "number") return a.kind !== b.kind && a.kind !== "numeral" && b.kind !== "numeral";
  if (a.kind === "enum" && b.kind === "enum") return !a.values.some((value) => b.values.includes(value));
  return isContainer(a) && isContainer(b) && clash(a.of, b.of);
}

function isContainer(type: StaticType): type is Extract<StaticType, { readonly of: StaticType }> {
  return type.kind === "list" || type.kind === "map";
}

/** Whether text that the policy writes beside it is read as its kind. */
export function isParsedType(type: StaticType): type is Simple<ParsedKind> {
  return isParsedKind(type.kind);
}
