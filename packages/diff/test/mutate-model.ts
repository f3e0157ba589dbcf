import type { Model, Rewrite, TypeDefinition } from "@relata/model";
import fc from "fast-check";

/**
 * The model with some of its parts as another model of the same vocabulary has them: rewrites, what relations admit,
 * policies, and now and then a permission less. What is left out may be read by others still: such models have no text,
 * and the resolver knows what to do with them.
 */
export function mutations(model: Model, donor: Model, minLength = 3, maxLength = 12): fc.Arbitrary<Model> {
  const names = model.types.flatMap(({ name, relations, permissions }) =>
    [...relations, ...permissions].map((member) => `${name}#${member.name}`),
  );
  const parts = [...names, ...model.policies.map(({ name }) => `policy ${name}`)];
  return fc
    .record({ taken: fc.subarray(parts, { minLength, maxLength }) })
    .map(({ taken }) => exchanged(model, donor, new Set(taken)));
}

function exchanged(model: Model, donor: Model, taken: ReadonlySet<string>): Model {
  return {
    ...model,
    types: model.types.map((type) => exchangedType(type, donor, taken)),
    policies: model.policies.map((policy) =>
      taken.has(`policy ${policy.name}`) ? (donor.policies.find(({ name }) => name === policy.name) ?? policy) : policy,
    ),
  };
}

function exchangedType(type: TypeDefinition, donor: Model, taken: ReadonlySet<string>): TypeDefinition {
  const other = donor.types.find(({ name }) => name === type.name) ?? type;
  const pick = <T extends { readonly name: string; readonly rewrite: Rewrite }>(
    own: readonly T[],
    theirs: readonly T[],
  ) =>
    own.map((member) =>
      taken.has(`${type.name}#${member.name}`) ? (theirs.find(({ name }) => name === member.name) ?? member) : member,
    );
  return {
    ...type,
    relations: pick(type.relations, other.relations),
    permissions: pick(type.permissions, other.permissions),
  };
}

/** The model without the permission, as if it had been removed; whoever reads it reads nothing. */
export function without(model: Model, type: string, permission: string): Model {
  return {
    ...model,
    types: model.types.map((definition) =>
      definition.name === type
        ? { ...definition, permissions: definition.permissions.filter(({ name }) => name !== permission) }
        : definition,
    ),
  };
}
