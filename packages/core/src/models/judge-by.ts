import { valueProblem } from "@relata/abac";
import {
  admits,
  formatSubjectType,
  formatValueType,
  indexModel,
  own,
  WILDCARD,
  type JsonObject,
  type Model,
  type ModelIndex,
  type Policy,
  type Tuple,
} from "@relata/model";
import type { AttributeKind, Judge, Judgement, TupleKind } from "@relata/store";

/**
 * The judge that lets stay exactly what could be written under the model: tuples that it admits, with parameters of their
 * types, and attributes that it declares, of their types. Law: it lets a tuple stay exactly where a write of it is not
 * refused, but for windows, which no model speaks of, and for the types under `system:`. Those are reserved for what is added
 * to a model, as keys are: a model that does not declare them says nothing of their tuples.
 */
export function judgeBy(model: Model): Judge {
  const index = indexModel(model);
  return {
    tuples: (kind) => judgeTuples(index, kind),
    attributes: (kind) => judgeAttributes(index, kind),
  };
}

const RESERVED = "system:";

function judgeTuples(index: ModelIndex, kind: TupleKind): Judgement<JsonObject> {
  const { type, relation, subject } = kind;
  const definition = index.types.get(type);
  if (definition === undefined) return type.startsWith(RESERVED) ? undefined : `there is no type \`${type}\``;
  const admitting = definition.relations.get(relation);
  if (admitting === undefined) {
    return definition.permissions.has(relation)
      ? `\`${relation}\` of \`${type}\` is a permission, and never written`
      : `type \`${type}\` has no relation \`${relation}\``;
  }
  if (!admits(index, exampleOf(kind))) {
    const admitted = admitting.subjects.map(formatSubjectType).join(", ") || "no subjects";
    return `relation \`${relation}\` of \`${type}\` admits ${admitted}, not ${formatSubjectType(subject)}`;
  }
  const policy = subject.policy === undefined ? undefined : index.policies.get(subject.policy);
  return policy === undefined ? undefined : (parameters) => parametersProblem(policy, parameters);
}

/** A tuple of the kind: whether it is admitted does not hang on ids. */
function exampleOf({ type, relation, subject }: TupleKind): Tuple {
  const { wildcard, policy, ...reference } = subject;
  return {
    object: { type, id: WILDCARD },
    relation,
    subject: { ...reference, id: wildcard === true ? WILDCARD : "_" },
    ...(policy !== undefined && { policy: { name: policy, parameters: {} } }),
  };
}

/** Reasons name no values: what is stranded is counted by them. */
function parametersProblem({ name: policy, parameters }: Policy, given: JsonObject): string | undefined {
  for (const name of Object.keys(given)) {
    if (!parameters.some((parameter) => parameter.name === name))
      return `policy \`${policy}\` has no parameter \`${name}\``;
  }
  for (const { name, type, tuple } of parameters) {
    const value = own(given, name);
    const declared = `\`${name}: ${formatValueType(type)}\``;
    if (value === undefined && tuple) return `policy \`${policy}\` needs its parameter ${declared} in the tuple`;
    if (value !== undefined && valueProblem(value, type) !== undefined) {
      return `policy \`${policy}\` declares ${declared}, and the tuple's value is none`;
    }
  }
  return undefined;
}

function judgeAttributes(index: ModelIndex, { type, name }: AttributeKind): Judgement<JsonObject[string]> {
  const definition = index.types.get(type)?.definition;
  if (definition === undefined) return `there is no type \`${type}\``;
  const attribute = definition.attributes.find((declared) => declared.name === name);
  if (attribute === undefined) return `type \`${type}\` declares no attribute \`${name}\``;
  if (attribute.type.kind === "any") return undefined;
  const reason = `type \`${type}\` declares \`${name}: ${formatValueType(attribute.type)}\`, and the value is none`;
  return (value) => (valueProblem(value, attribute.type) === undefined ? undefined : reason);
}
