import {
  FALSE,
  isSubjectSet,
  UNKNOWN,
  type JsonObject,
  type Missing,
  type ObjectRef,
  type SubjectRef,
} from "@relata/model";
import type { Evaluation } from "./evaluation.ts";
import type { PolicyStep } from "./explanation.ts";
import { PENDING } from "./graph.ts";

/** A policy where it stands, under the parameters of the tuple that carries it. */
export interface PolicyPlace {
  readonly policy: string;
  readonly parameters: JsonObject;
  readonly object: ObjectRef;
}

/** What the policy said there, and, if wanted, the clauses that made it true or false. */
export function policyStep(
  evaluation: Evaluation,
  { policy, parameters, object }: PolicyPlace,
  withClauses: boolean,
): PolicyStep {
  const verdict = evaluation.verdict(policy, parameters, object);
  if (verdict === PENDING) return { kind: "policy", truth: FALSE, policy, object, missing: [] };
  const { subject } = evaluation;
  const { truth, problem } = verdict;
  return {
    kind: "policy",
    truth,
    policy,
    object,
    ...(!isSubjectSet(subject) && { subject: { type: subject.type, id: subject.id } }),
    missing: verdict.missing.map((path) => missingOf(path, object, subject)),
    ...(withClauses && truth !== UNKNOWN && { clauses: evaluation.decidingClauses(policy, parameters, object) }),
    ...(problem !== undefined && { problem }),
  };
}

function missingOf(path: string, object: ObjectRef, { type, id }: SubjectRef): Missing {
  if (path.startsWith("resource.")) return { path, of: object };
  return path.startsWith("subject.") ? { path, of: { type, id } } : { path };
}
