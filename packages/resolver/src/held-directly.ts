import {
  FALSE,
  isSubjectSet,
  isWildcard,
  sameSubject,
  TRUE,
  variantsOf,
  type SubjectRef,
  type SubjectType,
  type Tuple,
} from "@relata/model";
import { both, either, NO, UNDECIDED, YES, type Bounds } from "./bounds.ts";
import type { Equation, Node } from "./equation.ts";
import { PENDING, type Pending } from "./graph.ts";
import type { Place } from "./reading.ts";

/**
 * Whether the subject holds the relation by its tuples: one that names it, one that names the wildcard of its type (for
 * a plain subject only), or one that names a subject set which it is in. Tuples that name subjects are looked at before
 * those that name sets, each in canonical order.
 */
export function* heldDirectly(at: Place): Equation {
  const tuples = tuplesAt(at);
  let result: Bounds = tuples.complete ? NO : UNDECIDED;
  for (const tuple of tuples.named) {
    result = either(result, at.reading.contribution(tuple, at.object));
    if (result.low === TRUE) return YES;
  }
  for (const tuple of tuples.sets) {
    const counts = at.reading.contribution(tuple, at.object);
    if (counts.high === FALSE) continue;
    const node = setNode(tuple.subject, at);
    if (node === undefined) continue;
    result = either(result, both(counts, node === PENDING ? UNDECIDED : yield { node, negated: at.negated }));
    if (result.low === TRUE) return YES;
  }
  return result;
}

/** The tuples of one relation of one object that may concern the subject. */
export interface DirectTuples {
  /** Those whose subject is the subject asked for, or the wildcard that admits it. */
  readonly named: readonly Tuple[];
  /** Those whose subject is a subject set. */
  readonly sets: readonly Tuple[];
  /** False while the graph has yet to load some of them. */
  readonly complete: boolean;
}

export function tuplesAt(at: Place): DirectTuples {
  const { reading, object, relation } = at;
  if (reading.shape.isGroup(object.type, relation)) {
    const memberships = reading.memberships();
    return sortOut([memberships === PENDING ? PENDING : memberships.into(object, relation)], reading.subject);
  }
  const variants = variantsOf(reading.shape.index, object.type, relation);
  const answers: (readonly Tuple[] | Pending)[] = [];
  if (variants.some((variant) => isPlainOf(variant, reading.subject))) {
    answers.push(reading.graph.has(object, relation, reading.subject));
  }
  if (variants.some((variant) => variant.relation !== undefined || variant.wildcard === true)) {
    const sets = reading.graph.sets(object, relation);
    answers.push(sets);
    // Why: while the sets are on their way, the groups that they will be compared with can come in the same batch.
    if (sets === PENDING && variants.some((variant) => isGroupKind(variant, at))) {
      reading.memberships();
    }
  }
  return sortOut(answers, reading.subject);
}

/** What has to hold for the subject to be in the set; undefined where no stored tuple leads from it to the group. */
export function setNode(set: SubjectRef, { reading }: Place): Node | Pending | undefined {
  if (!isSubjectSet(set)) return undefined;
  if (reading.shape.isGroup(set.type, set.relation)) {
    const memberships = reading.memberships();
    if (memberships === PENDING) return PENDING;
    if (!memberships.leadTo(set)) return undefined;
  }
  return reading.node(set, set.relation);
}

function sortOut(answers: readonly (readonly Tuple[] | Pending)[], subject: SubjectRef): DirectTuples {
  const tuples = answers.flatMap((answer) => (answer === PENDING ? [] : answer));
  return {
    named: tuples.filter((tuple) => names(tuple, subject)),
    sets: tuples.filter((tuple) => isSubjectSet(tuple.subject) && !sameSubject(tuple.subject, subject)),
    complete: !answers.includes(PENDING),
  };
}

/** A wildcard names every plain subject of its type, and no subject set. */
function names(tuple: Tuple, subject: SubjectRef): boolean {
  if (sameSubject(tuple.subject, subject)) return true;
  const bothPlain = !isSubjectSet(subject) && !isSubjectSet(tuple.subject);
  return bothPlain && isWildcard(tuple.subject) && tuple.subject.type === subject.type;
}

/** Whether the subject itself may be named as a plain one; where it is a set or a wildcard, it is among the sets. */
function isPlainOf(variant: SubjectType, subject: SubjectRef): boolean {
  const plain = variant.relation === undefined && variant.wildcard !== true;
  return plain && variant.type === subject.type && !isSubjectSet(subject) && !isWildcard(subject);
}

function isGroupKind({ type, relation }: SubjectType, { reading }: Place): boolean {
  return relation !== undefined && reading.shape.isGroup(type, relation);
}
