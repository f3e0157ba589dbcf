import type { Origin } from "../origin.ts";
import type { Sourced } from "../sourced/sourced.ts";
import type { FgaPlaces } from "./fga-places.ts";

/** The places of a model in JSON: parts of a definition stand where the definition does. There are no comments. */
export function jsonPlaces(model: Sourced): FgaPlaces {
  const types = new Map<string, Sourced>();
  for (const each of field(model, "type_definitions", "typeDefinitions")?.list() ?? []) {
    const name = each.field("type")?.json();
    if (typeof name === "string") types.set(name, each);
  }
  const relation = (type: string, name: string): Origin =>
    (types.get(type)?.field("relations")?.field(name) ?? types.get(type) ?? model).origin;
  const conditionOf = (name: string): Sourced => model.field("conditions")?.field(name) ?? model;
  return {
    whole: model.origin,
    type: (type) => (types.get(type)?.field("type") ?? model).origin,
    relation,
    inRelation: relation,
    condition: (name) => conditionOf(name).origin,
    parameter: (condition, name) =>
      (conditionOf(condition).field("parameters")?.field(name) ?? conditionOf(condition)).origin,
    // Why: text in JSON has escapes, so its offsets are not those of what it holds.
    expression: () => undefined,
    comments: () => ({ before: [] }),
  };
}

function field(value: Sourced, ...names: readonly string[]): Sourced | undefined {
  return names.map((name) => value.field(name)).find((found) => found !== undefined);
}
