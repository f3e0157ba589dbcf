import { formatStaticType, type StaticType } from "../static-type.ts";
import { EXAMPLES, Parsed } from "./parsed.ts";
import { isPlain } from "./plain.ts";

const LONGEST_QUOTE = 40;

/** What was given, for a message: "text", "a list", "NaN". */
export function describeGiven(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Parsed) return value.kind === "ipaddress" ? "an IP address" : `a ${value.kind}`;
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return Number.isFinite(value) ? "a number" : String(value);
    case "boolean":
      return "a boolean";
    case "bigint":
      return "a bigint";
    case "undefined":
      return "undefined";
    case "function":
      return "a function";
    case "symbol":
      return "a symbol";
    default:
      return isPlain(value) ? "an object" : "an instance of a class";
  }
}

/** What a type wants, for a message: "a number", "a timestamp such as …". */
export function describeType(type: StaticType): string {
  switch (type.kind) {
    case "string":
      return "text";
    case "number":
    case "numeral":
      return "a number";
    case "boolean":
      return "a boolean";
    case "int":
      return "a whole number";
    case "uint":
      return "a whole number of zero or more";
    case "timestamp":
    case "duration":
    case "ipaddress":
      return EXAMPLES[type.kind];
    case "enum":
      return `one of ${formatStaticType(type)}`;
    case "list":
      return "a list";
    case "map":
      return "an object";
    case "any":
      return "a value of JSON";
    case "null":
      return "null";
  }
}

/** The text in backticks, cut where it is long, since a message is for people. */
export function quote(text: string): string {
  return `\`${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}\``;
}
