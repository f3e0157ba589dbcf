import {
  and,
  isSubjectSet,
  operands,
  UNKNOWN,
  type Arrow,
  type Computed,
  type ObjectRef,
  type Rewrite,
  type Truth,
  type Tuple,
  type TuplePolicy,
} from "@relata/model";
import type { Enumeration } from "./enumeration.ts";
import { at, certain, key, possible, type Reading } from "./interpretation.ts";
import type { PolicyTruth } from "./policy-truth.ts";

/**
 * The policies that an unknown answer waits for: those at the end of a chain of unknown operands. An operand that is a
 * paradox is not unknown: no attribute could decide it.
 */
export function unknownsOf(
  world: Enumeration,
  root: { readonly object: ObjectRef; readonly name: string },
): readonly PolicyTruth[] {
  const limits = world.limits();
  const found: PolicyTruth[] = [];
  const seen = new Set<string>();
  const isUnknown = (truth: (from: Reading) => Truth) =>
    truth(certain(limits)) === UNKNOWN && truth(possible(limits)) === UNKNOWN;
  // Why taken apart: an object that is still a subject set would not be itself where the rewrite says `self`.
  const atom = ({ type, id }: ObjectRef, name: string) => {
    const object = { type, id };
    const rewrite = world.rewriteOf(object, name);
    if (rewrite === undefined || seen.has(key(object, name))) return;
    seen.add(key(object, name));
    if (isUnknown((from) => at(from.names, object, name))) expression(rewrite, object, name);
  };
  const expression = (rewrite: Rewrite, object: ObjectRef, name: string): void => {
    if (!isUnknown((from) => world.truth(rewrite, object, name, from))) return;
    if (rewrite.kind === "computed") atom(object, rewrite.relation);
    if (rewrite.kind === "this") for (const tuple of world.tuplesOn(object, name)) direct(tuple, object);
    if (rewrite.kind === "arrow")
      for (const tuple of world.tuplesOn(object, rewrite.relation)) step(tuple, object, rewrite.target);
    if (rewrite.kind === "when") policy({ name: rewrite.policy, parameters: {} }, object);
    for (const part of operands(rewrite)) expression(part, object, name);
  };
  const direct = (tuple: Tuple, object: ObjectRef) => {
    if (!isUnknown((from) => world.tuple(tuple, object, from.names))) return;
    policy(tuple.policy, object);
    if (isSubjectSet(tuple.subject)) atom(tuple.subject, tuple.subject.relation);
  };
  const step = (tuple: Tuple, object: ObjectRef, target: Computed | Arrow) => {
    const counts = world.counts(tuple.policy, object);
    if (!isUnknown((from) => and(counts, world.target(target, tuple.subject, from.names)))) return;
    policy(tuple.policy, object);
    if (target.kind === "computed") atom(tuple.subject, target.relation);
    else expression(target, { type: tuple.subject.type, id: tuple.subject.id }, target.relation);
  };
  const policy = (carried: TuplePolicy | undefined, object: ObjectRef) => {
    if (carried === undefined) return;
    const answer = world.policy(carried.name, carried.parameters, object);
    if (answer.truth === UNKNOWN) found.push(answer);
  };
  atom(root.object, root.name);
  return found;
}
