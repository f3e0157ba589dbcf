import type { JsonObject, ModelIndex } from "@relata/model";

/**
 * The attributes of an object as policies see them: stored ones win over supplied ones, attribute by attribute, and a
 * trusted attribute is never taken from a request.
 */
export function knownAttributes(index: ModelIndex, type: string, stored: JsonObject, supplied: JsonObject): JsonObject {
  const names = Object.keys(supplied);
  if (names.length === 0) return stored;
  const trusted = index.types.get(type)?.definition.attributes.filter((attribute) => attribute.trusted) ?? [];
  const distrusted = new Set(trusted.map(({ name }) => name));
  const usable = Object.entries(supplied).filter(([name]) => !distrusted.has(name));
  return Object.fromEntries([...usable, ...Object.entries(stored)]);
}
