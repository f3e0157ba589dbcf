import {
  compareText,
  type Attribute,
  type Field,
  type Model,
  type Permission,
  type Relation,
  type Rewrite,
  type SubjectType,
  type TypeDefinition,
} from "@relata/model";

import type { FieldSyntax, Member, SubjectSyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";
import { buildPolicy } from "./build-policy.ts";
import { buildRewrite } from "./build-rewrite.ts";
import { described } from "./described.ts";

/**
 * The model of a scope in which nothing is wrong. Law: it does not depend on the order of declarations and files; only
 * operands, and the values of an enumeration, stay in the order in which they are written.
 */
export function buildModel(scope: Scope): Model {
  return {
    version: 1,
    types: [...scope.types.values()].map(buildType).sort(byName),
    policies: [...scope.policies.values()].map(buildPolicy).sort(byName),
    context: [...scope.context.values()].map(buildField).sort(byName),
  };
}

function buildType({ name, syntax, attributes, members }: TypeScope): TypeDefinition {
  return {
    ...described(syntax),
    name,
    attributes: [...attributes.values()].map(buildAttribute).sort(byName),
    relations: [...members.values()].flatMap(buildRelation).sort(byName),
    permissions: [...members.values()].flatMap(buildPermission).sort(byName),
  };
}

/** The relation that a member is, if it is one. */
function buildRelation(member: Member): Relation[] {
  if (member.kind !== "relation") return [];
  const subjects = member.subjects.map(buildSubject).sort(bySubject);
  return [{ ...described(member), subjects, rewrite: rewriteOf(member) }];
}

/** The permission that a member is, if it is one. */
function buildPermission(member: Member): Permission[] {
  return member.kind === "permission" ? [{ ...described(member), rewrite: rewriteOf(member) }] : [];
}

/** A relation without a rewrite is its tuples. A permission always has one. */
function rewriteOf({ rewrite }: Member): Rewrite {
  return rewrite === undefined ? { kind: "this" } : buildRewrite(rewrite);
}

/** Parts that a kind of subject lacks are absent, not undefined, so that models can be compared as JSON. */
function buildSubject({ type, relation, wildcard, policy }: SubjectSyntax): SubjectType {
  return {
    type: type.text,
    ...(relation !== undefined && { relation: relation.text }),
    ...(wildcard && { wildcard }),
    ...(policy !== undefined && { policy: policy.text }),
  };
}

export function buildField(field: FieldSyntax): Field {
  return { ...described(field), type: field.type };
}

export function buildAttribute(field: FieldSyntax): Attribute {
  return { ...buildField(field), trusted: field.trusted };
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return compareText(a.name, b.name);
}

/** By type, relation, wildcard and policy; what lacks a part comes before what has it. */
function bySubject(a: SubjectType, b: SubjectType): number {
  return (
    compareText(a.type, b.type) ||
    compareText(a.relation ?? "", b.relation ?? "") ||
    Number(a.wildcard ?? false) - Number(b.wildcard ?? false) ||
    compareText(a.policy ?? "", b.policy ?? "")
  );
}
