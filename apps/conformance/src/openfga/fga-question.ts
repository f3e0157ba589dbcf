import { convertTuple, objectOf, requestContext, subjectOf, type FgaProblem, type FgaTarget } from "@relata/convert";
import type { Listed, Relata } from "@relata/core";
import {
  isFailure,
  type FailureCode,
  type JsonObject,
  type Missing,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
} from "@relata/model";

import { missingOnTheWay } from "./conditions-on-the-way.ts";
import type { SuiteTuple } from "./fga-suite.ts";

/** What of a question is wrong. */
export type Part = "type" | "relation" | "user" | "filter type" | "filter relation" | "contextual tuple" | "evaluation";

/** What relata says to a question of the suite. */
export type Answer =
  | { readonly kind: "truth"; readonly holds: boolean }
  | { readonly kind: "list"; readonly entries: readonly Listed[] }
  | { readonly kind: "conditional"; readonly missing: readonly Missing[]; readonly entries: readonly Listed[] }
  | { readonly kind: "failure"; readonly part: Part; readonly code: FailureCode; readonly message: string };

export type FgaQuestion = { readonly context: JsonObject; readonly contextualTuples: readonly SuiteTuple[] } & (
  | { readonly kind: "check"; readonly user: string; readonly relation: string; readonly object: string }
  | { readonly kind: "objects"; readonly user: string; readonly relation: string; readonly type: string }
  | { readonly kind: "users"; readonly object: string; readonly relation: string; readonly filters: readonly string[] }
);

/** Asks relata, and says of a failure which part of the question it is about. */
export async function askFga(question: FgaQuestion, target: FgaTarget, relata: Relata): Promise<Answer> {
  const wrong = wrongPart(question, target);
  if (wrong !== undefined) return wrong;
  const tuples: Tuple[] = [];
  for (const tuple of question.contextualTuples) {
    const converted = convertTuple(withCondition(tuple), target);
    if ("problem" in converted) return failure("contextual tuple", "not_admitted", converted.problem);
    tuples.push(converted);
  }
  const given = { context: requestContext(question.context, target), ...(tuples.length > 0 && { tuples }) };
  try {
    return await put(question, given, target, relata);
  } catch (error) {
    if (!isFailure(error)) throw error;
    const part = error.code === "invalid_tuple" || error.code === "not_admitted" ? "contextual tuple" : "evaluation";
    return failure(part, error.code, error.message);
  }
}

export function withCondition({ condition, ...tuple }: SuiteTuple) {
  return condition === undefined
    ? tuple
    : { ...tuple, condition: { name: condition.name, context: condition.context ?? {} } };
}

async function put(
  question: FgaQuestion,
  given: { readonly context: JsonObject; readonly tuples?: readonly Tuple[] },
  target: FgaTarget,
  relata: Relata,
): Promise<Answer> {
  switch (question.kind) {
    case "check": {
      const [subject, object] = [read(subjectOf(question.user)), read(objectOf(question.object))];
      const decision = await relata.check({ subject, object, permission: question.relation, ...given });
      if (decision.outcome === "conditional") return { kind: "conditional", missing: decision.missing, entries: [] };
      return { kind: "truth", holds: decision.outcome === "allowed" };
    }
    case "objects": {
      const subject = read(subjectOf(question.user));
      const { type, relation: permission } = question;
      return listed(await relata.listObjects({ subject, permission, type, ...given }));
    }
    case "users": {
      const object = read(objectOf(question.object));
      const entries: Listed[] = [];
      for (const type of question.filters)
        entries.push(...(await relata.listSubjects({ object, permission: question.relation, type, ...given })));
      const answer = listed(entries);
      if (answer.kind === "conditional") return answer;
      const tuples = given.tuples === undefined ? {} : { tuples: given.tuples };
      const expansion = await relata.expand({ object, permission: question.relation, depth: "deep", ...tuples });
      const missing = missingOnTheWay(expansion, { filters: question.filters, context: given.context }, target);
      return missing.length > 0 ? { kind: "conditional", missing, entries } : answer;
    }
  }
}

