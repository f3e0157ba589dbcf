import type { DecidingClause, PolicyScope, PolicyVerdict } from "@relata/abac";
import {
  admits,
  Failure,
  formatObject,
  inWindow,
  nextEdge,
  isSubjectSet,
  sameObject,
  sameSubject,
  type Arrow,
  type Instant,
  type JsonObject,
  type Model,
  type ObjectRef,
  type Rewrite,
  type SubjectRef,
  type Tuple,
} from "@relata/model";
import { exactly, NO, UNDECIDED, YES, type Bounds } from "./bounds.ts";
import { Node, type Equation } from "./equation.ts";
import { PENDING, type Graph, type Pending } from "./graph.ts";
import { holds } from "./holds.ts";
import type { Limits } from "./limits.ts";
import type { Memberships } from "./memberships.ts";
import { PathMap } from "./path-map.ts";
import { policiesOf, type PolicyShelf } from "./policy-shelf.ts";
import { DEFAULT_BUDGET, type Root, type SingleQuestion } from "./question.ts";
import type { Place, Reading } from "./reading.ts";
import { shapeOf, type Shape } from "./shape.ts";
import { Solver } from "./solver.ts";
import { knownAttributes } from "./known-attributes.ts";

/**
 * One question being answered: its nodes, each made and settled once, and the values that policies see. It lives for
 * one pass over one graph and is then forgotten; nothing in it outlives the question.
 */
export class Evaluation implements Reading {
  readonly shape: Shape;
  readonly graph: Graph;
  readonly question: SingleQuestion;
  readonly #solver: Solver;
  readonly #named = new PathMap<Node>();
  readonly #steps = new Map<Arrow, PathMap<Node>>();
  readonly #policies: PolicyShelf;
  readonly #budget: number;
  #root: Root;
  #memberships: Memberships | undefined;
  #left: number;

  constructor(model: Model, graph: Graph, question: SingleQuestion, limits: Limits = {}) {
    const { budget = DEFAULT_BUDGET, work } = limits;
    this.shape = shapeOf(model);
    this.graph = graph;
    this.question = question;
    this.#policies = policiesOf(model);
    this.#budget = this.#left = budget;
    this.#root = question;
    this.#solver = new Solver(() => {
      if (work !== undefined) work.nodes++;
      if (this.#left-- === 0) throw overBudget(this.#root, budget);
    });
  }

  get subject(): SubjectRef {
    return this.question.subject;
  }

  /**
   * The answer to the question itself, or about another root under the same circumstances, its action among them. Each
   * root has the whole budget, and nodes that an earlier one visited are free. An evaluation whose budget was passed is not
   * asked again: it was left in the middle.
   */
  answer(root: Root = this.question): Bounds {
    this.#root = root;
    this.#left = this.#budget;
    return this.valueOf(root.object, root.permission);
  }

  /** The instant before which time alone leaves the answer as it is; undefined for never. */
  until(root: Root = this.question): Instant | undefined {
    return this.node(root.object, root.permission)?.until;
  }

  /** The settled bounds of a name, or of what lies behind an arrow. */
  valueOf(object: ObjectRef, target: string | Arrow): Bounds {
    const node = this.node(object, target);
    return node === undefined ? NO : this.#solver.value(node);
  }

  /** The settled bounds of any expression, for whoever explains an answer. Not counted against the budget. */
  settle(equation: () => Equation): Bounds {
    this.#left++;
    return this.#solver.value(new Node(equation));
  }

  /** From here on nothing is counted: an answer is there, and is being explained. */
  endBudget(): void {
    this.#left = Number.POSITIVE_INFINITY;
  }

  memberships(): Memberships | Pending {
    if (this.#memberships !== undefined) return this.#memberships;
    const answer = this.graph.memberships(this.subject, this.shape.groups);
    if (answer !== PENDING) this.#memberships = answer;
    return answer;
  }

  node(object: ObjectRef, target: string | Arrow): Node | undefined {
    const type = this.shape.index.types.get(object.type);
    if (typeof target === "string") {
      const rewrite = type?.rewrites.get(target);
      if (rewrite === undefined) return undefined;
      const make = () => new Node(() => this.#equation(rewrite, object, target));
      return this.#named.entry([object.type, object.id, target], make);
    }
    if (type?.relations.has(target.relation) !== true) return undefined;
    const make = () => new Node(() => holds(target, this.place(object, target.relation)));
    let steps = this.#steps.get(target);
    if (steps === undefined) this.#steps.set(target, (steps = new PathMap()));
    return steps.entry([object.type, object.id], make);
  }

  place(object: ObjectRef, relation: string): Place {
    return { reading: this, object, relation, negated: false };
  }

  exists(tuple: Tuple): boolean {
    if (!admits(this.shape.index, tuple)) return false;
    return (tuple.from === undefined && tuple.until === undefined) || this.#isOpen(tuple);
  }

  /** Why apart: most tuples have no window, and pay nothing for those that have one. */
  #isOpen(tuple: Tuple): boolean {
    const { now } = this.question;
    const edge = nextEdge(tuple, now);
    if (edge !== undefined) this.#solver.note(edge);
    return inWindow(tuple, now);
  }

  contribution(tuple: Tuple, object: ObjectRef): Bounds {
    if (!this.exists(tuple)) return NO;
    return tuple.policy === undefined ? YES : truthOf(this.verdict(tuple.policy.name, tuple.policy.parameters, object));
  }

  policy(name: string, object: ObjectRef): Bounds {
    return truthOf(this.verdict(name, {}, object));
  }

  /** What the policy says at the object, under the parameters of the tuple that carries it. */
  verdict(name: string, parameters: JsonObject, object: ObjectRef): PolicyVerdict | Pending {
    const policy = this.#policies.at(name, object.type);
    const scope = this.#scope(parameters, object);
    if (scope === PENDING) return PENDING;
    const verdict = policy(scope);
    if (verdict.until !== undefined) this.#solver.note(verdict.until);
    return verdict;
  }

  /** The clauses of the policy that made it true or false there, for whoever explains. */
  decidingClauses(name: string, parameters: JsonObject, object: ObjectRef): readonly DecidingClause[] {
    const scope = this.#scope(parameters, object);
    return scope === PENDING ? [] : this.#policies.decidingClauses(name, object.type, scope);
  }

  #scope(parameters: JsonObject, object: ObjectRef): PolicyScope | Pending {
    const resource = this.graph.attributes(object);
    const subject = isSubjectSet(this.subject) ? {} : this.graph.attributes(this.subject);
    if (resource === PENDING || subject === PENDING) return PENDING;
    const supplied = sameObject(object, this.question.object) ? this.question.resource : {};
    return {
      resource: knownAttributes(this.shape.index, object.type, resource, supplied),
      subject,
      context: this.question.context,
      parameters,
      action: this.question.permission,
      now: this.question.now,
    };
  }

  /** A set holds for itself, at every sub-question and without tuples; otherwise the rewrite decides. */
  *#equation(rewrite: Rewrite, object: ObjectRef, relation: string): Equation {
    if (sameSubject(this.subject, { ...object, relation })) return YES;
    return yield* holds(rewrite, this.place(object, relation));
  }
}

function truthOf(verdict: PolicyVerdict | Pending): Bounds {
  return verdict === PENDING ? UNDECIDED : exactly(verdict.truth);
}

function overBudget({ permission, object }: Root, budget: number): Failure {
  return new Failure(
    "budget_exceeded",
    `the evaluation of \`${permission}\` on \`${formatObject(object)}\` visits more than ${budget} nodes; raise the budget, or flatten the model`,
    { details: { budget } },
  );
}
