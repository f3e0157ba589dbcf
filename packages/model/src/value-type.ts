/** The type of an attribute, a context entry or a policy parameter. */
export type ValueType =
  | { readonly kind: ScalarKind }
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "list"; readonly of: ValueType }
  | { readonly kind: "map"; readonly of: ValueType };

/**
 * `number` is any finite double; `int` and `uint` are whole numbers within ±(2^53 − 1); `timestamp` is RFC 3339 text,
 * `duration` is text such as `1h30m` and `ipaddress` is IPv4 or IPv6 text, each parsed before it is compared.
 */
export const SCALAR_KINDS = [
  "string",
  "number",
  "int",
  "uint",
  "boolean",
  "timestamp",
  "duration",
  "ipaddress",
  "any",
] as const;

export type ScalarKind = (typeof SCALAR_KINDS)[number];

/** The type as a model file writes it: `list<string>`, `"draft" | "paid"`. */
export function formatValueType(type: ValueType): string {
  switch (type.kind) {
    case "enum":
      return type.values.map((value) => JSON.stringify(value)).join(" | ");
    case "list":
    case "map":
      return `${type.kind}<${formatValueType(type.of)}>`;
    default:
      return type.kind;
  }
}
