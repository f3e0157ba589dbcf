import type { SubjectType } from "@relata/model";
import type { Asking } from "./asking.ts";
import { contains, isIn, type Closure } from "./closure.ts";
import type { Closures } from "./closures.ts";
import type { Edges } from "./edges.ts";
import type { Holds } from "./named.ts";
import { STAR } from "./names.ts";
import type { Rows } from "./rows.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { ALLOWED, DENIED, UNSURE, type Verdict } from "./verdict.ts";

export interface DirectParts {
  readonly graph: ResidentGraph;
  readonly closures: Closures;
  readonly asking: Asking;
}

export interface DirectRelation {
  readonly type: string;
  readonly relation: string;
  readonly variants: readonly SubjectType[];
  readonly subjectType: string;
}

interface SetKind {
  readonly type: string;
  readonly relation: string;
}

/** Sets of one kind that stand on the relation: groups, which closures know, or names that are asked. */
interface Sets {
  readonly edges: Edges;
  /** The place of the kind among the groups of closures; -1 where it is none. */
  readonly group: number;
  readonly holds: Holds;
}

/** The tuples of one relation, for subjects of one type: those that name the subject, its wildcard, or a set that it is in. */
export class Direct {
  readonly #asking: Asking;
  readonly #closures: Closures;
  readonly #subjectType: string;
  /** Tuples with plain subjects of the type, wildcards among them; undefined where the model has none. */
  readonly #plain: Edges | undefined;
  readonly #sets: readonly Sets[];
  /** Where the relation is itself a group, what it is among the groups of closures; else -1. */
  readonly #group: number;

  constructor(
    { graph, closures, asking }: DirectParts,
    { type, relation, variants, subjectType }: DirectRelation,
    holdsOf: (set: SetKind) => Holds,
  ) {
    this.#asking = asking;
    this.#closures = closures;
    this.#subjectType = subjectType;
    this.#group = closures.placeOf(type, relation);
    const isPlain = variants.some((variant) => variant.relation === undefined && variant.type === subjectType);
    this.#plain = isPlain ? graph.edges(type, relation, subjectType) : undefined;
    const kinds = variants.flatMap(({ type: of, relation: as }) =>
      as === undefined ? [] : [{ type: of, relation: as }],
    );
    const distinct = kinds.filter((kind, i) => kinds.findIndex((one) => isSame(one, kind)) === i);
    this.#sets = distinct.map((kind) => ({
      edges: graph.edges(type, relation, kind.type, kind.relation),
      group: closures.placeOf(kind.type, kind.relation),
      holds: holdsOf(kind),
    }));
  }

  readonly holds: Holds = (object) => {
    if (this.#group >= 0) return this.#inGroup(object);
    if (this.#isNamed(object)) return ALLOWED;
    let verdict: Verdict = DENIED;
    for (let i = 0; i < this.#sets.length; i++) {
      const sets = this.#sets[i] as Sets;
      const here = this.#inSets(sets, object);
      if (here === ALLOWED) return ALLOWED;
      const everywhere = object === STAR ? DENIED : this.#inSets(sets, STAR);
      if (everywhere === ALLOWED) return ALLOWED;
      if (here === UNSURE || everywhere === UNSURE || sets.edges.isSpecialOn(object)) verdict = UNSURE;
    }
    return verdict === DENIED && this.#isSpeciallyNamed(object) ? UNSURE : verdict;
  };

  #closure(): Closure {
    return (this.#asking.closure ??= this.#closures.of(this.#subjectType, this.#asking.subject));
  }

  #inGroup(object: number): Verdict {
    const { certain, possible } = this.#closure();
    const place = this.#group;
    if (isIn(certain[place] as Int32Array, object)) return ALLOWED;
    return certain !== possible && isIn(possible[place] as Int32Array, object) ? UNSURE : DENIED;
  }

  #isNamed(object: number): boolean {
    const plain = this.#plain;
    if (plain === undefined) return false;
    const { subject } = this.#asking;
    const { forward } = plain;
    return (
      forward.has(object, subject) || forward.has(object, STAR) || forward.has(STAR, subject) || forward.has(STAR, STAR)
    );
  }

  #isSpeciallyNamed(object: number): boolean {
    const plain = this.#plain;
    if (plain === undefined || !plain.isSpecialOn(object)) return false;
    const { subject } = this.#asking;
    return (
      plain.isSpecial(object, subject) ||
      plain.isSpecial(object, STAR) ||
      plain.isSpecial(STAR, subject) ||
      plain.isSpecial(STAR, STAR)
    );
  }

  #inSets({ edges: { forward }, group, holds }: Sets, object: number): Verdict {
    const count = forward.count(object);
    if (count === 0) return DENIED;
    if (group >= 0) return this.#inGroups(forward, object, count, group);
    let verdict: Verdict = DENIED;
    for (let i = 0; i < count; i++) {
      const held = holds(forward.at(object, i));
      if (held === ALLOWED) return ALLOWED;
      if (held === UNSURE) verdict = UNSURE;
    }
    return verdict;
  }

  #inGroups(forward: Rows, object: number, count: number, group: number): Verdict {
    const { certain, possible } = this.#closure();
    if (meet(forward, object, count, certain[group] as Int32Array)) return ALLOWED;
    return certain !== possible && meet(forward, object, count, possible[group] as Int32Array) ? UNSURE : DENIED;
  }
}

/** Whether one of the groups stands on the object: the fewer of the two are walked. */
function meet(forward: Rows, object: number, count: number, groups: Int32Array): boolean {
  if (groups.length === 0) return false;
  if (groups[0] === STAR) return true;
  if (groups.length < count) {
    for (let i = 0; i < groups.length; i++) if (forward.has(object, groups[i] as number)) return true;
    return false;
  }
  for (let i = 0; i < count; i++) if (contains(groups, forward.at(object, i))) return true;
  return false;
}

function isSame(a: SetKind, b: SetKind): boolean {
  return a.type === b.type && a.relation === b.relation;
}
