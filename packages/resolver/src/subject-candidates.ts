import {
  compareText,
  earlier,
  FALSE,
  sameJson,
  TRUE,
  UNKNOWN,
  WILDCARD,
  type Decision,
  type Instant,
  type Json,
  type Model,
} from "@relata/model";
import { check } from "./check.ts";
import { PENDING, type Graph, type Pending } from "./graph.ts";
import type { Limits } from "./limits.ts";
import type { Candidates, Grant } from "./list.ts";
import type { SeveralOfSubjects } from "./list-subjects.ts";
import type { Question } from "./question.ts";
import { coverOf } from "./reach/cover-of.ts";
import type { Cover } from "./reach/cover.ts";
import { Descents } from "./reach/descend.ts";
import { LiveTuples } from "./reach/live-tuples.ts";
import { mentioned } from "./reach/mentioned.ts";
import { waysOf } from "./reach/ways.ts";
import { allowed, ofGeneric, UNNAMED } from "./unnamed.ts";

/** What one run knows of the subjects of the kind. */
export class SubjectCandidates implements Candidates {
  readonly ids: readonly string[];
  readonly rest: readonly Grant[] | Pending;
  readonly #model: Model;
  readonly #graph: Graph;
  readonly #before: number;
  readonly #question: SeveralOfSubjects;
  readonly #limits: Limits;
  readonly #live: LiveTuples;
  readonly #covers = new Map<string, Cover>();
  readonly #decided = new Map<string, readonly Grant[] | Pending>();
  #until: Instant | undefined;
  /** Ids that only their attributes may tell from the rest. */
  readonly #unmentioned = new Set<string>();

  constructor(model: Model, graph: Graph, question: SeveralOfSubjects, limits: Limits) {
    this.#model = model;
    this.#graph = graph;
    this.#before = graph.pendingCount;
    this.#question = question;
    this.#limits = limits;
    const { object, permissions, now, type, relation } = question;
    const kind = { type, ...(relation !== undefined && { relation }) };
    this.#live = new LiveTuples(waysOf(model).index, now);
    const descents = new Descents(waysOf(model), graph, this.#live, kind);
    for (const permission of permissions)
      this.#covers.set(permission, coverOf(waysOf(model), descents, object, permission));
    this.ids = this.#candidates();
    this.rest = relation === undefined ? this.#generic() : [];
  }

  get until(): Instant | undefined {
    return earlier(this.#live.until, this.#until);
  }

  decide(id: string): readonly Grant[] | Pending {
    const known = this.#decided.get(id) ?? this.#granted(id, (cover) => cover.of(id));
    this.#decided.set(id, known);
    return known;
  }

  /** What is granted as much as the rest, and is mentioned nowhere, is part of it. */
  isNamed(id: string): boolean {
    if (!this.#unmentioned.has(id) || this.rest === PENDING) return true;
    const granted = this.decide(id);
    return granted === PENDING || !sameGrants(this.#asGeneric(granted, id), this.rest);
  }

  #candidates(): readonly string[] {
    const ids = new Set<string>();
    for (const [permission, cover] of this.#covers) {
      for (const id of cover.ids()) ids.add(id);
      if (cover.rest === UNKNOWN) this.#tellApart(permission, ids);
    }
    for (const id of ids) this.#unmentioned.delete(id);
    return [...ids, ...this.#unmentioned].sort(compareText);
  }

  /** Finds whatever may be granted otherwise than a subject that nothing names. */
  #tellApart(permission: string, ids: Set<string>): void {
    const { object, type } = this.#question;
    const found = mentioned(waysOf(this.#model), this.#graph, this.#live, { object, target: permission }, type);
    for (const id of found.ids) ids.add(id);
    const all = found.readsSubject ? this.#graph.ids(type) : [];
    if (all !== PENDING) for (const id of all) this.#unmentioned.add(id);
  }

  /** Another id stands for the generic one where the object asked about is that one: see `UNNAMED`. */
  #generic(): readonly Grant[] | Pending {
    const { type, object } = this.#question;
    const id = object.type === type && object.id === WILDCARD ? UNNAMED : WILDCARD;
    const granted = this.#granted(id, (cover) => cover.rest);
    return granted === PENDING ? PENDING : this.#asGeneric(granted, id);
  }

  #asGeneric(granted: readonly Grant[], id: string): readonly Grant[] {
    return granted.map((grant) => ({ ...grant, decision: ofGeneric(grant.decision, this.#question.type, id) }));
  }

  #granted(id: string, truthIn: (cover: Cover) => number): readonly Grant[] | Pending {
    const granted: Grant[] = [];
    let isPending = false;
    for (const [permission, cover] of this.#covers) {
      const truth = truthIn(cover);
      if (truth === FALSE) continue;
      const decision: Decision | Pending = truth === TRUE ? allowed(this.#live.until) : this.#check(permission, id);
      if (decision === PENDING) isPending = true;
      else {
        this.#until = earlier(this.#until, decision.validUntil);
        if (decision.outcome !== "denied") granted.push({ permission, decision });
      }
    }
    return isPending ? PENDING : granted;
  }

  #check(permission: string, id: string): Decision | Pending {
    const { permissions: _, type, relation, resource = {}, ...asked } = this.#question;
    const subject = { type, id, ...(relation !== undefined && { relation }) };
    const question: Question = { ...asked, permission, subject: [subject], resource };
    const before = this.#graph.pendingCount;
    try {
      const decision = check(this.#model, this.#graph, question, this.#limits);
      return this.#graph.pendingCount === before ? decision : PENDING;
    } catch (error) {
      // What fails for want of data says nothing: the others can still say what they want loaded.
      if (this.#graph.pendingCount === this.#before) throw error;
      return PENDING;
    }
  }
}

/** Why not their `validUntil`: another id may be told of the same for longer. */
function sameGrants(some: readonly Grant[], others: readonly Grant[]): boolean {
  return sameJson(some.map(timeless), others.map(timeless));
}

function timeless({ permission, decision }: Grant): Json {
  const missing = decision.outcome === "conditional" ? decision.missing : [];
  return [permission, decision.outcome, missing.map(({ path, of }) => [path, of?.type ?? null, of?.id ?? null])];
}
