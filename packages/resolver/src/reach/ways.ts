import { indexModel, operands, type Arrow, type Model, type ModelIndex, type Rewrite } from "@relata/model";
import type { Use } from "../graph.ts";
import { PathMap } from "../path-map.ts";
import { leavesOf, type Site } from "./leaves-of.ts";
import type { Lead, Leaf, Spot, Start } from "./spot.ts";

interface Making extends Spot {
  leaves: readonly Leaf[];
  readonly leads: Lead[];
}

/**
 * By which steps one name leads to another, known from the model before any tuple is read. Made once for each model. Cost:
 * the size of the model.
 */
export class Ways {
  readonly index: ModelIndex;
  readonly #named = new PathMap<Making>();
  readonly #behind = new Map<Arrow, Map<string, Making>>();
  readonly #starts = new Map<string, Start[]>();
  readonly #waiting: Making[] = [];

  constructor(index: ModelIndex) {
    this.index = index;
    for (const [type, { rewrites }] of index.types) for (const name of rewrites.keys()) this.spot(type, name);
    for (let next = this.#waiting.pop(); next !== undefined; next = this.#waiting.pop()) this.#open(next);
  }

  /** The spot of a name, or of what lies behind an arrow; undefined where the type lacks it. */
  spot(type: string, name: string | Arrow): Spot | undefined {
    const of = this.index.types.get(type);
    if (typeof name === "string") {
      return of?.rewrites.has(name) === true
        ? this.#named.entry([type, name], () => this.#make(type, name))
        : undefined;
    }
    if (of?.relations.has(name.relation) !== true) return undefined;
    let behind = this.#behind.get(name);
    if (behind === undefined) this.#behind.set(name, (behind = new Map()));
    const known = behind.get(type) ?? this.#make(type, name);
    behind.set(type, known);
    return known;
  }

  /** Where a walk up from a plain subject of the type, or from all of them, may begin. */
  starts(type: string): readonly Start[] {
    return this.#starts.get(type) ?? [];
  }

  /** The leaves of a part of an expression. */
  leaves(rewrite: Rewrite, site: Site): readonly Leaf[] {
    return leavesOf(this, rewrite, site);
  }

  #make(type: string, name: string | Arrow): Making {
    const made: Making = { type, name, leaves: [], leads: [] };
    this.#waiting.push(made);
    return made;
  }

  #open(spot: Making): void {
    const { type, name } = spot;
    const rewrite = typeof name === "string" ? this.index.types.get(type)?.rewrites.get(name) : name;
    const relation = typeof name === "string" ? name : name.relation;
    if (rewrite !== undefined) {
      spot.leaves = leavesOf(this, rewrite, { type, relation });
      // Why: what is excluded leads nowhere, but is walked down, and all spots are made before any walk.
      for (const less of excludedBy(rewrite)) leavesOf(this, less, { type, relation });
    }
    for (const leaf of spot.leaves) this.#lead(leaf, spot);
  }

  /** Notes the leaf where what it reads begins. */
  #lead(leaf: Leaf, to: Spot): void {
    const { isSure } = leaf;
    if (leaf.kind === "name") leadsOf(leaf.spot).push({ to, isSure });
    if (leaf.kind === "self") this.#start(to.type, { to, isSure, by: "self" });
    if (leaf.kind !== "this" && leaf.kind !== "arrow") return;
    for (const { type, as, isWildcard } of leaf.of) {
      const use: Use = { type: to.type, relation: leaf.relation, ...(as !== undefined && { as }) };
      if (leaf.kind === "arrow") {
        if (!isWildcard) leadsOf(leaf.targets.get(type)).push({ to, isSure, by: { use, isThis: false } });
      } else if (as === undefined) this.#start(type, { to, isSure, use, by: isWildcard ? "wildcard" : "subject" });
      else leadsOf(this.spot(type, as)).push({ to, isSure, by: { use, isThis: true } });
    }
  }

  #start(type: string, start: Start): void {
    const starts = this.#starts.get(type);
    if (starts === undefined) this.#starts.set(type, [start]);
    else starts.push(start);
  }
}

function* excludedBy(rewrite: Rewrite): Generator<Rewrite> {
  if (rewrite.kind === "exclusion") yield rewrite.less;
  for (const part of operands(rewrite)) yield* excludedBy(part);
}

/** Why a cast: only the ways write to the leads of a spot, and only while they are made. */
function leadsOf(spot: Spot | undefined): Lead[] {
  return spot === undefined ? [] : (spot.leads as Lead[]);
}

const known = new WeakMap<Model, Ways>();

export function waysOf(model: Model): Ways {
  const made = known.get(model) ?? new Ways(indexModel(model));
  known.set(model, made);
  return made;
}
