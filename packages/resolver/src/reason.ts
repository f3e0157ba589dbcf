import {
  admits,
  FALSE,
  isSubjectSet,
  isWildcard,
  sameSubject,
  TRUE,
  UNKNOWN,
  type Arrow,
  type Exclusion,
  type JsonObject,
  type ObjectRef,
  type Rewrite,
  type Truth,
  type Tuple,
} from "@relata/model";
import { both, isDecided, type Bounds } from "./bounds.ts";
import type { Evaluation } from "./evaluation.ts";
import type { NamedReason, PolicyStep, Reason, Step, TupleStep } from "./explanation.ts";
import { PENDING } from "./graph.ts";
import { setNode, tuplesAt } from "./held-directly.ts";
import { holds } from "./holds.ts";
import { PathMap } from "./path-map.ts";
import { policyStep } from "./policy-step.ts";
import type { Root } from "./question.ts";
import { shallowest } from "./shallowest.ts";
import { nameOf, targetName } from "./target-name.ts";

interface Target {
  readonly object: ObjectRef;
  readonly target: string | Arrow;
}

/**
 * The reason for an answer, read off an evaluation that has settled it. Cost: the names that decided it, each once; with
 * clauses, another evaluation of each policy among them.
 */
export function reasonFor(
  evaluation: Evaluation,
  root: Root = evaluation.question,
  { clauses = false }: { readonly clauses?: boolean } = {},
): Reason {
  return new Reasoner(evaluation, clauses).reason(root);
}

/** Walks the names that an answer rests on, from the permission asked for, and writes down each one's step. */
class Reasoner {
  readonly #evaluation: Evaluation;
  readonly #withClauses: boolean;
  readonly #seen = new PathMap<true>();
  readonly #waiting: Target[] = [];

  constructor(evaluation: Evaluation, withClauses: boolean) {
    this.#evaluation = evaluation;
    this.#withClauses = withClauses;
  }

