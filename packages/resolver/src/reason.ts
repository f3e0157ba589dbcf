import {
  FALSE,
  isSubjectSet,
  sameSubject,
  TRUE,
  UNKNOWN,
  type Arrow,
  type Computed,
  type Exclusion,
  type JsonObject,
  type Missing,
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
import type { Root } from "./question.ts";
import { shallowest } from "./shallowest.ts";

interface Target {
  readonly object: ObjectRef;
  readonly target: string | Arrow;
}

/** The reason for an answer, read off an evaluation that has settled it. Cost: the names that decided it, each once. */
export function reasonFor(evaluation: Evaluation, root: Root = evaluation.question): Reason {
  return new Reasoner(evaluation).reason(root);
}

/** Walks the names that an answer rests on, from the permission asked for, and writes down each one's step. */
class Reasoner {
  readonly #evaluation: Evaluation;
  readonly #seen = new PathMap<true>();
  readonly #waiting: Target[] = [];

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
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
    const { now } = this.#evaluation.question;
    const absent = (why: "too_early" | "expired"): Candidate => ({
      truth: FALSE,
      step: () => ({ kind: "absent", truth: FALSE, tuple, why }),
    });
    if (tuple.from !== undefined && now < tuple.from) return absent("too_early");
    if (tuple.until !== undefined && now >= tuple.until) return absent("expired");
    const truth = exact(this.#evaluation.contribution(tuple, object));
    return { truth, step: () => this.#tuple(truth, tuple, object, []) };
  }

  #arrow(truth: Truth, arrow: Arrow, object: ObjectRef): Step {
    const tuples = this.#evaluation.graph.objects(object, arrow.relation);
    const existing = tuples === PENDING ? [] : tuples.filter((tuple) => this.#evaluation.exists(tuple));
    const target = arrow.target.kind === "computed" ? arrow.target.relation : arrow.target;
    const candidates = existing.map((tuple) => this.#candidate(tuple, object, tuple.subject, target));
    const of = stepsOf(candidates.filter((candidate) => candidate.truth === truth));
    const { relation, quantifier } = arrow;
    return { kind: "arrow", truth, object, relation, quantifier, target: targetName(arrow.target), of };
  }

  /** A tuple that counts as far as the target holds behind it. Its step is made only where it is shown. */
  #candidate(tuple: Tuple, object: ObjectRef, behind: ObjectRef, target: string | Arrow): Candidate {
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
    const verdict = this.#evaluation.verdict(policy, parameters, object);
    if (verdict === PENDING) return { kind: "policy", truth: FALSE, policy, object, missing: [] };
    const missing = verdict.missing.map((path) => this.#missing(path, object));
    const { truth, problem } = verdict;
    return { kind: "policy", truth, policy, object, missing, ...(problem !== undefined && { problem }) };
  }

  #missing(path: string, object: ObjectRef): Missing {
    if (path.startsWith("resource.")) return { path, of: object };
    const { type, id } = this.#evaluation.subject;
    return path.startsWith("subject.") ? { path, of: { type, id } } : { path };
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

function stepsOf(candidates: readonly Candidate[]): readonly Step[] {
  return candidates.map(({ step }) => step());
}

/** The truth of what is decided; undefined for a paradox. */
function exact(value: Bounds): Truth | undefined {
  return isDecided(value) ? value.low : undefined;
}

/** A name, or the text of what lies behind an arrow, with blanks: no name holds one. */
function nameOf(target: string | Arrow): string {
  return typeof target === "string" ? target : targetName(target);
}

function targetName(target: Computed | Arrow): string {
  if (target.kind === "computed") return target.relation;
  const { relation, quantifier } = target;
  return quantifier === "any"
    ? `${relation} -> ${targetName(target.target)}`
    : `${relation} .all ${targetName(target.target)}`;
}
