import { compareText, earlier, FALSE, TRUE, WILDCARD, type Decision, type Instant, type Model } from "@relata/model";
import { both, YES, type Bounds } from "./bounds.ts";
import { decide } from "./check.ts";
import { Evaluation } from "./evaluation.ts";
import { PENDING, type Graph, type Pending } from "./graph.ts";
import type { Limits } from "./limits.ts";
import type { Candidates, Grant, Granted } from "./list.ts";
import type { SeveralOfObjects } from "./list-objects.ts";
import { anyReads } from "./policy-reads.ts";
import { Climb } from "./reach/climb.ts";
import { LiveTuples } from "./reach/live-tuples.ts";
import type { Reached } from "./reach/reached.ts";
import { Scope } from "./reach/scope.ts";
import type { Spot } from "./reach/spot.ts";
import { waysOf } from "./reach/ways.ts";
import { allowed, ofGeneric, UNNAMED } from "./unnamed.ts";

/** What one run knows of the objects of the type, and the evaluations that all of them share. */
export class ObjectCandidates implements Candidates {
  readonly ids: readonly string[];
  readonly rest: readonly Grant[] | Pending;
  readonly #graph: Graph;
  readonly #before: number;
  readonly #question: SeveralOfObjects;
  /** Those that may grant, of each permission; missing where only its scope says which do. */
  readonly #reached = new Map<string, Reached>();
  readonly #evaluations = new Map<string, readonly Evaluation[]>();
  readonly #decided = new Map<string, readonly Grant[] | Pending>();
  readonly #scope: Scope | undefined;
  readonly #live: LiveTuples;
  #until: Instant | undefined;

  constructor(model: Model, graph: Graph, question: SeveralOfObjects, limits: Limits) {
    this.#graph = graph;
    this.#before = graph.pendingCount;
    this.#question = question;
    this.#evaluate(model, limits);
    const { type, scope, now } = question;
    this.#live = new LiveTuples(waysOf(model).index, now);
    this.#scope = scope === undefined ? undefined : new Scope(this.#live, graph, scope);
    const inScope = this.#scope?.few(type);
    if (inScope === undefined) this.#climb(model);
    this.ids = inScope ?? this.#reachedIds();
    this.rest = inScope === undefined ? this.#generic() : [];
  }

  get until(): Instant | undefined {
    return earlier(this.#live.until, this.#until);
  }

  decide(id: string): readonly Grant[] | Pending {
    const known = this.#decided.get(id) ?? this.#decide(id);
    this.#decided.set(id, known);
    return known;
  }

  isNamed(): boolean {
    return true;
  }

  /** Why not one for all permissions where a policy reads the action: it is the permission asked for. */
  #evaluate(model: Model, limits: Limits): void {
    const { permissions, type, subject, ...asked } = this.#question;
    const object = { type, id: UNNAMED };
    const shared = new Map<string, readonly Evaluation[]>();
    for (const permission of permissions) {
      const action = anyReads(model, "action") ? permission : "";
      const evaluations =
        shared.get(action) ??
        subject.map((one) => {
          const question = { ...asked, permission, object, resource: {}, subject: one };
          return new Evaluation(model, this.#graph, question, limits);
        });
      shared.set(action, evaluations);
      this.#evaluations.set(permission, evaluations);
    }
  }

  /** All references of an `all of` must be allowed, so what the first one reaches is enough. */
  #climb(model: Model): void {
    const { permissions, type } = this.#question;
    const ways = waysOf(model);
    for (const evaluations of new Set(this.#evaluations.values())) {
      const [first] = evaluations;
      if (first === undefined) continue;
      const targets = new Map<string, Spot>();
      for (const permission of permissions) {
        const spot = ways.spot(type, permission);
        if (spot !== undefined && this.#evaluations.get(permission) === evaluations) targets.set(permission, spot);
      }
      const climb = new Climb(ways, first, this.#live, [...targets.values()]);
      for (const [permission, spot] of targets) this.#reached.set(permission, climb.of(spot));
    }
  }

  /** Every id of the type where the wildcard object may grant: each may be told from the generic one. */
  #reachedIds(): readonly string[] {
    const ids = new Set<string>();
    for (const reached of this.#reached.values()) for (const id of reached.ids()) ids.add(id);
    if ([...this.#reached.values()].some(({ isEvery }) => isEvery)) {
      const all = this.#graph.ids(this.#question.type);
      if (all !== PENDING) for (const id of all) ids.add(id);
    }
    return [...ids].sort(compareText);
  }

  #decide(id: string): readonly Grant[] | Pending {
    const isIn = this.#scope?.has({ type: this.#question.type, id }) ?? true;
    if (isIn !== true) return isIn === PENDING ? PENDING : [];
    return this.#granted(
      id,
      (reached) => reached.isSure(id) || reached.isSure(WILDCARD),
      (reached) => reached.has(id) || reached.isEvery,
    );
  }

  /**
   * What holds of every id of the type that nothing names. Where the question itself speaks of `T:*`, another id stands
   * for them: else all the rest would be taken for the one generic object that was asked about.
   */
  #generic(): readonly Grant[] | Pending {
    const { type, subject } = this.#question;
    const isIn = this.#scope?.has({ type, id: WILDCARD }) ?? true;
    if (isIn !== true) return isIn === PENDING ? PENDING : [];
    const isAsked = subject.some((one) => one.type === type && one.id === WILDCARD);
    const id = isAsked ? UNNAMED : WILDCARD;
    const granted = this.#granted(
      id,
      (reached) => reached.isSure(WILDCARD),
      (reached) => reached.isEvery,
    );
    return granted === PENDING
      ? PENDING
      : granted.map((grant) => ({ ...grant, decision: ofGeneric(grant.decision, type, id) }));
  }

  #granted(
    id: string,
    isSure: (reached: Reached) => boolean,
    may: (reached: Reached) => boolean,
  ): readonly Grant[] | Pending {
    const granted: Grant[] = [];
    let isPending = false;
    for (const [permission, evaluations] of this.#evaluations) {
      const reached = this.#reached.get(permission);
      if (reached !== undefined && !may(reached)) continue;
      const isAllowed = reached !== undefined && evaluations.length === 1 && isSure(reached);
      const decision: Decision | Pending = isAllowed
        ? allowed(this.#live.until)
        : this.#ask(permission, evaluations, id);
      if (decision === PENDING) isPending = true;
      else {
        this.#until = earlier(this.#until, decision.validUntil);
        if (decision.outcome !== "denied") granted.push({ permission, decision: this.#inScope(decision) });
      }
    }
    return isPending ? PENDING : granted;
  }

  /** What lies in a scope may leave it before its own decision changes. */
  #inScope(decision: Granted): Granted {
    const until = this.#scope === undefined ? undefined : earlier(decision.validUntil, this.#live.until);
    return until === undefined ? decision : { ...decision, validUntil: until };
  }

  #ask(permission: string, evaluations: readonly Evaluation[], id: string): Decision | Pending {
    const root = { object: { type: this.#question.type, id }, permission };
    const bounds = evaluations.map((evaluation) => evaluation.answer(root)).reduce<Bounds>(both, YES);
    if (this.#graph.pendingCount === this.#before) return decide(root, evaluations);
    // Invariant: what is decided without what is still to come stays so. It counts only towards how far a page may reach.
    if (bounds.low === TRUE) return { outcome: "allowed" };
    return bounds.high === FALSE ? { outcome: "denied" } : PENDING;
  }
}
