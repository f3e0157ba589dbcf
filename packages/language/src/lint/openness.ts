import type { Dependent, DependencyGraph } from "../check/dependency-graph.ts";
import type { Expression, Member, SubjectSyntax } from "../parser/syntax.ts";
import { leastSets, type Component } from "./least-sets.ts";
import { intersectionOf, isEmpty, NO_NAME, unionOf, type NamesSet } from "./names-set.ts";

/** Which relations and permissions are open to every subject of a type, and through which others. */
export class Openness {
  readonly #targetOf: DependencyGraph["targetOf"];
  readonly #open: ReadonlyMap<Dependent, NamesSet>;

  constructor(graph: DependencyGraph, components: readonly Component[]) {
    this.#targetOf = graph.targetOf;
    this.#open = leastSets(components, (node, setOf) => this.#evaluate(node, setOf));
  }

  isOpen(node: Dependent): boolean {
    return !isEmpty(this.#setOf(node));
  }

  /** Whether the tuples of a relation count for it unnarrowed: not so with a rewrite that leaves `this` out. */
  countsTuples({ member }: Dependent): boolean {
    if (member?.kind !== "relation") return false;
    return member.rewrite === undefined || this.#openLeaves(member, member.rewrite).some(isThis);
  }

  /** The nodes that a node is open through. */
  partsOf({ member, edges }: Dependent): readonly Dependent[] {
    if (member === undefined) return edges.map(({ to }) => to).filter((to) => this.isOpen(to));
    const leaves = member.rewrite === undefined ? [] : this.#openLeaves(member, member.rewrite);
    const counts = member.kind === "relation" && (member.rewrite === undefined || leaves.some(isThis));
    const sets = counts ? member.subjects.filter(isUnnarrowed) : [];
    const parts = [...leaves, ...sets].map((part) => this.#targetOf.get(part));
    return parts.filter((to) => to !== undefined).filter((to) => this.isOpen(to));
  }

  #setOf(node: Dependent): NamesSet {
    return this.#open.get(node) ?? NO_NAME;
  }

  #evaluate({ member, edges }: Dependent, setOf: (node: Dependent) => NamesSet): NamesSet {
    if (member === undefined) return unionOf(edges.map(({ to }) => setOf(to)));
    const tuples = this.#tuples(member, setOf);
    return member.rewrite === undefined ? tuples : this.#expression(member.rewrite, tuples, setOf);
  }

  #tuples(member: Member, setOf: (node: Dependent) => NamesSet): NamesSet {
    if (member.kind === "permission") return NO_NAME;
    return unionOf(
      member.subjects.filter(isUnnarrowed).map((subject) => {
        const set = this.#targetOf.get(subject);
        if (set !== undefined) return setOf(set);
        return subject.wildcard ? new Set([subject.type.text]) : NO_NAME;
      }),
    );
  }

  #expression(expression: Expression, tuples: NamesSet, setOf: (node: Dependent) => NamesSet): NamesSet {
    switch (expression.kind) {
      case "this":
        return tuples;
      case "name":
      case "arrow": {
        const target = this.#targetOf.get(expression);
        return target === undefined ? NO_NAME : setOf(target);
      }
      case "union":
        return unionOf(expression.of.map((operand) => this.#expression(operand, tuples, setOf)));
      case "intersection":
        return intersectionOf(expression.of.map((operand) => this.#expression(operand, tuples, setOf)));
      case "nil":
      case "self":
      case "exclusion":
      case "when":
        return NO_NAME;
    }
  }

  /** The leaves of a rewrite that nothing narrows. */
  #openLeaves(member: Member, rewrite: Expression): readonly Expression[] {
    const setOf = (node: Dependent): NamesSet => this.#setOf(node);
    const tuples = this.#tuples(member, setOf);
    const leavesOf = (expression: Expression): readonly Expression[] => {
      switch (expression.kind) {
        case "this":
        case "name":
        case "arrow":
          return [expression];
        case "union":
          return expression.of.flatMap(leavesOf);
        case "intersection":
          return isEmpty(this.#expression(expression, tuples, setOf)) ? [] : expression.of.flatMap(leavesOf);
        case "nil":
        case "self":
        case "exclusion":
        case "when":
          return [];
      }
    };
    return leavesOf(rewrite);
  }
}

function isThis({ kind }: Expression): boolean {
  return kind === "this";
}

function isUnnarrowed({ policy }: SubjectSyntax): boolean {
  return policy === undefined;
}
