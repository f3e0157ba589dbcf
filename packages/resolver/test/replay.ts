import {
  admits,
  FALSE,
  indexModel,
  inWindow,
  isSubjectSet,
  isWildcard,
  sameKey,
  sameObject,
  sameSubject,
  TRUE,
  type Arrow,
  type Computed,
  type ModelIndex,
  type ObjectRef,
  type Rewrite,
  type SubjectRef,
  type Tuple,
} from "@relata/model";
import type { NamedReason, PolicyStep, Reason, Step } from "@relata/resolver";
import type { World, WorldQuestion } from "@relata/spec";
import { policyOracle } from "./policy-oracle.ts";

/**
 * Replays a reason that is true or false, name by name, against the model, the tuples and the policies alone: what is true
 * must follow from what the step shows, and of what is false, every way to be true must be shown to fail. Answers what does
 * not follow; undefined where all does. Undecided names, and paradoxes, are not followed.
 */
export function unfounded(reason: Reason, world: World, question: WorldQuestion): string | undefined {
  const replay = new Replay(reason, world, question);
  const wrong = reason.names.find((named) => !replay.follows(named));
  return wrong === undefined ? undefined : `${wrong.name} of ${wrong.object.type}:${wrong.object.id} does not follow`;
}

class Replay {
  readonly #index: ModelIndex;
  readonly #world: World;
  readonly #question: WorldQuestion;
  readonly #subject: SubjectRef;
  readonly #policy: ReturnType<typeof policyOracle>;
  readonly #truths: ReadonlyMap<string, NamedReason>;

  constructor(reason: Reason, world: World, question: WorldQuestion) {
    this.#index = indexModel(world.model);
    this.#world = world;
    this.#question = question;
    this.#subject = reason.subject;
    this.#policy = policyOracle(world, question, reason.subject);
    this.#truths = new Map(reason.names.map((named) => [keyOf(named.object, named.name), named]));
  }

