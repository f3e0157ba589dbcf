import {
  isSubjectSet,
  isWildcard,
  TRUE,
  UNKNOWN,
  WILDCARD,
  type ObjectRef,
  type Truth,
  type Tuple,
} from "@relata/model";
import type { Graph } from "../graph.ts";
import { Cover } from "./cover.ts";
import type { LiveTuples } from "./live-tuples.ts";
import { above } from "./relevant.ts";
import type { Leaf, Spot } from "./spot.ts";
import type { Ways } from "./ways.ts";

/** What is listed: plain subjects of a type, or the sets `type#relation`. */
export interface SubjectKind {
  readonly type: string;
  readonly relation?: string;
}

/** What walks down share: a graph, the tuples that there are, and the spots below which there can be such subjects at all. */
export class Descents {
  readonly graph: Graph;
  readonly kind: SubjectKind;
  readonly #ways: Ways;
  readonly #live: LiveTuples;
  readonly #worth: ReadonlySet<Spot>;

  constructor(ways: Ways, graph: Graph, live: LiveTuples, kind: SubjectKind) {
    this.graph = graph;
    this.kind = kind;
    this.#ways = ways;
    this.#live = live;
    this.#worth = above(bottomOf(ways, kind));
  }

  /** Whether subjects of the kind can stand below the spot. */
  isWorth(spot: Spot): boolean {
    return this.#worth.has(spot);
  }

  spot(type: string, name: string): Spot | undefined {
    return this.#ways.spot(type, name);
  }

  /** The tuples that matter of a relation: where it admits no plain subject of the kind, its million members are not read. */
  tuples(object: ObjectRef, leaf: Extract<Leaf, { readonly kind: "this" | "arrow" }>): readonly Tuple[] {
    const { type, relation } = this.kind;
    const isPlain =
      leaf.kind === "arrow" ||
      (relation === undefined && leaf.of.some((one) => one.type === type && one.as === undefined && !one.isWildcard));
    const tuples = isPlain ? this.graph.objects(object, leaf.relation) : this.graph.sets(object, leaf.relation);
    return this.#live.among(tuples);
  }
}

function bottomOf(ways: Ways, { type, relation }: SubjectKind): readonly Spot[] {
  if (relation === undefined) return ways.starts(type).map(({ to }) => to);
  const spot = ways.spot(type, relation);
  return spot === undefined ? [] : [spot];
}

interface At {
  readonly spot: Spot;
  readonly id: string;
}

/**
 * Walks down from an object by some leaves of an expression, and collects the subjects of the kind: those that sure steps
 * lead to hold it, and those that others lead to may.
 *
 * Law: a subject that it does not collect does not hold the expression. Cost: each name of each object on the way, at most
 * twice, with its tuples.
 */
export class Descent {
  readonly cover = new Cover();
  /** Whether it came to its end within the tuples that it may look at. */
  readonly isWhole: boolean;
  readonly #descents: Descents;
  readonly #seen = new Map<Spot, Map<string, boolean>>();
  readonly #waiting: (At & { readonly isSure: boolean })[] = [];
  #left: number;

  constructor(descents: Descents, object: ObjectRef, leaves: readonly Leaf[], most: number = Infinity) {
    this.#descents = descents;
    this.#left = most;
    for (const leaf of leaves) this.#take(leaf, object, leaf.isSure);
    let next = this.#waiting.pop();
    for (; next !== undefined && this.#left >= 0; next = this.#waiting.pop()) {
      const { spot, id, isSure } = next;
      for (const leaf of spot.leaves) this.#take(leaf, { type: spot.type, id }, isSure && leaf.isSure);
    }
    this.isWhole = this.#left >= 0;
  }

  /** Comes to a name of an object, which a set may hold by being it. */
  #enter(spot: Spot | undefined, id: string, isSure: boolean): void {
    if (spot === undefined || !this.#descents.isWorth(spot)) return;
    let seen = this.#seen.get(spot);
    if (seen === undefined) this.#seen.set(spot, (seen = new Map()));
    const before = seen.get(id);
    if (before === true || before === isSure) return;
    seen.set(id, isSure);
    const { kind } = this.#descents;
    if (kind.relation !== undefined && spot.type === kind.type && spot.name === kind.relation) this.#found(id, isSure);
    this.#waiting.push({ spot, id, isSure });
  }

  #take(leaf: Leaf, object: ObjectRef, isSure: boolean): void {
    switch (leaf.kind) {
      case "name":
        return this.#enter(leaf.spot, object.id, isSure);
      case "self":
        if (object.type === this.#descents.kind.type && this.#descents.kind.relation === undefined)
          this.#found(object.id, isSure);
        return;
      case "arrow":
        if (![...leaf.targets.values()].some((spot) => this.#descents.isWorth(spot))) return;
        for (const tuple of this.#tuples(object, leaf)) {
          const { subject, policy } = tuple;
          this.#enter(leaf.targets.get(subject.type), subject.id, isSure && policy === undefined);
        }
        return;
      case "this":
        for (const { subject, policy } of this.#tuples(object, leaf)) {
          if (!isSubjectSet(subject)) this.#subject(subject, isSure && policy === undefined);
          else
            this.#enter(
              this.#descents.spot(subject.type, subject.relation),
              subject.id,
              isSure && policy === undefined,
            );
        }
    }
  }

  #tuples(object: ObjectRef, leaf: Extract<Leaf, { readonly kind: "this" | "arrow" }>): readonly Tuple[] {
    const tuples = this.#descents.tuples(object, leaf);
    this.#left -= tuples.length;
    return tuples;
  }

  #subject(subject: ObjectRef, isSure: boolean): void {
    const { type, relation } = this.#descents.kind;
    if (subject.type !== type || relation !== undefined) return;
    if (isWildcard(subject)) this.cover.raiseAll(truthOf(isSure));
    else this.#found(subject.id, isSure);
  }

  #found(id: string, isSure: boolean): void {
    if (id !== WILDCARD) this.cover.raise(id, truthOf(isSure));
  }
}

function truthOf(isSure: boolean): Truth {
  return isSure ? TRUE : UNKNOWN;
}