/** A list in which something is conditional has no answer in OpenFGA: an error of one candidate is one of the whole. */
function listed(entries: readonly Listed[]): Answer {
  const missing = entries.flatMap((entry) => entry.missing ?? []);
  const isConditional = entries.some(({ outcome }) => outcome === "conditional");
  return isConditional ? { kind: "conditional", missing, entries } : { kind: "list", entries };
}

/** What the question names and the model does not know, in the order in which the server of OpenFGA looks. */
function wrongPart(question: FgaQuestion, { index }: FgaTarget): Answer | undefined {
  const type = question.kind === "objects" ? question.type : objectOf(question.object);
  if (typeof type !== "string" && "problem" in type) return failure("type", "invalid_reference", type.problem);
  const name = typeof type === "string" ? type : type.type;
  const known = index.types.get(name);
  if (known === undefined) return failure("type", "unknown_type", `unknown type \`${name}\``);
  if (!known.rewrites.has(question.relation))
    return failure("relation", "unknown_permission", `type \`${name}\` has no \`${question.relation}\``);
  const users = question.kind === "users" ? question.filters.map(filterOf) : [subjectOf(question.user)];
  for (const user of users) {
    const [onType, onRelation]: [Part, Part] =
      question.kind === "users" ? ["filter type", "filter relation"] : ["user", "user"];
    if ("problem" in user) return failure(onType, "invalid_reference", user.problem);
    const kind = index.types.get(user.type);
    if (kind === undefined) return failure(onType, "unknown_type", `unknown type \`${user.type}\``);
    if (user.relation !== undefined && !kind.rewrites.has(user.relation))
      return failure(onRelation, "unknown_relation", `type \`${user.type}\` has no \`${user.relation}\``);
  }
  return undefined;
}

function filterOf(filter: string): { readonly type: string; readonly relation?: string } {
  const [type = "", relation] = filter.split("#");
  return { type, ...(relation !== undefined && { relation }) };
}

function failure(part: Part, code: FailureCode, message: string): Answer {
  return { kind: "failure", part, code, message };
}

function read<T extends ObjectRef | SubjectRef>(reference: T | FgaProblem): T {
  // Why a fault: `wrongPart` has read it before.
  if ("problem" in reference) throw new RangeError(reference.problem);
  return reference;
}

export function sayQuestion(question: FgaQuestion): string {
  const { context, contextualTuples } = question;
  const supplied = Object.keys(context).length === 0 ? "" : ` with context ${JSON.stringify(context)}`;
  const tuples = contextualTuples.length === 0 ? "" : ` and tuples ${contextualTuples.map(sayTuple).join(", ")}`;
  switch (question.kind) {
    case "check":
      return `does ${question.user} have ${question.relation} on ${question.object}?${supplied}${tuples}`;
    case "objects":
      return `on which ${question.type} does ${question.user} have ${question.relation}?${supplied}${tuples}`;
    case "users":
      return `which ${question.filters.join(", ")} have ${question.relation} on ${question.object}?${supplied}${tuples}`;
  }
}

function sayTuple({ object, relation, user, condition }: SuiteTuple): string {
  const policy = condition === undefined ? "" : ` with ${condition.name} ${JSON.stringify(condition.context ?? {})}`;
  return `${object}#${relation}@${user}${policy}`;
}

export function sayAnswer(answer: Answer): string {
  switch (answer.kind) {
    case "truth":
      return String(answer.holds);
    case "list":
      return sayList(answer.entries);
    case "conditional":
      return `conditional, missing ${answer.missing.map(({ path }) => path).join(", ")}: ${sayList(answer.entries)}`;
    case "failure":
      return `failure \`${answer.code}\` (${answer.part}): ${answer.message}`;
  }
}

function sayList(entries: readonly Listed[]): string {
  const rows = entries.map(({ reference, outcome, except = [] }) => {
    const but = except.length === 0 ? "" : ` except ${except.join(", ")}`;
    return `${reference}${outcome === "conditional" ? " (conditional)" : ""}${but}`;
  });
  return `[${rows.join(", ")}]`;
}