  follows({ object, name, truth, step }: NamedReason): boolean {
    if (step.truth !== truth || (truth !== TRUE && truth !== FALSE) || step.kind === "paradox")
      return step.truth === truth;
    if (name.includes(" ")) return this.#rest(step, object, name);
    const isItself = sameSubject(this.#subject, { ...object, relation: name });
    if (step.kind === "identity" && isItself) return truth === TRUE;
    const rewrite = this.#index.types.get(object.type)?.rewrites.get(name);
    return rewrite !== undefined && !isItself && this.#step(rewrite, step, object, name);
  }

  /** Whether the step shows why the expression has the truth that it gives. */
  #step(rewrite: Rewrite, step: Step, object: ObjectRef, name: string): boolean {
    const part = (of: Rewrite) => (shown: Step) => this.#step(of, shown, object, name);
    const { truth } = step;
    if (step.kind === "paradox") return truth === FALSE;
    switch (rewrite.kind) {
      case "this":
        return truth === TRUE ? this.#granted(step, object, name) : this.#nothing(step, object, name);
      case "computed":
        return step.kind === "name" && this.#isNamed(step, object, rewrite.relation);
      case "arrow":
        return this.#arrow(rewrite, step, object);
      case "union":
        // Of a true one only the operand that was chosen is left, without the union around it.
        if (truth === TRUE) return rewrite.of.some((of) => part(of)(step));
        return step.kind === "union" && eachShown(rewrite.of, step.of, part);
      case "intersection":
        if (step.kind !== "intersection") return false;
        if (truth === TRUE) return eachShown(rewrite.of, step.of, part);
        return step.of.some((shown) => rewrite.of.some((of) => part(of)(shown)));
      case "exclusion": {
        if (step.kind !== "exclusion") return false;
        const from = step.from !== undefined && part(rewrite.from)(step.from) ? step.from.truth : undefined;
        const less = step.less !== undefined && part(rewrite.less)(step.less) ? step.less.truth : undefined;
        return truth === TRUE ? from === TRUE && less === FALSE : from === FALSE || less === TRUE;
      }
      case "when": {
        if (step.kind !== "intersection") return false;
        const isPolicy = (shown: Step) => this.#isPolicy(shown, rewrite.policy, object) && shown.truth === truth;
        const isRest = (shown: Step) => shown.truth === truth && part(rewrite.of)(shown);
        const found = [step.of.some(isPolicy), step.of.some(isRest)];
        return truth === TRUE ? found.every(Boolean) : found.some(Boolean);
      }
      case "self":
        return (step.kind === "identity") === sameSubject(this.#subject, object) && step.kind !== "nil";
      case "nil":
        return step.kind === "nil" && truth === FALSE;
    }
  }

  /** A tuple that is there, and that names the subject, its wildcard, or a set which is shown to hold. */
  #granted(step: Step, object: ObjectRef, relation: string): boolean {
    if (step.kind !== "tuple" || !this.#tuplesOn(object, relation).includes(step.tuple)) return false;
    if (!this.#isPolicyShown(step.tuple, step.of, object, TRUE)) return false;
    const { subject } = step.tuple;
    return this.#namesSubject(subject) || step.of.some((shown) => shown.truth === TRUE && this.#isSet(shown, subject));
  }

  /** Each tuple that is there: it names nobody who is asked about, or is shown to fail, or leads to a set nobody is in. */
  #nothing(step: Step, object: ObjectRef, relation: string): boolean {
    if (step.kind !== "union") return false;
    return this.#tuplesOn(object, relation).every((tuple) => {
      const shown = step.of.find((one) => one.kind === "tuple" && sameKey(one.tuple, tuple));
      if (shown?.kind !== "tuple") return !this.#namesSubject(tuple.subject) && !this.#leadsTo(tuple.subject);
      if (shown.truth !== FALSE) return false;
      if (this.#isPolicyShown(tuple, shown.of, object, FALSE) && tuple.policy !== undefined) return true;
      return shown.of.some((one) => one.kind === "paradox" || (one.truth === FALSE && this.#isSet(one, tuple.subject)));
    });
  }

  #arrow({ relation, quantifier, target }: Arrow, step: Step, object: ObjectRef): boolean {
    if (step.kind !== "arrow" || step.relation !== relation || !sameObject(step.object, object)) return false;
    const over = this.#tuplesOn(object, relation).filter(
      ({ subject }) => isSubjectSet(subject) || !isWildcard(subject),
    );
    const fits = (tuple: Tuple, truth: typeof TRUE | typeof FALSE) =>
      step.of.some(
        (one) =>
          one.kind === "tuple" &&
          one.tuple === tuple &&
          one.truth === truth &&
          this.#isBehind(one.tuple, one.of, target, object, truth),
      );
    const isPut = (behind: ObjectRef) => over.some((tuple) => sameObject(tuple.subject, behind) && fits(tuple, TRUE));
    const objects = over.map(({ subject: { type, id } }) => ({ type, id }));
    // An object falls with all of the tuples that put it there.
    const isOut = (behind: ObjectRef) =>
      over.filter((tuple) => sameObject(tuple.subject, behind)).every((tuple) => fits(tuple, FALSE));
    if (step.truth === TRUE)
      return objects.length > 0 && (quantifier === "any" ? objects.some(isPut) : objects.every(isPut));
    return quantifier === "any" ? objects.every(isOut) : objects.length === 0 || objects.some(isOut);
  }

