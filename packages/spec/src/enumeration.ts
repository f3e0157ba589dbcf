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
  or,
  sameObject,
  sameSubject,
  TRUE,
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
import { at, certain, key, possible, same, type Interpretation, type Limits, type Reading } from "./interpretation.ts";
import { policyTruth, type PolicyTruth } from "./policy-truth.ts";
import type { World, WorldQuestion } from "./world.ts";

type Asked = Omit<WorldQuestion, "permission">;

/**
 * One question to one world, with every name of every object of the world: what `specify` evaluates again and again.
 */
export class Enumeration {
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

  /** The well-founded model: what is certain of every name, and what is possible. */
  limits(): Limits {
    return (this.#limits ??= this.#alternate());
  }

  rewriteOf(object: ObjectRef, name: string): Rewrite | undefined {
    return this.#index.types.get(object.type)?.rewrites.get(name);
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
    return isItself ? TRUE : this.truth(rewrite, object, name, from);
  }

  /** What an expression means at an object: the page that the resolver is held to. */
  truth(rewrite: Rewrite, object: ObjectRef, name: string, from: Reading): Truth {
    const part = (of: Rewrite) => this.truth(of, object, name, from);
    switch (rewrite.kind) {
      case "this":
        return this.tuplesOn(object, name)
          .map((tuple) => this.tuple(tuple, object, from.names))
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
        return and(part(rewrite.from), not(this.truth(rewrite.less, object, name, from.excluded())));
      case "nil":
        return FALSE;
      case "self":
        return sameSubject(this.#subject, object) ? TRUE : FALSE;
      case "when":
        return and(part(rewrite.of), this.policy(rewrite.policy, {}, object).truth);
    }
  }

  tuple({ subject, policy }: Tuple, object: ObjectRef, now: Interpretation): Truth {
    const counts = this.counts(policy, object);
    if (sameSubject(subject, this.#subject)) return counts;
    if (isSubjectSet(subject)) return and(counts, at(now, subject, subject.relation));
    const admitted = isWildcard(subject) && !isSubjectSet(this.#subject) && subject.type === this.#subject.type;
    return admitted ? counts : FALSE;
  }

  #arrow(arrow: Arrow, object: ObjectRef, now: Interpretation): Truth {
    const tuples = this.tuplesOn(object, arrow.relation).filter(
      ({ subject }) => isSubjectSet(subject) || !isWildcard(subject),
    );
    const granted = groupByObject(tuples).map((group) =>
      and(
        group.map(({ policy }) => this.counts(policy, object)).reduce(or, FALSE),
        this.target(arrow.target, (group[0] as Tuple).subject, now),
      ),
    );
    if (arrow.quantifier === "any") return granted.reduce(or, FALSE);
    return granted.length === 0 ? FALSE : granted.reduce(and, TRUE);
  }

  target(target: Computed | Arrow, object: ObjectRef, now: Interpretation): Truth {
    return target.kind === "computed" ? at(now, object, target.relation) : this.#arrow(target, object, now);
  }

  /** The tuples that exist on the object, those on the wildcard object of its type included. */
  tuplesOn(object: ObjectRef, relation: string): readonly Tuple[] {
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

  /** How far a tuple with that policy counts. */
  counts(policy: TuplePolicy | undefined, object: ObjectRef): Truth {
    return policy === undefined ? TRUE : this.policy(policy.name, policy.parameters, object).truth;
  }

  policy(name: string, parameters: JsonObject, object: ObjectRef): PolicyTruth {
    return remembered(this.#policies, canonicalJson([name, parameters, object.type, object.id]), () =>
      policyTruth(this.#world, this.#asked, this.#subject, { name, parameters, object }),
    );
  }
}

/** What does not change while one question is asked is looked up once. */
function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
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

function objectsOf(world: World, question: Asked, subject: SubjectRef): readonly ObjectRef[] {
  const named = [question.object, subject, ...world.tuples.flatMap((tuple) => [tuple.object, tuple.subject])];
  const distinct = new Map(named.map(({ type, id }) => [canonicalJson([type, id]), { type, id }]));
  return [...distinct.values()];
}
