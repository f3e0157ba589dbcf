import type { Place } from "../diagnostics/source-file.ts";
import type { ArrowSyntax, Expression, Member, NameSyntax, RelationSyntax, SubjectSyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";
import type { Arrows } from "./arrows.ts";
import { subjectText } from "./check-subjects.ts";

/**
 * What a relation or permission of a type is computed from. The node of an arrow, which stands between the member that
 * holds it and all that it leads to, has no member: it keeps the edges few where many arrows lead to many types.
 */
export interface Dependent {
  readonly type: TypeScope;
  readonly member: Member | undefined;
  readonly edges: Edge[];
  /** The wildcard among the tuples that count for it, if any. */
  wildcard: string | undefined;
}

export interface Edge {
  readonly to: Dependent;
  /** `same` stays on the object; `set` goes through a subject set, `arrow` through an arrow. */
  readonly through: "same" | "set" | "arrow";
  /** Whether it lies right of a `-`. */
  readonly excluded: boolean;
  readonly place: Place;
}

export interface DependencyGraph {
  readonly nodes: readonly Dependent[];
  /** What each written operand and subject set leads to; nothing for those that name what is not declared. */
  readonly targetOf: ReadonlyMap<Expression | SubjectSyntax, Dependent>;
}

/**
 * The graph of all members of all types: what each is computed from.
 *
 * ```text
 * permission view = viewer + parent->view     view → viewer (same), view → folder#view (arrow)
 * relation viewer: group#member               viewer → group#member (set), through the tuples of `viewer`
 * ```
 *
 * The left of an arrow makes no edge: it is followed by its stored tuples and never evaluated. Names that are not
 * declared are left out, as they are reported elsewhere. Cost: linear in the model and in where its arrows lead.
 */
export function dependencyGraph(scope: Scope, arrows: Arrows): DependencyGraph {
  return new Builder(scope, arrows).build();
}

class Builder {
  readonly #scope: Scope;
  readonly #arrows: Arrows;
  readonly #members = new Map<Member, Dependent>();
  readonly #ofArrows: Dependent[] = [];
  readonly #targetOf = new Map<Expression | SubjectSyntax, Dependent>();
  /** The nodes of arrows by type and written path; names hold no white space, so paths do not collide. */
  readonly #arrowNodes = new Map<TypeScope, Map<string, Dependent>>();

  constructor(scope: Scope, arrows: Arrows) {
    this.#scope = scope;
    this.#arrows = arrows;
  }

  build(): DependencyGraph {
    for (const type of this.#scope.types.values()) {
      for (const member of type.members.values()) {
        this.#members.set(member, { type, member, edges: [], wildcard: undefined });
      }
    }
    for (const [member, node] of this.#members) {
      if (member.rewrite !== undefined) this.#expression(member.rewrite, node, false);
      else if (member.kind === "relation") this.#tuples(member, node, false);
    }
    return { nodes: [...this.#members.values(), ...this.#ofArrows], targetOf: this.#targetOf };
  }

  /** Whatever stands right of a `-`, at any depth, is excluded: two `-` do not cancel out. */
  #expression(expression: Expression, node: Dependent, excluded: boolean): void {
    switch (expression.kind) {
      case "nil":
      case "self":
        return;
      case "this":
        if (node.member?.kind === "relation") this.#tuples(node.member, node, excluded);
        return;
      case "name":
        this.#edge(node, this.#found(expression, node.type, expression.name.text), {
          through: "same",
          excluded,
          place: expression.place,
        });
        return;
      case "arrow": {
        const to = this.#arrow(expression, node.type);
        this.#targetOf.set(expression, to);
        this.#edge(node, to, { through: "arrow", excluded, place: expression.place });
        return;
      }
      case "union":
      case "intersection":
        for (const operand of expression.of) this.#expression(operand, node, excluded);
        return;
      case "exclusion":
        this.#expression(expression.from, node, excluded);
        this.#expression(expression.less, node, true);
        return;
      case "when":
        this.#expression(expression.of, node, excluded);
    }
  }

  /** What the tuples of a relation can bring in: subject sets, and wildcards. */
  #tuples(relation: RelationSyntax, node: Dependent, excluded: boolean): void {
    for (const subject of relation.subjects) {
      if (subject.wildcard && !excluded) node.wildcard ??= subjectText({ ...subject, policy: undefined });
      this.#subjectSet(subject, node, excluded);
    }
  }

  #subjectSet(subject: SubjectSyntax, node: Dependent, excluded: boolean): void {
    const { type, relation, place } = subject;
    const found = this.#scope.types.get(type.text);
    if (found !== undefined && relation !== undefined) {
      this.#edge(node, this.#found(subject, found, relation.text), { through: "set", excluded, place });
    }
  }

  /** The node of an arrow, shared by all that write the same path on the same type. */
  #arrow(arrow: ArrowSyntax, type: TypeScope): Dependent {
    const path = pathOf(arrow);
    const nodes = this.#arrowNodes.get(type) ?? new Map<string, Dependent>();
    this.#arrowNodes.set(type, nodes);
    const known = nodes.get(path);
    if (known !== undefined) return known;
    const node: Dependent = { type, member: undefined, edges: [], wildcard: undefined };
    nodes.set(path, node);
    this.#ofArrows.push(node);
    for (const { types, target } of [...this.#arrows.steps(arrow, type)].slice(-1)) {
      for (const each of this.#arrows.holders(types, target.text)) {
        const to = this.#memberOf(each, target.text);
        this.#edge(node, to, { through: "arrow", excluded: false, place: target.place });
      }
    }
    return node;
  }

  /** The member that an operand or a subject set names, remembered for it. */
  #found(named: Expression | SubjectSyntax, type: TypeScope, name: string): Dependent | undefined {
    const to = this.#memberOf(type, name);
    if (to !== undefined) this.#targetOf.set(named, to);
    return to;
  }

  #memberOf(type: TypeScope, name: string): Dependent | undefined {
    const member = type.members.get(name);
    return member === undefined ? undefined : this.#members.get(member);
  }

  #edge(node: Dependent, to: Dependent | undefined, edge: Omit<Edge, "to">): void {
    if (to !== undefined) node.edges.push({ ...edge, to });
  }
}

/** Quantifiers do not matter to what depends on what. */
function pathOf(arrow: ArrowSyntax): string {
  const names: string[] = [];
  let step: ArrowSyntax | NameSyntax = arrow;
  for (; step.kind === "arrow"; step = step.target) names.push(step.relation.text);
  return [...names, step.name.text].join(" ");
}
