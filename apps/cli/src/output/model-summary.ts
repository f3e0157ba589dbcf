import type { Model } from "@relata/core";
import Table from "cli-table3";

/** "5 types, 12 relations, 9 permissions, 3 policies". */
export function modelSummary(model: Model): string {
  const { types, policies } = model;
  const relations = types.reduce((sum, type) => sum + type.relations.length, 0);
  const permissions = types.reduce((sum, type) => sum + type.permissions.length, 0);
  return [
    counted(types.length, "type", "types"),
    counted(relations, "relation", "relations"),
    counted(permissions, "permission", "permissions"),
    counted(policies.length, "policy", "policies"),
  ].join(", ");
}

/** The types, each with its names: for a terminal. Without colour of its own, which would ignore `NO_COLOR`. */
export function modelTable({ types }: Model): string {
  const table = new Table({ head: ["type", "relations", "permissions"], style: { head: [], border: [] } });
  for (const { name, relations, permissions } of types) {
    table.push([name, relations.map(({ name }) => name).join("\n"), permissions.map(({ name }) => name).join("\n")]);
  }
  return table.toString();
}

/** "1 type", "1,024 tuples". */
export function counted(number: number, one: string, many: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
}
