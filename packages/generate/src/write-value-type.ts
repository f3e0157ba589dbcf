import type { ValueType } from "@relata/model";

/** The TypeScript type of the values of a declared type: what `valueProblem` finds no fault with, or more. */
export function writeValueType(type: ValueType): string {
  switch (type.kind) {
    case "string":
    // Each of these is text of a form that TypeScript cannot say.
    case "timestamp":
    case "duration":
    case "ipaddress":
      return "string";
    case "number":
    case "int":
    case "uint":
      return "number";
    case "boolean":
      return "boolean";
    case "any":
      return "Json";
    case "enum":
      return type.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list":
      return `readonly ${inParentheses(type.of)}[]`;
    case "map":
      return `{ readonly [key: string]: ${writeValueType(type.of)} }`;
  }
}

/** Why also around a list: `readonly readonly string[][]` is no type. */
function inParentheses(type: ValueType): string {
  const text = writeValueType(type);
  return type.kind === "list" || (type.kind === "enum" && type.values.length > 1) ? `(${text})` : text;
}

/** Whether a value of the type, or one in it, may be any JSON. */
export function holdsAny(type: ValueType): boolean {
  switch (type.kind) {
    case "any":
      return true;
    case "list":
    case "map":
      return holdsAny(type.of);
    default:
      return false;
  }
}
