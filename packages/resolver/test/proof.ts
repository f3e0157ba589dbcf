import {
  admits,
  FALSE,
  indexModel,
  inWindow,
  isSubjectSet,
  isWildcard,
  sameSubject,
  TRUE,
  type ObjectRef,
} from "@relata/model";
import { stepsBelow, walkSteps, type NamedReason, type Reason, type Step, type TupleStep } from "@relata/resolver";
import type { World, WorldQuestion } from "@relata/spec";

/** What is wrong with a reason, whatever the truth it gives; undefined where nothing is. */
export function flawOf(reason: Reason, world: World, question: WorldQuestion): string | undefined {
  const [first] = reason.names;
  if (first === undefined || keyOf(first) !== keyOf({ object: question.object, name: question.permission }))
    return "it does not begin with what was asked";
  const names = new Map(reason.names.map((named) => [keyOf(named), named]));
  if (names.size !== reason.names.length) return "a name is explained twice";
  for (const named of reason.names) {
    if (named.step.truth !== named.truth) return `the step of ${keyOf(named)} has another truth than the name`;
    for (const step of walkSteps(named.step)) {
      const flaw = flawOfStep(step, names, world, question, reason);
      if (flaw !== undefined) return `${flaw} in ${keyOf(named)}`;
    }
  }
  return leadsBack(first, names, new Set()) ? "the proof leans on itself" : undefined;
}

function flawOfStep(
  step: Step,
  names: ReadonlyMap<string, NamedReason>,
  world: World,
  question: WorldQuestion,
  reason: Reason,
): string | undefined {
  const alike =
    step.kind === "exclusion" ||
    stepsBelow(step).every(({ truth, kind }) => truth === step.truth || kind === "paradox");
  if (!alike) return `a ${step.kind} step shows what has another truth`;
  switch (step.kind) {
    case "name": {
      const named = names.get(keyOf(step));
      if (named === undefined) return `it refers to ${keyOf(step)}, which is not there`;
      return named.truth === step.truth ? undefined : `it gives ${keyOf(step)} another truth`;
    }
    case "tuple":
      return flawOfTuple(step, world, question, reason);
    case "arrow":
      if (step.truth !== TRUE) return undefined;
      if (step.quantifier === "any" && step.of.length > 1) return "a true arrow shows more than one step";
      return step.of.length === 0 ? "a true arrow leads nowhere" : undefined;
    case "union":
      return step.truth === TRUE ? "a true union was not narrowed to one operand" : undefined;
    case "exclusion":
      if (step.truth !== TRUE) return undefined;
      return step.from?.truth === TRUE && step.less?.truth === FALSE ? undefined : "a true exclusion lacks a side";
    default:
      return undefined;
  }
}

/** A true tuple stands in the world, exists now, and names the subject, a wildcard that admits it, or what is proven. */
function flawOfTuple(
  { tuple, truth, of }: TupleStep,
  { model, tuples }: World,
  { now }: WorldQuestion,
  { subject }: Reason,
) {
  if (!tuples.includes(tuple)) return "a tuple is not of this world";
  if (truth !== TRUE) return undefined;
  if (!inWindow(tuple, now) || !admits(indexModel(model), tuple)) return "a true tuple does not exist";
  if (tuple.policy !== undefined && !of.some(({ kind }) => kind === "policy")) return "a true tuple lacks its policy";
  if (of.some(({ kind }) => kind === "name")) return undefined;
  const byWildcard = isWildcard(tuple.subject) && tuple.subject.type === subject.type && !isSubjectSet(subject);
  return sameSubject(tuple.subject, subject) || byWildcard
    ? undefined
    : "a true tuple has nothing to do with the subject";
}

/** Whether following what is true from a name leads back to it. */
function leadsBack(named: NamedReason, names: ReadonlyMap<string, NamedReason>, above: ReadonlySet<string>): boolean {
  if (named.truth !== TRUE) return false;
  if (above.has(keyOf(named))) return true;
  const path = new Set([...above, keyOf(named)]);
  return [...walkSteps(named.step)].some((step) => {
    const below = step.kind === "name" && step.truth === TRUE ? names.get(keyOf(step)) : undefined;
    return below !== undefined && leadsBack(below, names, path);
  });
}

function keyOf({ object, name }: { readonly object: ObjectRef; readonly name: string }): string {
  return JSON.stringify([object.type, object.id, name]);
}
