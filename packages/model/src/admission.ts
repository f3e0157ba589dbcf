import { didYouMean } from "./closest.ts";
import { Failure } from "./failure.ts";
import { own } from "./json.ts";
import { formatValueType } from "./value-type.ts";
import type { Policy, SubjectType } from "./model.ts";
import type { ModelIndex } from "./model-index.ts";
import { isWildcard } from "./reference.ts";
import type { Tuple } from "./tuple.ts";
import { formatKey } from "./tuple-text.ts";

/**
 * Whether the model admits the tuple as it stands: its relation exists, and lists exactly this kind of subject with
 * exactly this policy. A stored tuple that the current model does not admit is treated as absent.
 */
export function admits(index: ModelIndex, tuple: Tuple): boolean {
  const relation = index.types.get(tuple.object.type)?.relations.get(tuple.relation);
  return relation?.subjects.some((variant) => matches(variant, tuple)) ?? false;
}

function matches(variant: SubjectType, { subject, policy }: Tuple): boolean {
  return (
    variant.type === subject.type &&
    variant.relation === subject.relation &&
    (variant.wildcard ?? false) === isWildcard(subject) &&
    variant.policy === policy?.name
  );
}

/** Why the model refuses the tuple, as the failure to throw; undefined where it admits it. */
export function refusal(index: ModelIndex, tuple: Tuple): Failure | undefined {
  // Why first: nearly every tuple of a million is of this kind, and to write its key takes as long as to read it.
  if (isPlain(tuple) && admits(index, tuple)) return undefined;
  const key = formatKey(tuple);
  const type = index.types.get(tuple.object.type);
  if (type === undefined) return new Failure("unknown_type", `unknown type \`${tuple.object.type}\` in \`${key}\``);
  const relation = type.relations.get(tuple.relation);
  if (relation === undefined)
    return unknownRelation(tuple, key, type.relations.keys(), type.permissions.has(tuple.relation));
  if (tuple.from !== undefined && tuple.until !== undefined && tuple.from >= tuple.until) {
    return new Failure("invalid_tuple", `the window of \`${key}\` is empty: \`until\` must be later than \`from\``);
  }
  if (tuple.policy !== undefined && !index.policies.has(tuple.policy.name)) {
    const meant = didYouMean(tuple.policy.name, index.policies.keys());
    return new Failure("unknown_policy", `unknown policy \`${tuple.policy.name}\` in \`${key}\`${meant}`);
  }
  if (admits(index, tuple)) return parameterRefusal(index, tuple, key);
  const admitted = relation.subjects.map(formatSubjectType).join(", ") || "no subjects";
  const given = formatSubjectType(variantOf(tuple));
  return new Failure(
    "not_admitted",
    `relation \`${tuple.relation}\` of \`${tuple.object.type}\` admits ${admitted}, not ${given}: \`${key}\``,
  );
}

function isPlain({ policy, from, until }: Tuple): boolean {
  return policy === undefined && from === undefined && until === undefined;
}

function unknownRelation(tuple: Tuple, key: string, names: Iterable<string>, isPermission: boolean): Failure {
  const reason = isPermission
    ? `\`${tuple.relation}\` of \`${tuple.object.type}\` is a permission, and permissions are computed, never written`
    : `type \`${tuple.object.type}\` has no relation \`${tuple.relation}\`${didYouMean(tuple.relation, names)}`;
  return new Failure("unknown_relation", `${reason}: \`${key}\``);
}

function parameterRefusal(index: ModelIndex, { policy }: Tuple, key: string): Failure | undefined {
  if (policy === undefined) return undefined;
  const definition = index.policies.get(policy.name) as Policy;
  const names = new Set(definition.parameters.map(({ name }) => name));
  const stray = Object.keys(policy.parameters).find((name) => !names.has(name));
  if (stray !== undefined) {
    return new Failure(
      "invalid_tuple",
      `policy \`${policy.name}\` has no parameter \`${stray}\`${didYouMean(stray, names)}: \`${key}\``,
    );
  }
  const absent = definition.parameters.find(({ name, tuple }) => tuple && own(policy.parameters, name) === undefined);
  if (absent === undefined) return undefined;
  const needs = `\`${absent.name}: ${formatValueType(absent.type)}\``;
  return new Failure(
    "invalid_tuple",
    `policy \`${policy.name}\` needs its parameter ${needs} in the tuple: \`${key}\``,
  );
}

function variantOf({ subject, policy }: Tuple): SubjectType {
  return {
    type: subject.type,
    ...(subject.relation !== undefined && { relation: subject.relation }),
    ...(isWildcard(subject) && { wildcard: true }),
    ...(policy !== undefined && { policy: policy.name }),
  };
}

/** `user`, `group#member`, `user:*`, `user with office_hours`. */
export function formatSubjectType({ type, relation, wildcard, policy }: SubjectType): string {
  const subject = relation !== undefined ? `${type}#${relation}` : wildcard ? `${type}:*` : type;
  return policy === undefined ? subject : `${subject} with ${policy}`;
}
