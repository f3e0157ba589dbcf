import type { SchemaSaid } from "./described.ts";

/** A schema as a type is written: `{ object: Object, limit?: integer }`. A shape that has a name is said by it. */
export function schemaText(schema: SchemaSaid | undefined, indent = ""): string {
  if (schema === undefined) return "any JSON";
  const { $ref, enum: values, const: value, anyOf, oneOf, allOf, type } = schema;
  if ($ref !== undefined) return nameOf($ref);
  if (values !== undefined) return values.map((one) => JSON.stringify(one)).join(" | ");
  if (value !== undefined) return JSON.stringify(value);
  const either = anyOf ?? oneOf;
  if (either !== undefined) return [...new Set(either.map((one) => schemaText(one, indent)))].join(" | ");
  if (allOf !== undefined) return allOf.map((one) => schemaText(one, indent)).join(" & ");
  if (type === undefined) return "any JSON";
  const types = typeof type === "string" ? [type] : type;
  return types.map((one) => typeText(one, schema, indent)).join(" | ");
}

/** The name at the end of `#/components/schemas/Decision`. */
function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

function typeText(type: string, schema: SchemaSaid, indent: string): string {
  if (type === "array") return listText(schema.items, indent);
  if (type === "object") return objectText(schema, indent);
  return schema.format === undefined ? type : `${type} (${schema.format})`;
}

function listText(items: SchemaSaid | undefined, indent: string): string {
  const text = schemaText(items, indent);
  return /[|&] /.test(text) || text.includes(" ") ? `(${text})[]` : `${text}[]`;
}

function objectText({ properties = {}, required = [], additionalProperties }: SchemaSaid, indent: string): string {
  const inner = `${indent}  `;
  const fields = Object.entries(properties).map(
    ([name, part]) => `${fieldName(name)}${required.includes(name) ? "" : "?"}: ${schemaText(part, inner)},`,
  );
  if (typeof additionalProperties === "object") fields.push(`[name]: ${schemaText(additionalProperties, inner)},`);
  if (fields.length === 0) return "{}";
  return `{\n${fields.map((field) => `${inner}${field}\n`).join("")}${indent}}`;
}

function fieldName(name: string): string {
  return /^[\w$]+$/.test(name) ? name : JSON.stringify(name);
}
