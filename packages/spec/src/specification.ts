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
import {
  at,
  certain,
  key,
  possible,
  same,
  type Atom,
  type Interpretation,
  type Limits,
  type Reading,
} from "./interpretation.ts";
import { groupByObject, objectsOf } from "./objects-of.ts";
import { policyTruth, type PolicyTruth } from "./policy-truth.ts";
import { verdictOf, type Answer } from "./verdict-of.ts";
import type { Verdict, World, WorldQuestion } from "./world.ts";

type Asked = Omit<WorldQuestion, "permission">;

/**
 * The meaning of relata by enumeration (DESIGN §4), with no cleverness: every name of every object of the world is
 * evaluated, again and again, until nothing changes. It shares no code with the resolver, and it is slow on purpose.
 *
 * The well-founded model by alternating fixpoint (Van Gelder 1993): from "nothing is certain, everything is possible",
 * what is certain is the least fixpoint of all equations while exclusions take away all that is possible, and what is
 * possible the least while they take away only what is certain. Where the two limits differ, the truth depends on its
 * own negation.
 */
export function specify(world: World, asked: Omit<WorldQuestion, "permission">): (permission: string) => Verdict {
  const parts = asked.subject.map((subject) => new Enumeration(world, asked, subject));
  return (permission) => verdictOf(parts.map((part) => part.answer(permission)));
}

class Enumeration {
  readonly #world: World;
  readonly #index: ModelIndex;
  readonly #asked: Asked;
  readonly #subject: SubjectRef;
  readonly #tuples = new Map<string, readonly Tuple[]>();
  readonly #policies = new Map<string, PolicyTruth>();
  #limits: Limits | undefined;
  readonly #atoms: readonly { readonly object: ObjectRef; readonly name: string; readonly rewrite: Rewrite }[];

  constructor(world: World, asked: Asked, subject: SubjectRef) {
    this.#world = world;
    this.#index = indexModel(world.model);
    this.#asked = asked;
    this.#subject = subject;
    this.#atoms = objectsOf(world, asked, subject).flatMap((object) =>
      [...(this.#index.types.get(object.type)?.rewrites ?? [])].map(([name, rewrite]) => ({ object, name, rewrite })),
    );
  }

  answer(permission: string): Answer {
    const { little, much } = (this.#limits ??= this.#alternate());
    const { object } = this.#asked;
    const unknowns = () => this.#unknowns({ object, name: permission }, { little, much });
    return { low: at(little, object, permission), high: at(much, object, permission), unknowns };
  }

  #alternate(): Limits {
    let limits: Limits = { little: this.#everywhere(FALSE), much: this.#everywhere(TRUE) };
    for (;;) {
      const next = { little: this.#least(possible(limits)), much: this.#least(certain(limits)) };
      if (same(next.little, limits.little) && same(next.much, limits.much)) return limits;
      limits = next;
    }
  }

  #everywhere(truth: Truth): Interpretation {
    return new Map(this.#atoms.map(({ object, name }) => [key(object, name), truth]));
  }

  /** The least interpretation under which every equation holds, while exclusions read elsewhere. */
  #least(excluded: Reading): Interpretation {
    const names = new Map(this.#everywhere(FALSE));
    for (let changed = true; changed;) {
      changed = false;
      for (const { object, name, rewrite } of this.#atoms) {
        const truth = this.#named(object, name, rewrite, { names, excluded: () => excluded });
        changed ||= truth !== at(names, object, name);
        names.set(key(object, name), truth);
      }
    }
    return names;
  }

  #named(object: ObjectRef, name: string, rewrite: Rewrite, from: Reading): Truth {
    const isItself = sameSubject(this.#subject, { ...object, relation: name });
    return isItself ? TRUE : this.#truth(rewrite, object, name, from);
  }

  #truth(rewrite: Rewrite, object: ObjectRef, name: string, from: Reading): Truth {
    const part = (of: Rewrite) => this.#truth(of, object, name, from);
    switch (rewrite.kind) {
      case "this":
        return this.#tuplesOn(object, name)
          .map((tuple) => this.#tuple(tuple, object, from.names))
          .reduce(or, FALSE);
      case "computed":
        return at(from.names, object, rewrite.relation);
      case "arrow":
        return this.#arrow(rewrite, object, from.names);
      case "union":
        return rewrite.of.map(part).reduce(or, FALSE);
      case "intersection":
        return rewrite.of.map(part).reduce(and, TRUE);
      case "exclusion":
        return and(part(rewrite.from), not(this.#truth(rewrite.less, object, name, from.excluded())));
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
    return remembered(this.#tuples, key(object, relation), () =>
      this.#world.tuples.filter(
        (tuple) =>
          tuple.relation === relation &&
          tuple.object.type === object.type &&
          (tuple.object.id === object.id || tuple.object.id === WILDCARD) &&
          inWindow(tuple, this.#asked.now) &&
          admits(this.#index, tuple),
      ),
    );
  }

  #policy(name: string, parameters: JsonObject, object: ObjectRef): PolicyTruth {
    return remembered(this.#policies, canonicalJson([name, parameters, object.type, object.id]), () =>
      policyTruth(this.#world, this.#asked, this.#subject, { name, parameters, object }),
    );
  }

  /**
   * The policies that an unknown answer waits for: those at the end of a chain of unknown operands. An operand that is a
   * paradox is not unknown: no attribute could decide it.
   */
  #unknowns(root: Atom, limits: Limits): readonly PolicyTruth[] {
    const found: PolicyTruth[] = [];
    const seen = new Set<string>();
    const isUnknown = (truth: (from: Reading) => Truth) =>
      truth(certain(limits)) === UNKNOWN && truth(possible(limits)) === UNKNOWN;
    // Why taken apart: an object that is still a subject set would not be itself where the rewrite says `self`.
    const atom = ({ type, id }: ObjectRef, name: string) => {
      const object = { type, id };
      const rewrite = this.#index.types.get(object.type)?.rewrites.get(name);
      if (rewrite === undefined || seen.has(key(object, name))) return;
      seen.add(key(object, name));
      if (isUnknown((from) => at(from.names, object, name))) expression(rewrite, object, name);
    };
    const expression = (rewrite: Rewrite, object: ObjectRef, name: string): void => {
      if (!isUnknown((from) => this.#truth(rewrite, object, name, from))) return;
      if (rewrite.kind === "computed") atom(object, rewrite.relation);
      if (rewrite.kind === "this") for (const tuple of this.#tuplesOn(object, name)) direct(tuple, object);
      if (rewrite.kind === "arrow")
        for (const tuple of this.#tuplesOn(object, rewrite.relation)) step(tuple, object, rewrite.target);
      if (rewrite.kind === "when") policy({ name: rewrite.policy, parameters: {} }, object);
      for (const part of operands(rewrite)) expression(part, object, name);
    };
    const direct = (tuple: Tuple, object: ObjectRef) => {
      if (!isUnknown((from) => this.#tuple(tuple, object, from.names))) return;
      policy(tuple.policy, object);
      if (isSubjectSet(tuple.subject)) atom(tuple.subject, tuple.subject.relation);
    };
    const step = (tuple: Tuple, object: ObjectRef, target: Computed | Arrow) => {
      const counts =
        tuple.policy === undefined ? TRUE : this.#policy(tuple.policy.name, tuple.policy.parameters, object).truth;
      if (!isUnknown((from) => and(counts, this.#target(target, tuple.subject, from.names)))) return;
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

/** What does not change while one question is asked is looked up once. */
function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
}
