import type { Declaration, ExpressionSpan, Span } from "@relata/language";
import { printRewrite } from "@relata/language";
import type { Model, Permission, Relation } from "@relata/model";
import type { Place } from "../yaml/problem.ts";
import type { CoverageItem } from "./coverage.ts";
import { nameKey, policyKey, withoutTuples, withPolicy, withRewrite, type Mutation } from "./mutant.ts";
import { operandMutations, type OperandMutation } from "./operand-mutations.ts";

/**
 * Everything that can be taken away from a model, one thing at a time, in the order of the model: what a suite that
 * decides all of the model would notice. Items have the places of the declarations, if those are given.
 */
export function mutationsOf(model: Model, declarations: readonly Declaration[]): readonly Mutation[] {
  const declared = new Map(declarations.map((each) => [keyOf(each), each]));
  const find = (kind: Declaration["kind"], name: string, type?: string) => declared.get(keyOf({ kind, name, type }));
  return [
    ...model.types.flatMap(({ name: type, relations, permissions }) => [
      ...relations.flatMap((relation) => relationMutations(type, relation, find("relation", relation.name, type))),
      ...permissions.flatMap((each) => permissionMutations(type, each, find("permission", each.name, type))),
    ]),
    ...model.policies.flatMap(({ name }) => policyMutations(name, find("policy", name))),
  ];
}

function keyOf(part: { readonly kind: string; readonly name: string; readonly type?: string | undefined }): string {
  return JSON.stringify([part.kind, part.type ?? null, part.name]);
}

function relationMutations(type: string, relation: Relation, declared: Declaration | undefined): readonly Mutation[] {
  const { name } = relation;
  const item: CoverageItem = {
    kind: "relation",
    text: `relation \`${name}\` of \`${type}\``,
    ...placeOf(declared?.span),
  };
  return [
    {
      item,
      change: "it had no tuples",
      reach: nameKey(type, name),
      apply: (model) => withoutTuples(model, type, name),
    },
    ...expressionMutations(type, relation, declared),
  ];
}

function permissionMutations(
  type: string,
  permission: Permission,
  declared: Declaration | undefined,
): readonly Mutation[] {
  const { name } = permission;
  const text = `permission \`${name}\` of \`${type}\``;
  const item: CoverageItem = { kind: "permission", text, ...placeOf(declared?.span) };
  return [
    {
      item,
      change: "nobody had it",
      reach: nameKey(type, name),
      apply: (model) => withRewrite(model, type, name, { kind: "nil" }),
    },
    ...expressionMutations(type, permission, declared),
  ];
}

/** Changes of one operand are of one item: a `when` has two. */
function expressionMutations(
  type: string,
  { name, rewrite }: Relation | Permission,
  declared: Declaration | undefined,
): readonly Mutation[] {
  const items = new Map<string, CoverageItem>();
  const itemOf = (mutation: OperandMutation): CoverageItem => {
    const key = JSON.stringify([mutation.path, mutation.isPolicy]);
    const item = items.get(key) ?? operandItem(type, name, printRewrite(rewrite), mutation, declared);
    items.set(key, item);
    return item;
  };
  return operandMutations(rewrite).map((mutation) => ({
    item: itemOf(mutation),
    change: mutation.change,
    reach: nameKey(type, name),
    apply: (model) => withRewrite(model, type, name, mutation.rewrite),
  }));
}

function operandItem(
  type: string,
  name: string,
  whole: string,
  { text, path }: OperandMutation,
  declared: Declaration | undefined,
): CoverageItem {
  const expression = declared?.kind === "policy" ? undefined : declared?.expression;
  const span = spanAt(expression, path) ?? declared?.span;
  // Why the whole only there: at its place, everyone sees what stands around it.
  const around = span === undefined ? `: \`${whole}\`` : "";
  return { kind: "operand", text: `\`${text}\` in \`${name}\` of \`${type}\`${around}`, ...placeOf(span) };
}

function policyMutations(name: string, declared: Declaration | undefined): readonly Mutation[] {
  const item: CoverageItem = { kind: "policy", text: `policy \`${name}\``, ...placeOf(declared?.span) };
  const reach = policyKey(name);
  return [true, false].map((body) => ({
    item,
    change: `it were always ${body}`,
    reach,
    apply: (model) => withPolicy(model, name, body),
  }));
}

function spanAt(expression: ExpressionSpan | undefined, path: readonly number[]): Span | undefined {
  return path.reduce<ExpressionSpan | undefined>((at, i) => at?.of[i], expression)?.span;
}

function placeOf(span: Span | undefined): { readonly place?: Place } {
  return span === undefined ? {} : { place: { path: span.path, line: span.line, column: span.column } };
}
