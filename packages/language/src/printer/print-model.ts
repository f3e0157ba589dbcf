import {
  formatValueType,
  type Attribute,
  type Field,
  type Model,
  type Policy,
  type Relation,
  type SubjectType,
  type TypeDefinition,
} from "@relata/model";

import { writeName } from "../lexer/name-rules.ts";
import { printPolicyBody, type PolicyForm } from "./policy/print-policy-body.ts";
import { printMember } from "./print-path-names.ts";
import { printRewrite } from "./print-rewrite.ts";

export interface PrintOptions {
  /** The form of policies: expressions, where they have one, unless JSON is asked for. */
  readonly policies?: PolicyForm;
}

/**
 * A model as text: context, types and policies in the order of the model.
 *
 * Laws: compiling the text gives an equal model, for every model that the compiler can make; and equal models have equal
 * texts. Comments that are not docs, and the order of declarations, are not in a model and so not in its text: this
 * prints models, it does not format files. A model made by hand must hold to the same rules: a union has two operands,
 * a relation at least one subject, and names are names.
 */
export function printModel(model: Model, { policies = "expression" }: PrintOptions = {}): string {
  const parts = [
    "model 1",
    ...model.context.map((field) => documented(field, "") + `context ${printField(field)}`),
    ...model.types.map(printType),
    ...model.policies.map((policy) => printPolicy(policy, policies)),
  ];
  return `${parts.join("\n\n")}\n`;
}

/** A type that has no members needs no braces. Attributes, relations and permissions are parted by blank lines. */
function printType(type: TypeDefinition): string {
  const head = `${documented(type, "")}type ${writeName(type.name)}`;
  const groups = [
    type.attributes.map(printAttribute),
    type.relations.map(printRelation),
    type.permissions.map(
      (permission) => `permission ${writeName(permission.name)} = ${printRewrite(permission.rewrite)}`,
    ),
  ];
  const docs = [type.attributes, type.relations, type.permissions];
  const blocks = groups
    .map((lines, i) => lines.map((line, j) => `${documented(docs[i]?.[j] ?? {}, "  ")}  ${line}\n`).join(""))
    .filter((block) => block !== "");
  return blocks.length === 0 ? head : `${head} {\n${blocks.join("\n")}}`;
}

function printAttribute(attribute: Attribute): string {
  return `${attribute.trusted ? "trusted " : ""}attribute ${printField(attribute)}`;
}

/** `amount: number`. */
function printField({ name, type }: Pick<Field, "name" | "type">): string {
  return `${writeName(name)}: ${formatValueType(type)}`;
}

/** `relation viewer: user | group#member = this + editor`; the rewrite only where it is more than the tuples. */
function printRelation({ name, subjects, rewrite }: Relation): string {
  const admitted = subjects.map(printSubject).join(" | ");
  const computed = rewrite.kind === "this" ? "" : ` = ${printRewrite(rewrite)}`;
  return `relation ${writeName(name)}: ${admitted}${computed}`;
}

/** `group#member with office_hours`. */
function printSubject({ type, relation, wildcard, policy }: SubjectType): string {
  const set = relation === undefined ? "" : `#${writeName(relation)}`;
  return `${writeName(type)}${wildcard ? ":*" : ""}${set}${policy === undefined ? "" : ` with ${writeName(policy)}`}`;
}

/** What a policy requires stands before the `=`, its body alone behind it. */
function printPolicy(policy: Policy, form: PolicyForm): string {
  const parameters = policy.parameters.map((each) => `${each.tuple ? "tuple " : ""}${printField(each)}`);
  const list = parameters.length === 0 ? "" : `(${parameters.join(", ")})`;
  const required = policy.required.length === 0 ? "" : ` required ${policy.required.map(printPath).join(", ")}`;
  const head = `policy ${writeName(policy.name)}${list}${required} =`;
  const names = policy.parameters.map(({ name }) => name);
  return documented(policy, "") + head + printPolicyBody(policy.body, { form, parameters: names, column: head.length });
}

/** `context.region`: keywords stand bare in a path. */
function printPath(path: string): string {
  return path.split(".").map(printMember).join(".");
}

/** The doc comment above a declaration, line by line; the lexer takes off the slashes and one space. */
function documented({ doc }: { readonly doc?: string }, indent: string): string {
  if (doc === undefined) return "";
  return doc
    .split("\n")
    .map((line) => `${indent}///${line === "" ? "" : ` ${line}`}\n`)
    .join("");
}
