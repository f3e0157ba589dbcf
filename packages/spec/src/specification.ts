import {
  admits,
  and,
  canonicalJson,
  FALSE,
  indexModel,
  inWindow,
  isSubjectSet,
  isWildcard,
  not,
  operands,
  or,
  sameObject,
  sameSubject,
  TRUE,
  UNKNOWN,
  WILDCARD,
  type Arrow,
  type Computed,
  type JsonObject,
  type ModelIndex,
  type ObjectRef,
  type Rewrite,
  type SubjectRef,
  type Truth,
  type Tuple,
  type TuplePolicy,
} from "@relata/model";
import { policyTruth, type PolicyTruth } from "./policy-truth.ts";
import type { Verdict, World, WorldQuestion } from "./world.ts";

/** A guess at the truth of every name of every object. What is not in it is false. */
type Interpretation = ReadonlyMap<string, Truth>;

/**
 * The meaning of relata by enumeration (DESIGN §4), with no cleverness: every name of every object of the world is
 * evaluated, again and again, until nothing changes. It shares no code with the resolver, and it is slow on purpose.
 *
 * The well-founded model by alternating fixpoint: `least` computes the least fixpoint of all equations while what stands
 * on the right of an exclusion is read from a fixed assumption. From all-false, it alternates between too much and too
 * little; where the two limits differ, the truth depends on its own negation.
 */
export function specify(world: World, question: WorldQuestion): Verdict {
  const parts = question.subject.map((subject) => new Enumeration(world, question, subject).answer());
  const low = parts.reduce<Truth>((truth, part) => and(truth, part.low), TRUE);
  const high = parts.reduce<Truth>((truth, part) => and(truth, part.high), TRUE);
  if (low !== high) return { kind: "paradox" };
  if (low !== UNKNOWN) return { kind: low === TRUE ? "allowed" : "denied" };
  const unknowns = parts.filter((part) => part.low === UNKNOWN).flatMap((part) => part.unknowns());
  if (unknowns.some(({ failed }) => failed)) return { kind: "policy_failed" };
  return { kind: "conditional", missing: [...new Set(unknowns.flatMap(({ missing }) => missing))].sort() };
}

class Enumeration {
  readonly #world: World;
  readonly #index: ModelIndex;
  readonly #question: WorldQuestion;
  readonly #subject: SubjectRef;
  readonly #atoms: readonly { readonly object: ObjectRef; readonly name: string; readonly rewrite: Rewrite }[];

  constructor(world: World, question: WorldQuestion, subject: SubjectRef) {
    this.#world = world;
    this.#index = indexModel(world.model);
    this.#question = question;
    this.#subject = subject;
    this.#atoms = objectsOf(world, question, subject).flatMap((object) =>
      [...(this.#index.types.get(object.type)?.rewrites ?? [])].map(([name, rewrite]) => ({ object, name, rewrite })),
    );
  }

  answer(): { low: Truth; high: Truth; unknowns: () => readonly PolicyTruth[] } {
    const { object, permission } = this.#question;
    let little: Interpretation = new Map();
    for (;;) {
      const much = this.#least(little);
      const next = this.#least(much);
      if (this.#atoms.every((atom) => at(next, atom.object, atom.name) === at(little, atom.object, atom.name))) {
        const unknowns = () => this.#unknowns({ object, name: permission }, next, much);
        return { low: at(next, object, permission), high: at(much, object, permission), unknowns };
      }
      little = next;
    }
  }

  #least(assumed: Interpretation): Interpretation {
    const now = new Map<string, Truth>();
    for (let changed = true; changed;) {
      changed = false;
      for (const { object, name, rewrite } of this.#atoms) {
        const truth = this.#named(object, name, rewrite, now, assumed);
        changed ||= truth !== at(now, object, name);
        now.set(key(object, name), truth);
      }
    }
    return now;
  }

  #named(object: ObjectRef, name: string, rewrite: Rewrite, now: Interpretation, assumed: Interpretation): Truth {
    const isItself = sameSubject(this.#subject, { ...object, relation: name });
    return isItself ? TRUE : this.#truth(rewrite, object, name, now, assumed);
  }

