import type { Model } from "@relata/model";

import type { Scope } from "../resolve/scope.ts";
import { buildAttribute, buildField } from "./build-model.ts";

/**
 * A model of nothing but what policies read: types with their attributes, and the context. It can be had of a scope in
 * which something is wrong, so that mistakes in types hide none in policies.
 */
export function buildAttributes(scope: Scope): Model {
  return {
    version: 1,
    types: [...scope.types.values()].map(({ name, attributes }) => ({
      name,
      attributes: [...attributes.values()].map(buildAttribute),
      relations: [],
      permissions: [],
    })),
    policies: [],
    context: [...scope.context.values()].map(buildField),
  };
}