  reason({ object, permission }: Root): Reason {
    const { subject } = this.#evaluation;
    this.#name(object, permission);
    const names: NamedReason[] = [];
    for (let i = 0; i < this.#waiting.length; i++) {
      const { object, target } = this.#waiting[i] as Target;
      const truth = this.#truthOf(object, target);
      names.push({ object, name: nameOf(target), truth, step: this.#stepOf(object, target) });
    }
    return { subject, names: shallowest(names) };
  }

  #stepOf(object: ObjectRef, target: string | Arrow): Step {
    if (typeof target !== "string") return this.#step(target, object, target.relation);
    const rewrite = this.#evaluation.shape.index.types.get(object.type)?.rewrites.get(target) ?? { kind: "nil" };
    const isIdentity = sameSubject(this.#evaluation.subject, { ...object, relation: target });
    return isIdentity ? { kind: "identity", truth: TRUE } : this.#step(rewrite, object, target);
  }

  #step(rewrite: Rewrite, object: ObjectRef, relation: string): Step {
    const truth = this.#value(rewrite, object, relation);
    if (truth === undefined) return PARADOX;
    const partsOf = (parts: readonly Rewrite[]) =>
      parts
        .filter((part) => this.#value(part, object, relation) === truth)
        .map((part) => this.#step(part, object, relation));
    switch (rewrite.kind) {
      case "this":
        return this.#direct(truth, object, relation);
      case "computed":
        return this.#name(object, rewrite.relation);
      case "arrow":
        return this.#arrow(truth, rewrite, object);
      case "union":
      case "intersection":
        return { kind: rewrite.kind, truth, of: partsOf(rewrite.of) };
      case "exclusion":
        return this.#exclusion(truth, rewrite, object, relation);
      case "nil":
        return { kind: "nil", truth };
      case "self":
        return { kind: truth === TRUE ? "identity" : "not_self", truth };
      case "when": {
        const policy = this.#policy(rewrite.policy, {}, object);
        return {
          kind: "intersection",
          truth,
          of: [...partsOf([rewrite.of]), ...(policy.truth === truth ? [policy] : [])],
        };
      }
    }
  }

  /** Shows what matters: both sides of what is true, the unknown ones of what is unknown, and of what is false why. */
  #exclusion(truth: Truth, { from, less }: Exclusion, object: ObjectRef, relation: string): Step {
    const fromTruth = this.#value(from, object, relation);
    const isFromShown = truth === FALSE ? fromTruth === FALSE : fromTruth === truth;
    const isLessShown =
      truth === UNKNOWN ? this.#value(less, object, relation) === UNKNOWN : truth === TRUE || !isFromShown;
    return {
      kind: "exclusion",
      truth,
      ...(isFromShown && { from: this.#step(from, object, relation) }),
      ...(isLessShown && { less: this.#step(less, object, relation) }),
    };
  }

  #direct(truth: Truth, object: ObjectRef, relation: string): Step {
    const at = this.#evaluation.place(object, relation);
    const { named, sets } = tuplesAt(at);
    const candidates = [
      ...named.map((tuple) => this.#named(tuple, object)),
      ...sets.flatMap((tuple) => {
        const node = setNode(tuple.subject, at);
        if (node === undefined || node === PENDING || !isSubjectSet(tuple.subject)) return [];
        return [this.#candidate(tuple, object, tuple.subject, tuple.subject.relation)];
      }),
    ];
    const shown = stepsOf(candidates.filter((candidate) => candidate.truth === truth));
    const isNamed = truth !== FALSE || named.length > 0;
    return { kind: "union", truth, of: isNamed ? shown : [...shown, { kind: "no_tuple", truth, object, relation }] };
  }

  #named(tuple: Tuple, object: ObjectRef): Candidate {
    const why = this.#whyAbsent(tuple);
    if (why !== undefined) return absent(tuple, why);
    const truth = exact(this.#evaluation.contribution(tuple, object));
    return { truth, step: () => this.#tuple(truth, tuple, object, []) };
  }

  #whyAbsent({ from, until }: Tuple): "too_early" | "expired" | undefined {
    const { now } = this.#evaluation.question;
    if (from !== undefined && now < from) return "too_early";
    return until !== undefined && now >= until ? "expired" : undefined;
  }

  /** The objects that stand on the relation, and those that would grant but stand there at another time. */
  #arrow(truth: Truth, arrow: Arrow, object: ObjectRef): Step {
    const tuples = this.#evaluation.graph.objects(object, arrow.relation);
    const target = arrow.target.kind === "computed" ? arrow.target.relation : arrow.target;
    const over = (tuples === PENDING ? [] : tuples).filter(
      ({ subject }) => isSubjectSet(subject) || !isWildcard(subject),
    );
    const candidates = over.flatMap((tuple) => {
      if (this.#evaluation.exists(tuple)) return [this.#candidate(tuple, object, tuple.subject, target)];
      const why = this.#whyAbsent(tuple);
      return why !== undefined && this.#wouldGrant(tuple, tuple.subject, target) ? [absent(tuple, why)] : [];
    });
    const of = stepsOf(candidates.filter((candidate) => candidate.truth === truth));
    const { relation, quantifier } = arrow;
    return { kind: "arrow", truth, object, relation, quantifier, target: targetName(arrow.target), of };
  }

  /** Whether nothing but time keeps the tuple from granting. */
  #wouldGrant(tuple: Tuple, behind: ObjectRef, target: string | Arrow): boolean {
    const { shape } = this.#evaluation;
    return admits(shape.index, tuple) && exact(this.#evaluation.valueOf(behind, target)) === TRUE;
  }

  /** A tuple that counts as far as the target holds behind it. Its step is made only where it is shown. */
  #candidate(tuple: Tuple, object: ObjectRef, behind: ObjectRef, target: string | Arrow): Candidate {
    const why = this.#whyAbsent(tuple);
    if (why !== undefined && this.#wouldGrant(tuple, behind, target)) return absent(tuple, why);
    const granted = this.#evaluation.valueOf(behind, target);
    const truth = exact(both(this.#evaluation.contribution(tuple, object), granted));
    const lacks = this.#evaluation.node(behind, target) === undefined;
    const further = (): Step => (lacks ? { kind: "nil", truth: FALSE } : this.#name(behind, target));
    return { truth, step: () => this.#tuple(truth, tuple, object, [further()]) };
  }

  /** The tuple with its policy, if it has one, and what else it depends on: as much as shares its truth. */
  #tuple(truth: Truth | undefined, tuple: Tuple, object: ObjectRef, further: readonly Step[]): TupleStep {
    if (truth === undefined) return { kind: "tuple", truth: FALSE, tuple, of: [PARADOX] };
    const { policy } = tuple;
    const policies = policy === undefined ? [] : [this.#policy(policy.name, policy.parameters, object)];
    const parts = [...policies, ...further];
    return { kind: "tuple", truth, tuple, of: parts.filter((part) => part.truth === truth) };
  }

  #policy(policy: string, parameters: JsonObject, object: ObjectRef): PolicyStep {
    return policyStep(this.#evaluation, { policy, parameters, object }, this.#withClauses);
  }

  #name(object: ObjectRef, target: string | Arrow): Step {
    const name = nameOf(target);
    if (this.#seen.get([object.type, object.id, name]) === undefined) {
      this.#seen.set([object.type, object.id, name], true);
      this.#waiting.push({ object: { type: object.type, id: object.id }, target });
    }
    return { kind: "name", truth: this.#truthOf(object, target), object: { type: object.type, id: object.id }, name };
  }

  #truthOf(object: ObjectRef, target: string | Arrow): Truth {
    return exact(this.#evaluation.valueOf(object, target)) ?? FALSE;
  }

  #value(rewrite: Rewrite, object: ObjectRef, relation: string): Truth | undefined {
    return exact(this.#evaluation.settle(() => holds(rewrite, this.#evaluation.place(object, relation))));
  }
}

const PARADOX: Step = { kind: "paradox", truth: FALSE };

/** A tuple that may be shown: its truth first, and its step where it is. */
interface Candidate {
  /** Undefined for a paradox. */
  readonly truth: Truth | undefined;
  readonly step: () => Step;
}

function absent(tuple: Tuple, why: "too_early" | "expired"): Candidate {
  return { truth: FALSE, step: () => ({ kind: "absent", truth: FALSE, tuple, why }) };
}

function stepsOf(candidates: readonly Candidate[]): readonly Step[] {
  return candidates.map(({ step }) => step());
}

/** The truth of what is decided; undefined for a paradox. */
function exact(value: Bounds): Truth | undefined {
  return isDecided(value) ? value.low : undefined;
}
