import { printModel, writeName } from "@relata/language";
import {
  formatValueType,
  type Attribute,
  type Field,
  type Model,
  type Parameter,
  type Permission,
  type Policy,
  type Relation,
  type TypeDefinition,
} from "@relata/model";

const NOTHING: Model = { version: 1, types: [], policies: [], context: [] };
const NOBODY: TypeDefinition = { name: "nobody", attributes: [], relations: [], permissions: [] };

/** Declarations as a model file has them, by the printer of whole models, so that there is one printer. */
function alone(part: Partial<Model>): string {
  return printModel({ ...NOTHING, ...part })
    .split("\n")
    .slice(2)
    .join("\n")
    .trimEnd();
}

/** A member of a type, without the type around it. */
function member(part: Partial<TypeDefinition>): string {
  return alone({ types: [{ ...NOBODY, ...part }] })
    .split("\n")
    .slice(1, -1)
    .map((line) => line.trim())
    .join("\n");
}

export function printType(type: TypeDefinition): string {
  return alone({ types: [type] });
}

/** Without its documentation, like all that follow: a change of that is told apart. */
export function printPolicy(policy: Policy): string {
  return alone({ policies: [undocumented(policy)] });
}

/** `relation viewer: user | group#member = this + editor`. */
export function printRelation(relation: Relation): string {
  return member({ relations: [undocumented(relation)] });
}

export function printPermission(permission: Permission): string {
  return member({ permissions: [undocumented(permission)] });
}

export function printAttribute(attribute: Attribute): string {
  return member({ attributes: [undocumented(attribute)] });
}

export function printContext(field: Field): string {
  return alone({ context: [undocumented(field)] });
}

/** `tuple from: timestamp`. */
export function printParameter({ name, type, tuple }: Parameter): string {
  return `${tuple ? "tuple " : ""}${writeName(name)}: ${formatValueType(type)}`;
}

function undocumented<T extends { readonly doc?: string }>(declaration: T): T {
  return Object.fromEntries(Object.entries(declaration).filter(([key]) => key !== "doc")) as T;
}
