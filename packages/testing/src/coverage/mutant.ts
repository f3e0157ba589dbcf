import type { Model, Policy, Relation, Rewrite, TypeDefinition } from "@relata/model";
import type { CoverageItem } from "./coverage.ts";

/** A change of a model that takes one thing of it away. */
export interface Mutation {
  /** The item that the change is about, with all others of it. */
  readonly item: CoverageItem;
  /** What is changed, in words that go on from "unnoticed if": "it granted nobody anything". */
  readonly change: string;
  /** What an answer must depend on, to depend on the change. */
  readonly reach: ReachKey;
  /** The model with the change. Cost: its types and policies, not what is in them. */
  readonly apply: (model: Model) => Model;
}

/** A relation or permission of a type, or a policy, as one text. */
export type ReachKey = string & { readonly __reach: unique symbol };

export function nameKey(type: string, name: string): ReachKey {
  return JSON.stringify([type, name]) as ReachKey;
}

export function policyKey(policy: string): ReachKey {
  return JSON.stringify([policy]) as ReachKey;
}

/** The model with another expression behind that name. */
export function withRewrite(model: Model, type: string, name: string, rewrite: Rewrite): Model {
  return withType(model, type, ({ relations, permissions, ...rest }) => ({
    ...rest,
    relations: relations.map((each) => (each.name === name ? { ...each, rewrite } : each)),
    permissions: permissions.map((each) => (each.name === name ? { ...each, rewrite } : each)),
  }));
}

/** The model in which the relation admits nobody: then every tuple of it is absent. */
export function withoutTuples(model: Model, type: string, name: string): Model {
  const emptied = (relation: Relation): Relation => (relation.name === name ? { ...relation, subjects: [] } : relation);
  return withType(model, type, ({ relations, ...rest }) => ({ ...rest, relations: relations.map(emptied) }));
}

/** The model in which the policy has that truth, whatever it reads, and even where all of it is missing. */
export function withPolicy(model: Model, name: string, body: boolean): Model {
  const decided = (policy: Policy): Policy => (policy.name === name ? { ...policy, required: [], body } : policy);
  return { ...model, policies: model.policies.map(decided) };
}

function withType(model: Model, name: string, change: (type: TypeDefinition) => TypeDefinition): Model {
  return { ...model, types: model.types.map((type) => (type.name === name ? change(type) : type)) };
}