  #isBehind(tuple: Tuple, of: readonly Step[], target: Computed | Arrow, object: ObjectRef, truth: number): boolean {
    const name = target.kind === "computed" ? target.relation : textOf(target);
    const behind = { type: tuple.subject.type, id: tuple.subject.id };
    const isTarget = (one: Step) => one.kind === "nil" || (one.kind === "name" && this.#isNamed(one, behind, name));
    const rest = of.some((one) => one.truth === truth && isTarget(one));
    if (truth === TRUE) return rest && this.#isPolicyShown(tuple, of, object, TRUE);
    if (of.some(({ kind }) => kind === "paradox")) return true;
    return rest || (tuple.policy !== undefined && this.#isPolicyShown(tuple, of, object, FALSE));
  }

  /** What lies behind a chain of arrows: the name says which arrow that is. */
  #rest(step: Step, object: ObjectRef, name: string): boolean {
    const [relation = "", link = "", ...target] = name.split(" ");
    const rest = targetOf(target);
    return this.#arrow(
      { kind: "arrow", relation, quantifier: link === "->" ? "any" : "all", target: rest },
      step,
      object,
    );
  }

  #isNamed(step: Step, object: ObjectRef, name: string): boolean {
    if (step.kind !== "name" || !sameObject(step.object, object) || step.name !== name) return false;
    return this.#truths.get(keyOf(object, name))?.truth === step.truth;
  }

  #isSet(step: Step, set: SubjectRef): boolean {
    return isSubjectSet(set) && this.#isNamed(step, { type: set.type, id: set.id }, set.relation);
  }

  #isPolicyShown({ policy }: Tuple, of: readonly Step[], object: ObjectRef, truth: number): boolean {
    if (policy === undefined) return true;
    return of.some((one) => one.truth === truth && this.#isPolicy(one, policy.name, object, policy.parameters));
  }

  #isPolicy(step: Step, policy: string, object: ObjectRef, parameters = {}): step is PolicyStep {
    return step.kind === "policy" && step.policy === policy && this.#policy(policy, parameters, object) === step.truth;
  }

  #namesSubject(subject: SubjectRef): boolean {
    if (sameSubject(subject, this.#subject)) return true;
    return (
      !isSubjectSet(this.#subject) &&
      isWildcard(subject) &&
      !isSubjectSet(subject) &&
      subject.type === this.#subject.type
    );
  }

  /** Whether any chain of sets that the model admits leads from the set to the subject, whatever windows and policies say. */
  #leadsTo(set: SubjectRef, above: readonly SubjectRef[] = []): boolean {
    if (!isSubjectSet(set)) return false;
    if (sameSubject(set, this.#subject)) return true;
    if (above.some((one) => sameSubject(one, set))) return false;
    const on = this.#world.tuples.filter(
      (tuple) => tuple.relation === set.relation && isOn(tuple, set) && admits(this.#index, tuple),
    );
    return on.some(({ subject }) => this.#namesSubject(subject) || this.#leadsTo(subject, [...above, set]));
  }

  #tuplesOn(object: ObjectRef, relation: string): readonly Tuple[] {
    const isThere = (tuple: Tuple) => inWindow(tuple, this.#question.now) && admits(this.#index, tuple);
    return this.#world.tuples.filter((tuple) => tuple.relation === relation && isOn(tuple, object) && isThere(tuple));
  }
}

function isOn(tuple: Tuple, object: ObjectRef): boolean {
  return sameObject(tuple.object, object) || (isWildcard(tuple.object) && tuple.object.type === object.type);
}

/** Each operand is shown, in the order of the model. */
function eachShown(
  operands: readonly Rewrite[],
  shown: readonly Step[],
  part: (of: Rewrite) => (step: Step) => boolean,
): boolean {
  return operands.length === shown.length && operands.every((of, i) => part(of)(shown[i] as Step));
}

function targetOf(words: readonly string[]): Computed | Arrow {
  const [relation = "", link, ...rest] = words;
  if (link === undefined) return { kind: "computed", relation };
  return { kind: "arrow", relation, quantifier: link === "->" ? "any" : "all", target: targetOf(rest) };
}

function textOf({ relation, quantifier, target }: Arrow): string {
  return `${relation} ${quantifier === "any" ? "->" : ".all"} ${target.kind === "computed" ? target.relation : textOf(target)}`;
}

function keyOf({ type, id }: ObjectRef, name: string): string {
  return JSON.stringify([type, id, name]);
}
