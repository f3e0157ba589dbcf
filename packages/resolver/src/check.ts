import {
  compareObjects,
  compareText,
  earlier,
  Failure,
  formatObject,
  FALSE,
  TRUE,
  UNKNOWN,
  type Decision,
  type Instant,
  type Missing,
  type Model,
} from "@relata/model";
import { both, isDecided, YES, type Bounds } from "./bounds.ts";
import { Evaluation } from "./evaluation.ts";
import { stepsBelow, type Explanation, type PolicyStep, type Reason, type Step } from "./explanation.ts";
import type { Graph } from "./graph.ts";
import type { Limits } from "./limits.ts";
import { nearestMisses } from "./nearest/nearest-misses.ts";
import type { Question, Root } from "./question.ts";
import { reasonFor } from "./reason.ts";
import { requireName } from "./require-name.ts";

/**
 * Decides one question over a graph. A subject that is `all of` several references gets the AND of their answers.
 *
 * @throws Failure `unknown_type`, `unknown_permission`, `paradox`, `policy_failed`, `budget_exceeded`
 */
export function check(model: Model, graph: Graph, question: Question, limits: Limits = {}): Decision {
  return decide(question, evaluationsOf(model, graph, question, limits));
}

/**
 * The decision of `check`, with the reason for each subject and, where it is denied, the nearest misses. Fails where `check`
 * fails.
 */
export function explain(model: Model, graph: Graph, question: Question, limits: Limits = {}): Explanation {
  const { pendingCount } = graph;
  const evaluations = evaluationsOf(model, graph, question, limits);
  const decision = decide(question, evaluations);
  for (const evaluation of evaluations) evaluation.endBudget();
  const parts = evaluations.map((evaluation) => ({
    evaluation,
    reason: reasonFor(evaluation, question, { clauses: true }),
  }));
  const reasons = parts.map(({ reason }) => reason);
  // Why: while data is on its way, nothing is denied yet.
  const isDenied = decision.outcome === "denied" && graph.pendingCount === pendingCount;
  if (!isDenied) return { decision, reasons, misses: [] };
  const misses = nearestMisses(question, parts, (changed, asked) => check(model, changed, asked, limits));
  return { decision, reasons, misses };
}

function evaluationsOf(model: Model, graph: Graph, question: Question, limits: Limits): readonly Evaluation[] {
  requireName(model, question.object.type, question.permission);
  return question.subject.map((subject) => new Evaluation(model, graph, { ...question, subject }, limits));
}

/**
 * The decision from one evaluation for each subject. They may be of another question, under whose circumstances this one
 * has the same answer.
 */
export function decide(question: Root, evaluations: readonly Evaluation[]): Decision {
  const answers = evaluations.map((evaluation) => evaluation.answer(question));
  const answer = answers.reduce<Bounds>(both, YES);
  if (!isDecided(answer)) throw paradox(question);
  const until = evaluations.reduce<Instant | undefined>((first, one) => earlier(first, one.until(question)), undefined);
  const lasting = until === undefined ? {} : { validUntil: until };
  if (answer.low === TRUE) return { outcome: "allowed", ...lasting };
  if (answer.low === FALSE) return { outcome: "denied", ...lasting };
  const undecided = evaluations.filter((_, i) => answers[i]?.low !== TRUE);
  const reasons = undecided.map((evaluation) => reasonFor(evaluation, question));
  return { ...conditional(question, reasons), ...lasting };
}

/** @throws Failure `policy_failed` where a failing policy is among what the answer waits for */
function conditional(question: Root, reasons: readonly Reason[]): Decision {
  const missing: Missing[] = [];
  for (const step of reasons.flatMap(policiesIn)) {
    if (step.problem !== undefined) throw policyFailed(question, step);
    missing.push(...step.missing);
  }
  return { outcome: "conditional", missing: inOrder(missing) };
}

/** The unknown policies at the end of chains of unknown steps: what is false or true on the way waits for nothing. */
function policiesIn({ names }: Reason): readonly PolicyStep[] {
  const unknown = names.filter(({ truth }) => truth === UNKNOWN);
  return unknown.flatMap(({ step }) => [...unknownSteps(step)]).filter((step) => step.kind === "policy");
}

function* unknownSteps(step: Step): Generator<Step> {
  if (step.truth !== UNKNOWN) return;
  yield step;
  for (const below of stepsBelow(step)) yield* unknownSteps(below);
}

/** In canonical order, each once. */
function inOrder(missing: readonly Missing[]): readonly Missing[] {
  const sorted = [...missing].sort(compareMissing);
  return sorted.filter((entry, i) => i === 0 || compareMissing(sorted[i - 1] as Missing, entry) !== 0);
}

function compareMissing(a: Missing, b: Missing): number {
  const none = { type: "", id: "" };
  return compareText(a.path, b.path) || compareObjects(a.of ?? none, b.of ?? none);
}

function paradox({ permission, object }: Root): Failure {
  return new Failure(
    "paradox",
    `whether \`${permission}\` holds on \`${formatObject(object)}\` depends on its own negation: an exclusion leads back to itself`,
  );
}

function policyFailed(question: Root, step: PolicyStep): Failure {
  const where = `policy \`${step.policy}\` on \`${formatObject(step.object)}\``;
  return new Failure("policy_failed", `${where} failed: ${step.problem?.message ?? ""}`, {
    details: { policy: step.policy, object: step.object, permission: question.permission, problem: step.problem },
  });
}
