import { FALSE, isSubjectSet, isWildcard, TRUE, WILDCARD, type ObjectRef, type Tuple } from "@relata/model";
import { isDecided } from "../bounds.ts";
import type { Evaluation } from "../evaluation.ts";
import { PENDING } from "../graph.ts";
import { PathMap } from "../path-map.ts";
import type { LiveTuples } from "./live-tuples.ts";
import { Reached } from "./reached.ts";
import { below } from "./relevant.ts";
import type { Lead, Spot, Start, Step } from "./spot.ts";
import type { Ways } from "./ways.ts";

interface At {
  readonly spot: Spot;
  readonly id: string;
}

/**
 * Walks up from the subject of an evaluation, along the steps that can lead to the targets and along no others. What is
 * reached by sure steps alone holds. What is not sure is asked of the evaluation before the walk goes on from there, and
 * left where it is denied; at a target from which nothing leads on it is left undecided.
 *
 * Law: an object that it does not reach does not grant, nor is its answer a failure. Cost: the tuples that lead to what it
 * reaches; of a wildcard object from which tuples lead on, every object of its type.
 */
export class Climb {
  readonly #evaluation: Evaluation;
  readonly #live: LiveTuples;
  readonly #before: number;
  readonly #relevant: ReadonlySet<Spot>;
  readonly #leads = new Map<Spot, readonly Lead[]>();
  readonly #reached = new Map<Spot, Reached>();
  readonly #sure: At[] = [];
  readonly #possible: At[] = [];
  #groups: PathMap<Tuple[]> | undefined;

  constructor(ways: Ways, evaluation: Evaluation, live: LiveTuples, targets: readonly Spot[]) {
    this.#evaluation = evaluation;
    this.#live = live;
    this.#before = evaluation.graph.pendingCount;
    this.#relevant = below(targets);
    this.#start(ways);
    for (;;) {
      const sure = this.#sure.pop();
      if (sure !== undefined) {
        this.#lead(sure, true);
        continue;
      }
      const possible = this.#possible.pop();
      if (possible === undefined) break;
      this.#decide(possible);
    }
  }

  of(spot: Spot): Reached {
    let reached = this.#reached.get(spot);
    if (reached === undefined) this.#reached.set(spot, (reached = new Reached()));
    return reached;
  }

  #start(ways: Ways): void {
    const { subject } = this.#evaluation;
    // Why not itself: a wildcard that is asked about is one subject, and no object of which every one were reached.
    const isItself = !isWildcard(subject);
    if (isSubjectSet(subject)) {
      const spot = ways.spot(subject.type, subject.relation);
      if (spot !== undefined && isItself) this.#reach(spot, subject.id, true);
      return;
    }
    for (const start of ways.starts(subject.type)) {
      if (this.#relevant.has(start.to) && (isItself || start.use !== undefined)) this.#startAt(start, subject);
    }
  }

  #startAt({ to, isSure, by, use }: Start, { type, id }: ObjectRef): void {
    if (use === undefined) this.#reach(to, id, isSure);
    else this.#follow({ type, id: by === "wildcard" ? WILDCARD : id }, { use, isThis: true }, to, isSure);
  }

  #reach(spot: Spot, id: string, isSure: boolean): void {
    if (!this.#relevant.has(spot) || !this.of(spot).note(id, isSure ? "sure" : "possible")) return;
    (isSure ? this.#sure : this.#possible).push({ spot, id });
  }

  #decide(at: At): void {
    const { spot, id } = at;
    if (this.of(spot).isSure(id) || this.#leadsOf(spot).length === 0) return;
    // Why not: a wildcard object stands for objects of which each may be answered otherwise.
    if (id === WILDCARD || typeof spot.name !== "string") return this.#lead(at, false);
    const root = { object: { type: spot.type, id }, permission: spot.name };
    const bounds = this.#evaluation.answer(root);
    this.#live.note(this.#evaluation.until(root));
    if (bounds.high === FALSE) this.of(spot).note(id, "denied");
    else if (bounds.low === TRUE) this.#reach(spot, id, true);
    // What waits for data is asked again once it is there.
    else if (isDecided(bounds) || this.#evaluation.graph.pendingCount === this.#before) this.#lead(at, false);
  }

  #lead({ spot, id }: At, isSure: boolean): void {
    const leads = this.#leadsOf(spot);
    for (const lead of leads) this.#take(lead, spot.type, id, isSure && lead.isSure);
    if (id !== WILDCARD || !leads.some(({ by }) => by !== undefined)) return;
    const ids = this.#evaluation.graph.ids(spot.type);
    if (ids !== PENDING) for (const one of ids) this.#reach(spot, one, isSure);
  }

  #leadsOf(spot: Spot): readonly Lead[] {
    const known = this.#leads.get(spot) ?? spot.leads.filter(({ to }) => this.#relevant.has(to));
    this.#leads.set(spot, known);
    return known;
  }

  #take({ to, by }: Lead, type: string, id: string, isSure: boolean): void {
    if (by === undefined) this.#reach(to, id, isSure);
    else if (id !== WILDCARD) this.#follow({ type, id }, by, to, isSure);
  }

  /** To the objects of the tuples of a use. */
  #follow(entity: ObjectRef, step: Step, to: Spot, isSure: boolean): void {
    for (const tuple of this.#live.among(this.#tuples(entity, step))) {
      this.#reach(to, tuple.object.id, isSure && tuple.policy === undefined);
    }
  }

  /** Who is in which groups comes in one answer, whatever their depth. */
  #tuples({ type, id }: ObjectRef, { use, isThis }: Step): readonly Tuple[] {
    if (isThis && this.#evaluation.shape.isGroup(use.type, use.relation)) {
      this.#groups ??= this.#groupsBySubject();
      return this.#groups.get([type, id, use.as ?? "", use.type, use.relation]) ?? [];
    }
    const tuples = this.#evaluation.graph.usages({ type, id }, use);
    return tuples === PENDING ? [] : tuples;
  }

  #groupsBySubject(): PathMap<Tuple[]> {
    const bySubject = new PathMap<Tuple[]>();
    const memberships = this.#evaluation.memberships();
    if (memberships === PENDING) return bySubject;
    for (const tuple of memberships.tuples) {
      const { object, relation, subject } = tuple;
      bySubject.entry([subject.type, subject.id, subject.relation ?? "", object.type, relation], () => []).push(tuple);
    }
    return bySubject;
  }
}
