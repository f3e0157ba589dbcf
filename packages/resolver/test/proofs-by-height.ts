import {
  admits,
  indexModel,
  inWindow,
  isSubjectSet,
  isWildcard,
  sameObject,
  sameSubject,
  TRUE,
  type Arrow,
  type ObjectRef,
  type Rewrite,
  type SubjectRef,
  type Tuple,
} from "@relata/model";
import { stepsBelow, type NamedReason, type Reason, type Step } from "@relata/resolver";
import type { World, WorldQuestion } from "@relata/spec";
import { policyOracle } from "./policy-oracle.ts";

/** Higher than any shortest proof in a random world: three steps for each of its names. */
const HIGHEST = 200;

/**
 * How high the least proof is, by brute force: whether there is one of height 0, of 1, and so on. Undefined where there is
 * none. A name, a tuple and an arrow are a step each; of several that must all hold, the highest counts. For models without
 * exclusion: a proof there is made of what is, and never of what is not.
 */
export function leastHeight(world: World, question: WorldQuestion): number | undefined {
  const prover = new Prover(world, question);
  for (let height = 0; height <= HIGHEST; height++) {
    if (prover.name(question.object, question.permission, height)) return height;
  }
  return undefined;
}

class Prover {
  readonly #world: World;
  readonly #question: WorldQuestion;
  readonly #subject: SubjectRef;
  readonly #policy: ReturnType<typeof policyOracle>;
  readonly #known = new Map<string, boolean>();

  constructor(world: World, question: WorldQuestion) {
    const [subject] = question.subject;
    if (subject === undefined) throw new Error("a proof is of one subject");
    this.#world = world;
    this.#question = question;
    this.#subject = subject;
    this.#policy = policyOracle(world, question, subject);
  }

  name(object: ObjectRef, name: string, height: number): boolean {
    if (height < 0) return false;
    const key = JSON.stringify([object.type, object.id, name, height]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const rewrite = indexModel(this.#world.model).types.get(object.type)?.rewrites.get(name);
    const isItself = sameSubject(this.#subject, { ...object, relation: name });
    const found = rewrite !== undefined && (isItself || this.#holds(rewrite, object, name, height));
    this.#known.set(key, found);
    return found;
  }

  #holds(rewrite: Rewrite, object: ObjectRef, name: string, height: number): boolean {
    const part = (of: Rewrite) => this.#holds(of, object, name, height);
    switch (rewrite.kind) {
      case "this":
        return height >= 1 && this.#tuplesOn(object, name).some((tuple) => this.#tuple(tuple, object, height));
      case "computed":
        return this.name(object, rewrite.relation, height - 1);
      case "arrow":
        return this.#arrow(rewrite, object, height);
      case "union":
        return rewrite.of.some(part);
      case "intersection":
        return rewrite.of.every(part);
      case "when":
        return this.#policy(rewrite.policy, {}, object) === TRUE && part(rewrite.of);
      case "self":
        return sameSubject(this.#subject, object);
      case "nil":
        return false;
      case "exclusion":
        throw new Error("no exclusions here");
    }
  }

  #tuple(tuple: Tuple, object: ObjectRef, height: number): boolean {
    if (!this.#counts(tuple, object)) return false;
    const { subject } = tuple;
    if (sameSubject(subject, this.#subject)) return true;
    if (isSubjectSet(subject)) return this.name({ type: subject.type, id: subject.id }, subject.relation, height - 2);
    return isWildcard(subject) && subject.type === this.#subject.type && !isSubjectSet(this.#subject);
  }

  #arrow({ relation, quantifier, target }: Arrow, object: ObjectRef, height: number): boolean {
    const over = this.#tuplesOn(object, relation).filter(
      ({ subject }) => isSubjectSet(subject) || !isWildcard(subject),
    );
    const objects = over.map(({ subject: { type, id } }) => ({ type, id }));
    const isPut = (behind: ObjectRef) =>
      over.some((tuple) => sameObject(tuple.subject, behind) && this.#counts(tuple, object));
    const grants = (behind: ObjectRef) => {
      if (target.kind === "computed") return this.name(behind, target.relation, height - 3);
      return height >= 3 && this.#arrow(target, behind, height - 3);
    };
    const holds = (behind: ObjectRef) => isPut(behind) && grants(behind);
    return quantifier === "any" ? objects.some(holds) : objects.length > 0 && objects.every(holds);
  }

  #counts({ policy }: Tuple, object: ObjectRef): boolean {
    return policy === undefined || this.#policy(policy.name, policy.parameters, object) === TRUE;
  }

  #tuplesOn(object: ObjectRef, relation: string): readonly Tuple[] {
    const index = indexModel(this.#world.model);
    const isHere = (tuple: Tuple) =>
      sameObject(tuple.object, object) || (isWildcard(tuple.object) && tuple.object.type === object.type);
    return this.#world.tuples.filter(
      (tuple) =>
        tuple.relation === relation && isHere(tuple) && inWindow(tuple, this.#question.now) && admits(index, tuple),
    );
  }
}

/** How high the proof that was given is, read off its data. */
export function heightOf({ names }: Reason): number {
  const byName = new Map(names.map((named) => [keyOf(named), named]));
  const height = (step: Step): number => {
    const below = () => Math.max(0, ...stepsBelow(step).map(height));
    if (step.kind === "name") {
      const named = byName.get(keyOf(step));
      if (named === undefined) throw new Error(`${step.name} is not there`);
      return 1 + height(named.step);
    }
    return step.kind === "tuple" || step.kind === "arrow" ? 1 + below() : below();
  };
  const [root] = names;
  return root === undefined ? 0 : height(root.step);
}

function keyOf({ object, name }: Pick<NamedReason, "object" | "name">): string {
  return JSON.stringify([object.type, object.id, name]);
}
