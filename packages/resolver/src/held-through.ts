import { FALSE, isSubjectSet, isWildcard, TRUE, type Arrow, type ObjectRef, type Tuple } from "@relata/model";
import { both, either, NO, UNDECIDED, YES, type Bounds } from "./bounds.ts";
import type { Equation } from "./equation.ts";
import { PENDING } from "./graph.ts";
import { PathMap } from "./path-map.ts";
import type { Place } from "./reading.ts";

/**
 * An arrow: the objects that stand on its relation, each asked for its target. A step counts as far as its tuple does,
 * and the two are ANDed. `any` wants one object that grants. `all` wants at least one object, and that each grants; an
 * object whose type lacks the target grants nothing.
 */
export function* heldThrough(arrow: Arrow, at: Place): Equation {
  const tuples = at.reading.graph.objects(at.object, arrow.relation);
  if (tuples === PENDING) return UNDECIDED;
  const steps = stepsOf(tuples, at);
  return arrow.quantifier === "any" ? yield* anyStep(steps, arrow, at) : yield* everyStep(steps, arrow, at);
}

interface Step {
  readonly object: ObjectRef;
  /** How far the object stands on the relation: the strongest of the tuples that put it there. */
  readonly counts: Bounds;
}

function* anyStep(steps: readonly Step[], arrow: Arrow, at: Place): Equation {
  let result: Bounds = NO;
  for (const step of steps) {
    result = either(result, yield* granted(step, arrow, at));
    if (result.low === TRUE) return YES;
  }
  return result;
}

function* everyStep(steps: readonly Step[], arrow: Arrow, at: Place): Equation {
  let result: Bounds = steps.length === 0 ? NO : YES;
  for (const step of steps) {
    result = both(result, yield* granted(step, arrow, at));
    if (result.high === FALSE) return NO;
  }
  return result;
}

function* granted({ object, counts }: Step, { target }: Arrow, { reading, negated }: Place): Equation {
  if (counts.high === FALSE) return NO;
  const node = reading.node(object, target.kind === "computed" ? target.relation : target);
  return node === undefined ? NO : both(counts, yield { node, negated });
}

/** One step for each object, in canonical order of tuples. The relation of a subject set is ignored here. */
function stepsOf(tuples: readonly Tuple[], at: Place): readonly Step[] {
  const steps = new PathMap<{ object: ObjectRef; counts: Bounds }>();
  const ordered: Step[] = [];
  for (const tuple of tuples) {
    const { subject } = tuple;
    if (!at.reading.exists(tuple) || (!isSubjectSet(subject) && isWildcard(subject))) continue;
    const step = steps.entry([subject.type, subject.id], () => {
      const made = { object: { type: subject.type, id: subject.id }, counts: NO };
      ordered.push(made);
      return made;
    });
    step.counts = either(step.counts, at.reading.contribution(tuple, at.object));
  }
  return ordered;
}
