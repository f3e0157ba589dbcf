import { isSubjectSet, not, TRUE, variantsOf, type ObjectRef, type Truth, type Tuple } from "@relata/model";
import type { Evaluation } from "../evaluation.ts";
import { stepsBelow, type ArrowStep, type NamedReason, type Reason, type Step } from "../explanation.ts";
import { PathMap } from "../path-map.ts";
import type { Miss } from "./miss.ts";
import { policyMisses } from "./policy-misses.ts";
import { Upward } from "./upward.ts";
import { setsOn, tupleThatFits } from "./writes.ts";

/**
 * Single changes at the leaves of a reason that may turn its answer round, the nearest first: names in the order of their
 * distance from what was asked, and within a name in the order of the model. Of one leaf: the tuple that names the subject,
 * then those that put it into a set which stands there. On the right of an exclusion, what is true is to become false.
 * Whether a change does it alone is not known yet.
 */
export function* candidatesOf(reason: Reason, evaluation: Evaluation): Generator<Miss> {
  yield* new Search(reason, evaluation).run();
}

/** A name whose truth is to be another one. */
interface Wish {
  readonly named: NamedReason;
  readonly wanted: Truth;
}

class Search {
  readonly #evaluation: Evaluation;
  readonly #upward: Upward;
  readonly #names = new PathMap<NamedReason>();
  readonly #seen = new PathMap<true>();
  readonly #wishes: Wish[] = [];

  constructor(reason: Reason, evaluation: Evaluation) {
    this.#evaluation = evaluation;
    this.#upward = new Upward(evaluation);
    for (const named of reason.names) this.#names.set(pathOf(named.object, named.name), named);
    const [root] = reason.names;
    if (root !== undefined) this.#wishes.push({ named: root, wanted: TRUE });
  }

  *run(): Generator<Miss> {
    for (let i = 0; i < this.#wishes.length; i++) {
      const { named, wanted } = this.#wishes[i] as Wish;
      if (named.truth !== wanted) yield* this.#at(named.step, wanted, undefined);
    }
  }

  /** Recursion is as deep as one expression of the model. */
  *#at(step: Step, wanted: Truth, carrier: Tuple | undefined): Generator<Miss> {
    switch (step.kind) {
      case "name":
        return this.#wish(step.object, step.name, wanted);
      case "tuple":
        if (wanted !== TRUE) yield { kind: "delete", tuple: step.tuple };
        yield* this.#below(step, wanted, step.tuple);
        if (wanted === TRUE) yield* this.#beside(step.tuple);
        return;
      case "arrow":
        if (wanted === TRUE) yield* this.#ontoArrow(step);
        return yield* this.#below(step, wanted, undefined);
      case "union":
      case "intersection":
        return yield* this.#below(step, wanted, carrier);
      case "exclusion":
        if (step.from !== undefined) yield* this.#at(step.from, wanted, carrier);
        if (step.less !== undefined) yield* this.#at(step.less, not(wanted), carrier);
        return;
      case "policy":
        return yield* policyMisses(step, carrier);
      case "absent":
        if (wanted !== TRUE) return;
        yield inTime(step.tuple, step.why);
        return yield* this.#beside(step.tuple);
      case "no_tuple":
        if (wanted === TRUE) yield* this.#writes(step.object, step.relation);
        return;
      case "identity":
      case "not_self":
      case "nil":
      case "paradox":
        return;
    }
  }

  *#below(step: Step, wanted: Truth, carrier: Tuple | undefined): Generator<Miss> {
    for (const below of stepsBelow(step)) yield* this.#at(below, wanted, carrier);
  }

  #wish(object: ObjectRef, name: string, wanted: Truth): void {
    const path = pathOf(object, name);
    const named = this.#names.get(path);
    if (named === undefined || this.#seen.get([...path, String(wanted)])) return;
    this.#seen.set([...path, String(wanted)], true);
    this.#wishes.push({ named, wanted });
  }

  /** The tuple that names the subject, and those that put it into a set which stands there, the outermost first. */
  *#writes(object: ObjectRef, relation: string, withItself = true): Generator<Miss> {
    const { shape, subject } = this.#evaluation;
    const itself = withItself ? [{ ...object, relation }] : [];
    for (const place of [...itself, ...setsOn(this.#evaluation, object, relation)]) {
      const tuple = tupleThatFits(shape, place, place.relation, subject);
      if (tuple !== undefined) yield { kind: "write", tuple };
    }
  }

  /** A tuple that names the subject in vain leaves the sets that stand beside it. */
  *#beside({ object, relation, subject }: Tuple): Generator<Miss> {
    if (!isSubjectSet(subject)) yield* this.#writes(object, relation, false);
  }

  /** What the subject holds already, put where the arrow looks. */
  *#ontoArrow({ object, relation, target }: ArrowStep): Generator<Miss> {
    const { shape } = this.#evaluation;
    const types = variantsOf(shape.index, object.type, relation);
    for (const { type } of types.filter((variant) => variant.relation === undefined)) {
      for (const behind of this.#upward.holding(type, target)) {
        const tuple = tupleThatFits(shape, object, relation, behind);
        if (tuple !== undefined) yield { kind: "write", tuple };
      }
    }
  }
}

/** The tuple without the edge of its window that keeps it from existing. */
function inTime(tuple: Tuple, why: "too_early" | "expired"): Miss {
  const { from, until, ...always } = tuple;
  const kept = why === "expired" ? { ...(from !== undefined && { from }) } : { ...(until !== undefined && { until }) };
  return { kind: "replace", tuple: { ...always, ...kept }, instead: tuple, why };
}

function pathOf({ type, id }: ObjectRef, name: string): readonly string[] {
  return [type, id, name];
}
