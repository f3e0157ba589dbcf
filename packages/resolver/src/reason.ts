import {
  FALSE,
  isSubjectSet,
  sameSubject,
  TRUE,
  type Arrow,
  type Computed,
  type JsonObject,
  type Missing,
  type ObjectRef,
  type Rewrite,
  type Truth,
  type Tuple,
} from "@relata/model";
import type { Evaluation } from "./evaluation.ts";
import type { NamedReason, PolicyStep, Reason, Step, TupleStep } from "./explanation.ts";
import { PENDING } from "./graph.ts";
import { setNode, tuplesAt } from "./held-directly.ts";
import { holds } from "./holds.ts";
import { PathMap } from "./path-map.ts";
import { shallowest } from "./shallowest.ts";

interface Target {
  readonly object: ObjectRef;
  readonly target: string | Arrow;
}

/** The reason for an answer, read off an evaluation that has settled it. Cost: the names that decided it, each once. */
export function reasonFor(evaluation: Evaluation): Reason {
  return new Reasoner(evaluation).reason();
}

/** Walks the names that an answer rests on, from the permission asked for, and writes down each one's step. */
class Reasoner {
  readonly #evaluation: Evaluation;
  readonly #seen = new PathMap<true>();
  readonly #waiting: Target[] = [];

  constructor(evaluation: Evaluation) {
    this.#evaluation = evaluation;
  }

  reason(): Reason {
    const { subject, object, permission } = this.#evaluation.question;
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
    switch (rewrite.kind) {
      case "this":
        return this.#direct(truth, object, relation);
      case "computed":
        return this.#name(object, rewrite.relation);
      case "arrow":
        return this.#arrow(truth, rewrite, object);
      case "union":
      case "intersection": {
        const parts = rewrite.of.map((part) => this.#step(part, object, relation));
        return { kind: rewrite.kind, truth, of: parts.filter((part) => part.truth === truth) };
      }
      case "exclusion": {
        const from = this.#step(rewrite.from, object, relation);
        if (from.truth === FALSE) return { kind: "exclusion", truth, from };
        return { kind: "exclusion", truth, from, less: this.#step(rewrite.less, object, relation) };
      }
      case "nil":
        return { kind: "nil", truth };
      case "self":
        return { kind: truth === TRUE ? "identity" : "not_self", truth };
      case "when": {
        const parts = [this.#step(rewrite.of, object, relation), this.#policy(rewrite.policy, {}, object)];
        return { kind: "intersection", truth, of: parts.filter((part) => part.truth === truth) };
      }
    }
  }

  #direct(truth: Truth, object: ObjectRef, relation: string): Step {
    const at = this.#evaluation.place(object, relation);
    const { named, sets } = tuplesAt(at);
    const steps: Step[] = named.map((tuple) => this.#named(tuple, object));
    for (const tuple of sets) {
      const node = setNode(tuple.subject, at);
      if (node === undefined || node === PENDING || !isSubjectSet(tuple.subject)) continue;
      steps.push(this.#tuple(tuple, object, [this.#name(tuple.subject, tuple.subject.relation)]));
    }
    const shown = steps.filter((step) => step.truth === truth);
    if (truth === FALSE && named.length === 0) shown.push({ kind: "no_tuple", truth, object, relation });
    return { kind: "union", truth, of: shown };
  }

  #named(tuple: Tuple, object: ObjectRef): Step {
    const { now } = this.#evaluation.question;
    if (tuple.from !== undefined && now < tuple.from) return { kind: "absent", truth: FALSE, tuple, why: "too_early" };
    if (tuple.until !== undefined && now >= tuple.until) return { kind: "absent", truth: FALSE, tuple, why: "expired" };
    return this.#tuple(tuple, object, []);
  }

  #arrow(truth: Truth, arrow: Arrow, object: ObjectRef): Step {
    const tuples = this.#evaluation.graph.objects(object, arrow.relation);
    const existing = tuples === PENDING ? [] : tuples.filter((tuple) => this.#evaluation.exists(tuple));
    const steps = existing.map((tuple) => this.#tuple(tuple, object, this.#granted(tuple.subject, arrow.target)));
    const { relation, quantifier } = arrow;
    const of = steps.filter((step) => step.truth === truth);
    return { kind: "arrow", truth, object, relation, quantifier, target: targetName(arrow.target), of };
  }

  #granted(object: ObjectRef, target: Computed | Arrow): readonly Step[] {
    const name = target.kind === "computed" ? target.relation : target;
    if (this.#evaluation.node(object, name) === undefined) return [{ kind: "nil", truth: FALSE }];
    return [this.#name({ type: object.type, id: object.id }, name)];
  }

  /** The tuple with its policy, if it has one, and what else it depends on: true where all of it is. */
  #tuple(tuple: Tuple, object: ObjectRef, further: readonly Step[]): TupleStep {
    const { policy } = tuple;
    const policies = policy === undefined ? [] : [this.#policy(policy.name, policy.parameters, object)];
    const parts = [...policies, ...further];
    let truth: Truth = this.#evaluation.exists(tuple) ? TRUE : FALSE;
    for (const part of parts) truth = part.truth < truth ? part.truth : truth;
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
    return this.#evaluation.valueOf(object, target).low;
  }

  #value(rewrite: Rewrite, object: ObjectRef, relation: string): Truth {
    return this.#evaluation.settle(() => holds(rewrite, this.#evaluation.place(object, relation))).low;
  }
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