  #truth(rewrite: Rewrite, object: ObjectRef, name: string, now: Interpretation, assumed: Interpretation): Truth {
    const part = (of: Rewrite) => this.#truth(of, object, name, now, assumed);
    switch (rewrite.kind) {
      case "this":
        return this.#tuplesOn(object, name)
          .map((tuple) => this.#tuple(tuple, object, now))
          .reduce(or, FALSE);
      case "computed":
        return at(now, object, rewrite.relation);
      case "arrow":
        return this.#arrow(rewrite, object, now);
      case "union":
        return rewrite.of.map(part).reduce(or, FALSE);
      case "intersection":
        return rewrite.of.map(part).reduce(and, TRUE);
      case "exclusion":
        return and(part(rewrite.from), not(this.#truth(rewrite.less, object, name, assumed, assumed)));
      case "nil":
        return FALSE;
      case "self":
        return sameSubject(this.#subject, object) ? TRUE : FALSE;
      case "when":
        return and(part(rewrite.of), this.#policy(rewrite.policy, {}, object).truth);
    }
  }

  #tuple({ subject, policy }: Tuple, object: ObjectRef, now: Interpretation): Truth {
    const counts = policy === undefined ? TRUE : this.#policy(policy.name, policy.parameters, object).truth;
    if (sameSubject(subject, this.#subject)) return counts;
    if (isSubjectSet(subject)) return and(counts, at(now, subject, subject.relation));
    const admitted = isWildcard(subject) && !isSubjectSet(this.#subject) && subject.type === this.#subject.type;
    return admitted ? counts : FALSE;
  }

  #arrow(arrow: Arrow, object: ObjectRef, now: Interpretation): Truth {
    const tuples = this.#tuplesOn(object, arrow.relation).filter(
      ({ subject }) => isSubjectSet(subject) || !isWildcard(subject),
    );
    const granted = groupByObject(tuples).map((group) =>
      and(
        group
          .map(({ policy }) =>
            policy === undefined ? TRUE : this.#policy(policy.name, policy.parameters, object).truth,
          )
          .reduce(or, FALSE),
        this.#target(arrow.target, (group[0] as Tuple).subject, now),
      ),
    );
    if (arrow.quantifier === "any") return granted.reduce(or, FALSE);
    return granted.length === 0 ? FALSE : granted.reduce(and, TRUE);
  }

  #target(target: Computed | Arrow, object: ObjectRef, now: Interpretation): Truth {
    return target.kind === "computed" ? at(now, object, target.relation) : this.#arrow(target, object, now);
  }

  /** The tuples that exist on the object, those on the wildcard object of its type included. */
  #tuplesOn(object: ObjectRef, relation: string): readonly Tuple[] {
    return this.#world.tuples.filter(
      (tuple) =>
        tuple.relation === relation &&
        tuple.object.type === object.type &&
        (tuple.object.id === object.id || tuple.object.id === WILDCARD) &&
        inWindow(tuple, this.#question.now) &&
        admits(this.#index, tuple),
    );
  }

  #policy(name: string, parameters: JsonObject, object: ObjectRef): PolicyTruth {
    return policyTruth(this.#world, this.#question, this.#subject, { name, parameters, object });
  }

  /** The policies that an unknown answer waits for: those at the end of a chain of unknown operands. */
  #unknowns(root: Atom, now: Interpretation, assumed: Interpretation): readonly PolicyTruth[] {
    const found: PolicyTruth[] = [];
    const seen = new Set<string>();
    const atom = (object: ObjectRef, name: string) => {
      const rewrite = this.#index.types.get(object.type)?.rewrites.get(name);
      if (rewrite === undefined || at(now, object, name) !== UNKNOWN || seen.has(key(object, name))) return;
      seen.add(key(object, name));
      expression(rewrite, object, name);
    };
    const expression = (rewrite: Rewrite, object: ObjectRef, name: string): void => {
      if (this.#truth(rewrite, object, name, now, assumed) !== UNKNOWN) return;
      if (rewrite.kind === "computed") atom(object, rewrite.relation);
      if (rewrite.kind === "this") for (const tuple of this.#tuplesOn(object, name)) direct(tuple, object);
      if (rewrite.kind === "arrow")
        for (const tuple of this.#tuplesOn(object, rewrite.relation)) step(tuple, object, rewrite.target);
      if (rewrite.kind === "when") policy({ name: rewrite.policy, parameters: {} }, object);
      for (const part of operands(rewrite)) expression(part, object, name);
    };
    const direct = (tuple: Tuple, object: ObjectRef) => {
      if (this.#tuple(tuple, object, now) !== UNKNOWN) return;
      policy(tuple.policy, object);
      if (isSubjectSet(tuple.subject)) atom(tuple.subject, tuple.subject.relation);
    };
    const step = (tuple: Tuple, object: ObjectRef, target: Computed | Arrow) => {
      const counts =
        tuple.policy === undefined ? TRUE : this.#policy(tuple.policy.name, tuple.policy.parameters, object).truth;
      if (and(counts, this.#target(target, tuple.subject, now)) !== UNKNOWN) return;
      policy(tuple.policy, object);
      if (target.kind === "computed") atom(tuple.subject, target.relation);
      else expression(target, { type: tuple.subject.type, id: tuple.subject.id }, target.relation);
    };
    const policy = (carried: TuplePolicy | undefined, object: ObjectRef) => {
      if (carried === undefined) return;
      const answer = this.#policy(carried.name, carried.parameters, object);
      if (answer.truth === UNKNOWN) found.push(answer);
    };
    atom(root.object, root.name);
    return found;
  }
}

interface Atom {
  readonly object: ObjectRef;
  readonly name: string;
}

function at(interpretation: Interpretation, object: ObjectRef, name: string): Truth {
  return interpretation.get(key(object, name)) ?? FALSE;
}

function key({ type, id }: ObjectRef, name: string): string {
  return canonicalJson([type, id, name]);
}

function groupByObject(tuples: readonly Tuple[]): readonly (readonly Tuple[])[] {
  const groups: Tuple[][] = [];
  for (const tuple of tuples) {
    const group = groups.find(([first]) => first !== undefined && sameObject(first.subject, tuple.subject));
    if (group === undefined) groups.push([tuple]);
    else group.push(tuple);
  }
  return groups;
}

function objectsOf(world: World, question: WorldQuestion, subject: SubjectRef): readonly ObjectRef[] {
  const named = [question.object, subject, ...world.tuples.flatMap((tuple) => [tuple.object, tuple.subject])];
  const distinct = new Map(named.map(({ type, id }) => [canonicalJson([type, id]), { type, id }]));
  return [...distinct.values()];
}
