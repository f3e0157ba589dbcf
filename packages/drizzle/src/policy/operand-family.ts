import type { ValueType } from "@relata/model";
import type { Family } from "../dialects/dialect.ts";

/** How values of the type are compared in SQL; undefined where they are not. */
export function familyOf(type: ValueType): Family | undefined {
  switch (type.kind) {
    case "string":
    case "enum":
      return "text";
    case "number":
    case "int":
    case "uint":
      return "number";
    case "boolean":
      return "boolean";
    case "timestamp":
      return "timestamp";
    case "duration":
    case "ipaddress":
    case "list":
    case "map":
    case "any":
      return undefined;
  }
}
