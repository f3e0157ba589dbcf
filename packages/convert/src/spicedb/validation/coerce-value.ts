import { formatValueType, parseInstant, type Json, type ValueType } from "@relata/model";

/**
 * A value of a caveat's context as the type of its parameter wants it. There, whole numbers and doubles may be written as text, since
 * JSON cannot hold 64 bits; here they are numbers. Answers text, what is wrong, in an object: values may be text themselves.
 */
export function coerceValue(value: Json, type: ValueType): { readonly value: Json } | { readonly problem: string } {
  switch (type.kind) {
    case "int":
    case "uint":
      return whole(value, type);
    case "number": {
      const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
      return typeof number === "number" && Number.isFinite(number) ? { value: number } : wrong(value, type);
    }
    case "boolean":
      return typeof value === "boolean" ? { value } : wrong(value, type);
    case "timestamp":
      return typeof value === "string" && parseInstant(value) !== undefined ? { value } : wrong(value, type);
    case "string":
    case "duration":
    case "ipaddress":
    case "enum":
      return typeof value === "string" ? { value } : wrong(value, type);
    case "list":
      return Array.isArray(value) ? coerceList(value, type.of) : wrong(value, type);
    case "map":
      return coerceMap(value, type);
    case "any":
      return { value };
  }
}

function whole(value: Json, type: ValueType): { readonly value: Json } | { readonly problem: string } {
  const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof number !== "number" || !Number.isInteger(number)) return wrong(value, type);
  if (type.kind === "uint" && number < 0) return wrong(value, type);
  if (Number.isSafeInteger(number)) return { value: number };
  return { problem: `\`${JSON.stringify(value)}\` is beyond ±(2^53 − 1), within which whole numbers are told apart` };
}

function coerceList(values: readonly Json[], of: ValueType): { readonly value: Json } | { readonly problem: string } {
  const items: Json[] = [];
  for (const each of values) {
    const item = coerceValue(each, of);
    if ("problem" in item) return item;
    items.push(item.value);
  }
  return { value: items };
}

function coerceMap(
  value: Json,
  type: ValueType & { readonly kind: "map" },
): { readonly value: Json } | { readonly problem: string } {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return wrong(value, type);
  const entries: [string, Json][] = [];
  for (const [key, each] of Object.entries(value as { readonly [key: string]: Json })) {
    const item = coerceValue(each, type.of);
    if ("problem" in item) return item;
    entries.push([key, item.value]);
  }
  return { value: Object.fromEntries(entries) };
}

function wrong(value: Json, type: ValueType): { readonly problem: string } {
  return { problem: `\`${JSON.stringify(value)}\` is not of the type \`${formatValueType(type)}\`` };
}
