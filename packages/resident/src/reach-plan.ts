import { indexModel, variantsOf, type Model, type ModelIndex, type Rewrite } from "@relata/model";
import { PathMap } from "@relata/resolver";
import type { Closures } from "./closures.ts";
import type { Edges } from "./edges.ts";
import type { Expressions } from "./expressions.ts";
import type { Holds } from "./named.ts";
import type { ResidentGraph } from "./resident-graph.ts";
import { ALLOWED, DENIED } from "./verdict.ts";

/** What must also be so of the object, for a step to count. */
export interface Test {
  readonly holds: Holds;
  readonly wanted: typeof ALLOWED | typeof DENIED;
}

/** A step from what holds to what then holds: on the same object, or, over edges, on the objects that they lead back to. */
export interface Step {
  readonly into: Place;
  readonly edges?: Edges;
  readonly tests: readonly Test[];
}

/** Where a walk begins: tuples that name the subject or its wildcard, or groups of a kind. */
export interface Start extends Step {
  readonly edges: Edges;
  /** The place of the kind among the groups of closures; -1 where subjects are plain. */
  readonly group: number;
}

/** A relation or permission of a type, as a walk meets it. */
export class Place {
  readonly steps: Step[] = [];
  /** By object the walk that was here last. */
  #marks = new Int32Array(16);

  /** Whether this walk is here for the first time. */
  enter(object: number, walk: number): boolean {
    if (object >= this.#marks.length) {
      const larger = new Int32Array(Math.max(object + 1, this.#marks.length * 2));
      larger.set(this.#marks);
      this.#marks = larger;
    }
    if (this.#marks[object] === walk) return false;
    this.#marks[object] = walk;
    return true;
  }

  isEntered(object: number, walk: number): boolean {
    return object < this.#marks.length && this.#marks[object] === walk;
  }
}

export interface ReachParts {
  readonly model: Model;
  readonly graph: ResidentGraph;
  readonly closures: Closures;
  readonly expressions: Expressions;
  readonly subjectType: string;
}

/**
 * The way back from a subject of one type to the objects on which it holds a name: the leaves of all expressions that the name is made of,
 * turned around. Of an intersection one operand is walked, and the others are tests; of an exclusion the left.
 */
export class ReachPlan {
  readonly starts: Start[] = [];
  readonly goal: Place;
  /** Whether something in it is not walked: policies, and objects that are their own subjects. */
  isOpen = false;
  readonly #index: ModelIndex;
  readonly #parts: ReachParts;
  readonly #places = new PathMap<Place>();

  constructor(parts: ReachParts, type: string, name: string) {
    this.#parts = parts;
    this.#index = indexModel(parts.model);
    this.goal = this.#place(type, name);
  }

  #place(type: string, name: string): Place {
    const known = this.#places.get([type, name]);
    if (known !== undefined) return known;
    const made = new Place();
    this.#places.set([type, name], made);
    const rewrite = this.#index.types.get(type)?.rewrites.get(name);
    if (rewrite !== undefined) this.#walk(rewrite, type, name, made, []);
    return made;
  }

  #walk(rewrite: Rewrite, type: string, name: string, into: Place, tests: readonly Test[]): void {
    switch (rewrite.kind) {
      case "this":
        return this.#walkTuples(type, name, into, tests);
      case "computed":
        this.#place(type, rewrite.relation).steps.push({ into, tests });
        return;
      case "arrow":
        return this.#walkArrow(rewrite, type, name, into, tests);
      case "union":
        for (const part of rewrite.of) this.#walk(part, type, name, into, tests);
        return;
      case "intersection": {
        const [first, ...others] = rewrite.of;
        const further = others.map((part) => this.#test(part, type, name, ALLOWED));
        if (first !== undefined) this.#walk(first, type, name, into, [...tests, ...further]);
        return;
      }
      case "exclusion":
        this.#walk(rewrite.from, type, name, into, [...tests, this.#test(rewrite.less, type, name, DENIED)]);
        return;
      case "nil":
        return;
      case "self":
        this.isOpen ||= type === this.#parts.subjectType;
        return;
      case "when":
        this.isOpen = true;
        return;
    }
  }

  #test(part: Rewrite, type: string, name: string, wanted: Test["wanted"]): Test {
    return { holds: this.#parts.expressions.expression(part, type, name), wanted };
  }

  #walkTuples(type: string, relation: string, into: Place, tests: readonly Test[]): void {
    const { graph, closures, subjectType } = this.#parts;
    const variants = variantsOf(this.#index, type, relation);
    for (const { type: of, relation: as } of variants) {
      if (as === undefined && of !== subjectType) continue;
      const edges = graph.edges(type, relation, of, as);
      const group = as === undefined ? -1 : closures.placeOf(of, as);
      if (as !== undefined && group < 0) this.#place(of, as).steps.push({ into, edges, tests });
      else this.starts.push({ into, edges, tests, group });
    }
  }

  #walkArrow(
    arrow: Extract<Rewrite, { kind: "arrow" }>,
    type: string,
    name: string,
    into: Place,
    tests: readonly Test[],
  ): void {
    const { graph } = this.#parts;
    const { relation, quantifier, target } = arrow;
    // Why itself: that one object grants, says nothing of the others.
    const all = quantifier === "all" ? [...tests, this.#test(arrow, type, name, ALLOWED)] : tests;
    const variants = variantsOf(this.#index, type, relation);
    for (const { type: of, relation: as } of variants) {
      const edges = graph.edges(type, relation, of, as);
      const step = { into, edges, tests: all };
      if (target.kind === "computed") this.#place(of, target.relation).steps.push(step);
      else {
        const between = new Place();
        between.steps.push(step);
        this.#walkArrow(target, of, name, between, []);
      }
    }
  }
}
