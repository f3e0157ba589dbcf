import type { SubjectType } from "@relata/model";
import type { SetKind } from "@relata/resolver";
import type { Asking } from "./asking.ts";
import type { Closures } from "./closures.ts";
import type { Edges } from "./edges.ts";
import { isIn, type Members } from "./members.ts";
import type { Holds } from "./named.ts";
import { STAR } from "./numbers.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import type { Rows } from "./rows.ts";
import { ALLOWED, DENIED, UNSURE, type Verdict } from "./verdict.ts";

/** The head of a set that is the wildcard alone. */
const IN_ALL = -STAR - 1;

const ASK_CLOSURES: Holds = () => UNSURE;

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
  readonly #members: Members;
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
    this.#members = closures.of(subjectType);
    this.#group = closures.placeOf(type, relation);
    const isPlain = variants.some((variant) => variant.relation === undefined && variant.type === subjectType);
    this.#plain = isPlain ? graph.edges(type, relation, subjectType) : undefined;
    this.#sets = distinctSets(variants).map((kind) => {
      const group = closures.placeOf(kind.type, kind.relation);
      const edges = graph.edges(type, relation, kind.type, kind.relation);
      return { edges, group, holds: group < 0 ? holdsOf(kind) : ASK_CLOSURES };
    });
  }

  /** What is compiled of it: less, where the model has less. */
  get holds(): Holds {
    if (this.#group >= 0) return this.#inGroup;
    const plain = this.#plain;
    if (this.#sets.length > 0 || plain === undefined) return this.#onAny;
    return (object) => this.#amongPlain(plain, object);
  }

  readonly #onAny: Holds = (object) => {
    const plain = this.#plain === undefined ? DENIED : this.#amongPlain(this.#plain, object);
    if (plain === ALLOWED) return ALLOWED;
    let verdict: Verdict = plain;
    for (let i = 0; i < this.#sets.length; i++) {
      const sets = this.#sets[i] as Sets;
      const here = this.#inSets(sets, object);
      if (here === ALLOWED) return ALLOWED;
      const everywhere = object === STAR ? DENIED : this.#inSets(sets, STAR);
      if (everywhere === ALLOWED) return ALLOWED;
      if (here === UNSURE || everywhere === UNSURE || sets.edges.isSpecialOn(object)) verdict = UNSURE;
    }
    return verdict;
  };

  readonly #inGroup: Holds = (object) => {
    const members = this.#placed();
    const { subject } = this.#asking;
    if (isIn(members.certain[this.#group] as Rows, subject, object)) return ALLOWED;
    if (!members.isOpen(subject)) return DENIED;
    return isIn(members.possible[this.#group] as Rows, subject, object) ? UNSURE : DENIED;
  };

  #placed(): Members {
    const asking = this.#asking;
    if (!asking.isPlaced) {
      this.#members.bring(asking.subject);
      asking.isPlaced = true;
    }
    return this.#members;
  }

  #amongPlain(plain: Edges, object: number): Verdict {
    const { subject } = this.#asking;
    if (plain.joins(object, subject)) return ALLOWED;
    const { forward, reverse } = plain;
    if (reverse.head(STAR) !== 0 && (forward.has(object, STAR) || forward.has(STAR, STAR))) return ALLOWED;
    if (forward.head(STAR) !== 0 && forward.has(STAR, subject)) return ALLOWED;
    return plain.isSpecialOn(object) && isSpeciallyNamed(plain, object, subject) ? UNSURE : DENIED;
  }

  #inSets({ edges: { forward }, group, holds }: Sets, object: number): Verdict {
    const head = forward.head(object);
    if (head === 0) return DENIED;
    if (group >= 0) return this.#inGroups(forward, head, group);
    const count = forward.countAt(head);
    let verdict: Verdict = DENIED;
    for (let i = 0; i < count; i++) {
      const held = holds(forward.at(object, i));
      if (held === ALLOWED) return ALLOWED;
      if (held === UNSURE) verdict = UNSURE;
    }
    return verdict;
  }

  #inGroups(forward: Rows, head: number, group: number): Verdict {
    const members = this.#placed();
    const { subject } = this.#asking;
    if (meet(forward, head, members.certain[group] as Rows, subject)) return ALLOWED;
    if (!members.isOpen(subject)) return DENIED;
    return meet(forward, head, members.possible[group] as Rows, subject) ? UNSURE : DENIED;
  }
}

/** Whether one of the groups of the row is one of the subject's, or it is in all of them. */
function meet(forward: Rows, head: number, groups: Rows, subject: number): boolean {
  const own = groups.head(subject);
  if (own === 0) return false;
  if (own < 0) return own === IN_ALL || forward.holds(head, -own - 1);
  return groups.leastAt(own) === STAR || forward.meets(head, groups, own);
}

function isSpeciallyNamed(edges: Edges, object: number, subject: number): boolean {
  return (
    edges.isSpecial(object, subject) ||
    edges.isSpecial(object, STAR) ||
    edges.isSpecial(STAR, subject) ||
    edges.isSpecial(STAR, STAR)
  );
}

/** The kinds of sets that the relation admits, each once, whatever policies they come with. */
function distinctSets(variants: readonly SubjectType[]): readonly SetKind[] {
  const kinds = variants.flatMap(({ type, relation }) => (relation === undefined ? [] : [{ type, relation }]));
  return kinds.filter((kind, i) => kinds.findIndex((one) => isSame(one, kind)) === i);
}

function isSame(a: SetKind, b: SetKind): boolean {
  return a.type === b.type && a.relation === b.relation;
}
