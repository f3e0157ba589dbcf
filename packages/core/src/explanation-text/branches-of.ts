import { FALSE, formatObject, formatSubject, formatTuple, TRUE, type SubjectRef } from "@relata/model";
import type { ArrowStep, NamedReason, PolicyStep, Step, TupleStep } from "@relata/resolver";
import { leaf, type Branch } from "./branch.ts";
import { sayClause } from "./say-clause.ts";
import { sayAbsent, sayIdentity, sayNotSelf, sayPolicy } from "./say-leaf.ts";
import { showArrow, showName, showNameOn } from "./show-name.ts";

/** Where a step stands: who is asked about, and the name whose reason it is part of. Leaves say neither. */
interface Place {
  readonly subject: SubjectRef;
  readonly named: NamedReason;
}

/** The lines below a name, in the order of the model. A choice that stands alone needs no line of its own. */
export function branchesOf(named: NamedReason, subject: SubjectRef): readonly Branch[] {
  return linesOf(named.step, { subject, named });
}

/** The step as lines beside each other. Recursion is as deep as one expression of the model. */
function linesOf(step: Step, at: Place): readonly Branch[] {
  const { truth } = step;
  switch (step.kind) {
    case "name":
      return [{ truth, text: showNameOn(step.name, step.object), below: [], name: step }];
    case "tuple":
      return [tupleLine(step, at)];
    case "arrow":
      return [arrowLine(step, at)];
    case "union":
      return step.of.flatMap((part) => within("union", part, at));
    case "intersection":
      return step.of.flatMap((part) => within("intersection", part, at));
    case "exclusion":
      return exclusionLines(step, at);
    case "policy":
      return [policyLine(step)];
    case "identity":
      return [leaf(truth, sayIdentity(at.subject))];
    case "not_self":
      return [leaf(truth, sayNotSelf(at.subject, at.named.object))];
    case "absent":
      return [leaf(truth, sayAbsent(step.tuple, step.why))];
    case "no_tuple":
      return [leaf(truth, noTuple(step.relation, at))];
    case "nil":
      return [leaf(truth, "nil grants nobody anything")];
    case "paradox":
      return [leaf(truth, "it depends on its own negation")];
  }
}

/** The relation is the name that the line stands below, and then is not said again. */
function noTuple(relation: string, { subject, named }: Place): string {
  const where = relation === named.name ? "" : ` of ${showNameOn(relation, named.object)}`;
  return `no tuple${where} names ${formatSubject(subject)}, or a set that it is in`;
}

/** A part of a choice: one of another kind, with several lines of its own, is held together by a line above them. */
function within(kind: "union" | "intersection", part: Step, at: Place): readonly Branch[] {
  const lines = linesOf(part, at);
  const isOther = (part.kind === "union" || part.kind === "intersection") && part.kind !== kind;
  if (!isOther || lines.length < 2) return lines;
  return [{ truth: part.truth, text: part.kind === "union" ? "any of these" : "all of these", below: lines }];
}

type ExclusionStep = Extract<Step, { kind: "exclusion" }>;

/** A side that does not matter is left out by the resolver, and then the other needs no line to hold it together. */
function exclusionLines(step: ExclusionStep, at: Place): readonly Branch[] {
  const { from, less } = step;
  if (from === undefined) return excluded(step, at);
  return less === undefined ? linesOf(from, at) : [...within("intersection", from, at), ...excluded(step, at)];
}

/** What is taken away. In a proof it is enough to say that it was not: why not would bury the proof. */
function excluded({ truth, less }: ExclusionStep, at: Place): readonly Branch[] {
  if (less === undefined) return [];
  const how = less.truth === TRUE ? "excluded by" : less.truth === FALSE ? "not excluded by" : "perhaps excluded by";
  if (less.kind === "name") {
    const text = `${how} ${showNameOn(less.name, less.object)}`;
    return [{ truth, text, below: [], ...(less.truth !== FALSE && { name: less }) }];
  }
  const below = linesOf(less, at);
  const text = less.truth === FALSE ? "not excluded" : how.replace(" by", "");
  return [{ truth, text, below }];
}

/** Of what is false, the clauses that made it so, with the values that they read. */
function policyLine(step: PolicyStep): Branch {
  const { truth, clauses = [] } = step;
  const isShown = truth === FALSE && step.problem === undefined;
  return {
    truth,
    text: sayPolicy(step),
    below: isShown ? clauses.map((clause) => leaf(truth, sayClause(clause))) : [],
  };
}

/** The tuple in full, with policy and window: it is what one would write to grant, or delete to revoke. */
function tupleLine({ truth, tuple, of }: TupleStep, at: Place): Branch {
  const below = of.flatMap((part) => within("intersection", part, at));
  return { truth, text: formatTuple(tuple), below, tupleOf: tuple.relation };
}

/** A step over one object that grants is the tuple itself: the arrow is told by what follows. */
function arrowLine({ truth, relation, quantifier, target, object, of }: ArrowStep, at: Place): Branch {
  const arrow = `${showArrow(relation, quantifier, target)} on ${formatObject(object)}`;
  if (of.length === 0) return leaf(truth, `${arrow}: nothing stands on ${relation}`);
  const lines = of.map((step) => overObject(step, target, at));
  const [only] = lines;
  if (truth === TRUE && lines.length === 1 && only !== undefined) return only;
  return { truth, text: arrow, below: lines };
}

/** A step over one object. Where its type lacks the target, the step below it is a bare `nil`, which says nothing. */
function overObject(step: Step, target: string, at: Place): Branch {
  const [line = leaf(step.truth, "")] = linesOf(step, at);
  if (step.kind !== "tuple" || step.of.every(({ kind }) => kind !== "nil")) return line;
  const lacks = leaf(FALSE, `type ${step.tuple.subject.type} has no ${showName(target)}`);
  return { ...line, below: [lacks] };
}
