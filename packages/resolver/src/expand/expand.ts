import {
  admits,
  earlier,
  Failure,
  formatObject,
  inWindow,
  isSubjectSet,
  isWildcard,
  nextEdge,
  type Arrow,
  type Instant,
  type Model,
  type ObjectRef,
  type Rewrite,
  type Tuple,
} from "@relata/model";
import type { Limits } from "../limits.ts";
import { PENDING, type Graph } from "../graph.ts";
import { PathMap } from "../path-map.ts";
import { DEFAULT_BUDGET } from "../question.ts";
import { requireName } from "../require-name.ts";
import { shapeOf, type Shape } from "../shape.ts";
import { nameOf, targetName } from "../target-name.ts";
import type { ArrowLeaf, ArrowTree, Expansion, NameTree, Tree, TupleLeaf } from "./expansion.ts";

/** What is expanded: nobody asks, so no policy is evaluated. */
export interface ExpandQuestion {
  readonly object: ObjectRef;
  readonly permission: string;
  /** One level, whose leaves are names; or all that lies behind them, each name once. */
  readonly depth: "shallow" | "deep";
  readonly now: Instant;
}

/**
 * The expansion of a permission on an object, over a graph that may load on demand. Cost: the tuples of each relation that is
 * met, plain members included.
 *
 * @throws Failure `unknown_type`, `unknown_permission`; `budget_exceeded` where a deep one has more names than the budget
 */
export function expand(model: Model, graph: Graph, question: ExpandQuestion, limits: Limits = {}): Expansion {
  const { object, permission } = question;
  requireName(model, object.type, permission);
  return new Expander(shapeOf(model), graph, question, limits).expansion();
}

interface Target {
  readonly object: ObjectRef;
  readonly target: string | Arrow;
}

/** Walks the names that are met, breadth first, and writes down each one's tree. */
class Expander {
  readonly #shape: Shape;
  readonly #graph: Graph;
  readonly #question: ExpandQuestion;
  readonly #limits: Limits;
  readonly #seen = new PathMap<true>();
  readonly #waiting: Target[] = [];
  #until: Instant | undefined;

  constructor(shape: Shape, graph: Graph, question: ExpandQuestion, limits: Limits) {
    this.#shape = shape;
    this.#graph = graph;
    this.#question = question;
    this.#limits = limits;
  }

  expansion(): Expansion {
    const { object, permission, depth } = this.#question;
    const { budget = DEFAULT_BUDGET, work } = this.#limits;
    this.#name(object, permission);
    const size = () => (depth === "deep" ? this.#waiting.length : 1);
    const names = [];
    for (let i = 0; i < size(); i++) {
      if (work !== undefined) work.nodes++;
      if (i === budget) throw overBudget(this.#question, budget);
      const { object, target } = this.#waiting[i] as Target;
      names.push({ object, name: nameOf(target), tree: this.#treeOf(object, target) });
    }
    return { depth, names, ...(this.#until !== undefined && { validUntil: this.#until }) };
  }

  #treeOf(object: ObjectRef, target: string | Arrow): Tree {
    if (typeof target !== "string") return this.#arrow(target, object);
    return this.#tree(
      this.#shape.index.types.get(object.type)?.rewrites.get(target) ?? { kind: "nil" },
      object,
      target,
    );
  }

  /** Recursion is as deep as one expression of the model. */
  #tree(rewrite: Rewrite, object: ObjectRef, relation: string): Tree {
    const part = (of: Rewrite) => this.#tree(of, object, relation);
    switch (rewrite.kind) {
      case "this":
        return {
          kind: "tuples",
          object,
          relation,
          of: this.#tuples(object, relation).map((tuple) => this.#leaf(tuple)),
        };
      case "computed":
        return this.#name(object, rewrite.relation) ?? { kind: "nil" };
      case "arrow":
        return this.#arrow(rewrite, object);
      case "union":
      case "intersection":
        return { kind: rewrite.kind, of: rewrite.of.map(part) };
      case "exclusion":
        return { kind: "exclusion", from: part(rewrite.from), less: part(rewrite.less) };
      case "when":
        return { kind: "when", of: part(rewrite.of), policy: rewrite.policy, object };
      case "self":
        return { kind: "self", object };
      case "nil":
        return { kind: "nil" };
    }
  }

  /** The tuples that exist: those outside their windows, and those that the model does not admit, are no part of it. */
  #tuples(object: ObjectRef, relation: string): readonly Tuple[] {
    const tuples = this.#graph.objects(object, relation);
    const { now } = this.#question;
    return (tuples === PENDING ? [] : tuples).filter((tuple) => {
      if (!admits(this.#shape.index, tuple)) return false;
      this.#until = earlier(this.#until, nextEdge(tuple, now));
      return inWindow(tuple, now);
    });
  }

  #leaf(tuple: Tuple): TupleLeaf {
    const { subject } = tuple;
    const set = isSubjectSet(subject) ? this.#name(subject, subject.relation) : undefined;
    return { tuple, ...(set !== undefined && { set }) };
  }

  #arrow({ relation, quantifier, target }: Arrow, object: ObjectRef): ArrowTree {
    const behind = target.kind === "computed" ? target.relation : target;
    const leaves = new PathMap<ArrowLeaf & { readonly tuples: Tuple[] }>();
    const of: ArrowLeaf[] = [];
    for (const tuple of this.#tuples(object, relation)) {
      const { type, id } = tuple.subject;
      if (!isSubjectSet(tuple.subject) && isWildcard(tuple.subject)) continue;
      const leaf = leaves.entry([type, id], () => {
        const name = this.#name({ type, id }, behind);
        const made = { object: { type, id }, tuples: [], ...(name !== undefined && { target: name }) };
        of.push(made);
        return made;
      });
      leaf.tuples.push(tuple);
    }
    return { kind: "arrow", object, relation, quantifier, target: targetName(target), of };
  }

  /** Undefined where the type lacks it: then it holds nobody. */
  #name({ type, id }: ObjectRef, target: string | Arrow): NameTree | undefined {
    const definition = this.#shape.index.types.get(type);
    const has =
      typeof target === "string" ? definition?.rewrites.has(target) : definition?.relations.has(target.relation);
    if (has !== true) return undefined;
    const name = nameOf(target);
    this.#seen.entry([type, id, name], () => {
      this.#waiting.push({ object: { type, id }, target });
      return true;
    });
    return { kind: "name", object: { type, id }, name };
  }
}

function overBudget({ permission, object }: ExpandQuestion, budget: number): Failure {
  const what = `the expansion of \`${permission}\` on \`${formatObject(object)}\``;
  return new Failure(
    "budget_exceeded",
    `${what} has more than ${budget} names; raise the budget, or expand one level`,
    {
      details: { budget },
    },
  );
}
