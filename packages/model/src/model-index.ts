import type { Model, Permission, Policy, Relation, TypeDefinition } from "./model.ts";
import type { Rewrite } from "./rewrite.ts";

/** A model with its names looked up in constant time. */
export interface ModelIndex {
  readonly model: Model;
  readonly types: ReadonlyMap<string, TypeIndex>;
  readonly policies: ReadonlyMap<string, Policy>;
}

export interface TypeIndex {
  readonly definition: TypeDefinition;
  readonly relations: ReadonlyMap<string, Relation>;
  readonly permissions: ReadonlyMap<string, Permission>;
  /** The rewrite behind every relation and permission. */
  readonly rewrites: ReadonlyMap<string, Rewrite>;
}

const indexes = new WeakMap<Model, ModelIndex>();

/** The index of a model, made once for each model object. */
export function indexModel(model: Model): ModelIndex {
  const known = indexes.get(model);
  if (known !== undefined) return known;
  const index: ModelIndex = {
    model,
    types: new Map(model.types.map((definition) => [definition.name, indexType(definition)])),
    policies: new Map(model.policies.map((policy) => [policy.name, policy])),
  };
  indexes.set(model, index);
  return index;
}

function indexType(definition: TypeDefinition): TypeIndex {
  return {
    definition,
    relations: new Map(definition.relations.map((relation) => [relation.name, relation])),
    permissions: new Map(definition.permissions.map((permission) => [permission.name, permission])),
    rewrites: new Map([...definition.relations, ...definition.permissions].map(({ name, rewrite }) => [name, rewrite])),
  };
}

/** Whether a name of a type is a relation without a rewrite: exactly its tuples. */
export function isStored(index: ModelIndex, type: string, relation: string): boolean {
  return index.types.get(type)?.relations.get(relation)?.rewrite.kind === "this";
}
