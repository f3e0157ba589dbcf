import type { ClauseRead, DecidingClause } from "@relata/abac";
import { own, type Json, type Tuple } from "@relata/model";
import type { PolicyStep } from "../explanation.ts";
import type { Miss } from "./miss.ts";

/** A name at the root of what a policy reads, and that can be another: never the action, and never the time. */
const ATTRIBUTE = /^(?:resource|subject|context)\.[^.]+$/;
const PARAMETER = /^(?!(?:action|now)$)[^.]+$/;

/** For each clause that decided the policy, and each value that it read: that value, to be another. */
export function* policyMisses(step: PolicyStep, carrier: Tuple | undefined): Generator<Miss> {
  for (const clause of step.clauses ?? []) {
    for (const read of clause.reads) {
      const miss = ATTRIBUTE.test(read.path)
        ? attributeMiss(step, clause, read)
        : parameterMiss(step, clause, read, carrier);
      if (miss !== undefined) yield miss;
    }
  }
}

function attributeMiss(
  { policy, object, subject }: PolicyStep,
  clause: DecidingClause,
  { path, value, turnsAt }: ClauseRead,
): Miss {
  const of = path.startsWith("resource.") ? object : path.startsWith("subject.") ? subject : undefined;
  return {
    kind: "attribute",
    path,
    ...(of !== undefined && { of }),
    policy,
    object,
    clause,
    value,
    ...(turnsAt !== undefined && { needs: turnsAt }),
  };
}

/** A parameter stands in the tuple, or else comes from the request. */
function parameterMiss(
  step: PolicyStep,
  clause: DecidingClause,
  { path, value, turnsAt }: ClauseRead,
  carrier: Tuple | undefined,
): Miss | undefined {
  if (!PARAMETER.test(path)) return undefined;
  const stored: Json | undefined = own(carrier?.policy?.parameters, path);
  if (stored === undefined)
    return attributeMiss(step, clause, { path: `context.${path}`, value, ...(turnsAt !== undefined && { turnsAt }) });
  if (carrier?.policy === undefined) return undefined;
  const { policy, object } = step;
  if (turnsAt === undefined) return { kind: "attribute", path, tuple: carrier, policy, object, clause, value };
  const { name, parameters } = carrier.policy;
  const tuple = { ...carrier, policy: { name, parameters: { ...parameters, [path]: turnsAt } } };
  return { kind: "replace", tuple, instead: carrier, why: "parameter" };
}
