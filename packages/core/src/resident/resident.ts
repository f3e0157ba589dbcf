import type { Model } from "@relata/model";
import { storeClosed, type Consistency, type ConsistencyToken, type MaybePromise, type Store } from "@relata/store";
import { nextTurn } from "../next-turn.ts";
import { chained } from "./chained.ts";
import { Lost, type FollowedGraph } from "./followed-graph.ts";
import { Hold } from "./hold.ts";
import { loadGraph, OverBudget } from "./load-graph.ts";
import { Looks } from "./looks.ts";
import { OwnTransactions } from "./own-transactions.ts";
import type { ResidentLimits } from "./resident-options.ts";
import { OFF, type ResidentState, type ResidentStatus } from "./resident-status.ts";
import { Turn } from "./turn.ts";

/** After a failure, so long until the store is read again. */
const PAUSE_MS = 1_000;

export interface ResidentParts {
  readonly store: Store;
  readonly model: Model;
  readonly limits: ResidentLimits;
  /** Bytes that are left for its graph, of those that all may take together. */
  readonly room: () => number;
}

/**
 * The graph of a store in memory, kept at the log. It is a cache of the store, and never its rival: what it cannot answer as the store
 * would, the store is asked.
 *
 * On a synchronous store it is looked once per turn of the event loop whether the log has grown. On an asynchronous one the graph follows what
 * it is told, and waits for its own writes, and for what is asked to be the latest.
 */
export class Resident {
  readonly #parts: ResidentParts;
  #graph: FollowedGraph | undefined;
  #state: ResidentState = "loading";
  #loading: Promise<void> | undefined;
  /** Not before this is the store read again. */
  #notBefore = -Infinity;
  /** Of a graph that there was no room for. */
  #bytes = 0;
  #isSynchronous = false;
  #stopListening: (() => void) | undefined;
  #isClosed = false;
  /** Writes of this engine, and how many of them are in the graph for sure. */
  #writes = 0;
  #seen = 0;
  readonly #own = new OwnTransactions();
  readonly #looked = new Turn();
  /** While a transaction of the application may commit at any moment of the turn, to have looked once is not enough. */
  readonly #uncertain = new Turn();
  readonly #hold = new Hold();
  readonly #looks = new Looks(() => this.#goOn());
  #isCatchingUp = false;

  constructor(parts: ResidentParts) {
    this.#parts = parts;
  }

  get status(): ResidentStatus {
    const { maxBytes } = this.#parts.limits;
    const graph = this.#graph;
    if (graph === undefined) return { ...OFF, state: this.#state, maxBytes, bytes: this.#bytes };
    const { bytes, place } = graph;
    return { state: "resident", bytes, maxBytes, tuples: graph.graph.size, revision: place.number };
  }

  /** Bytes of the graph that is held. */
  get bytes(): number {
    return this.#graph?.bytes ?? 0;
  }

  /**
   * Reads the store, where that is yet to be done, and answers once it has been.
   *
   * @throws Failure as the store has
   */
  async ready(): Promise<ResidentStatus> {
    if (this.#graph === undefined) await (this.#loading ?? this.#load());
    return this.status;
  }

  /**
   * The graph for a read of that state; undefined where the store is to be asked.
   *
   * @throws Failure of a token that must be in it, as the store has
   */
  at(consistency: Consistency = "fast"): MaybePromise<FollowedGraph | undefined> {
    const graph = this.#graph;
    if (graph === undefined) return this.#begin();
    if (consistency === "fast") return this.#isFresh ? graph : this.#look();
    if (consistency === "latest") return this.#look();
    if ("exactly" in consistency)
      return chained(this.#isSynchronous ? this.#goOn() : graph, (held) =>
        held?.place.token === consistency.exactly ? held : undefined,
      );
    const { log } = this.#parts.store;
    return chained(log.numberOf(consistency.atLeast), (number) =>
      this.#graph === graph && number <= graph.place.number ? graph : this.#look(),
    );
  }

  /** The same, and the graph stays at that state until it must go on: 100 ms at most. */
  async hold(consistency?: Consistency): Promise<FollowedGraph | undefined> {
    for (;;) {
      const graph = await this.at(consistency);
      if (graph !== undefined) {
        this.#hold.begin();
        return graph;
      }
      const { leftMs } = this.#hold;
      if (leftMs === 0 || this.#graph === undefined) return undefined;
      await new Promise((resolve) => setTimeout(resolve, leftMs));
    }
  }

  /** Whether that is the graph, and it is still at that state. @throws Failure `closed` */
  isAt(graph: FollowedGraph, token: ConsistencyToken): boolean {
    if (this.#isClosed) throw storeClosed();
    return this.#graph === graph && graph.place.token === token;
  }

  /** Says that this engine wrote. */
  wrote(): void {
    this.#writes++;
  }

  /** Says that this engine wrote in a transaction of the application, which may commit at any time. */
  wroteInside(token: ConsistencyToken): void {
    this.#writes++;
    this.#uncertain.mark();
    this.#own.add(token);
  }

  /** Frees the graph. The store is read again when it is next asked for, unless it is for good. */
  drop(isForGood = false): void {
    this.#graph = undefined;
    this.#state = isForGood ? "off" : "over_budget";
    this.#notBefore = isForGood ? Infinity : performance.now() + PAUSE_MS * 10;
    this.#isClosed ||= isForGood;
    this.#stopListening?.();
    this.#stopListening = undefined;
  }

  get #isFresh(): boolean {
    if (this.#writes !== this.#seen) return false;
    return this.#isSynchronous ? this.#looked.isMarked && !this.#uncertain.isMarked : this.#own.isEmpty;
  }

  #look(): MaybePromise<FollowedGraph | undefined> {
    return this.#isSynchronous ? this.#goOn() : this.#looks.next();
  }

  /** Looks whether the log has grown, and goes on. Never fails: what is wrong with the store, the store says. */
  #goOn(): MaybePromise<FollowedGraph | undefined> {
    const graph = this.#graph;
    if (graph === undefined) return undefined;
    const writes = this.#writes;
    try {
      const reached = chained(this.#parts.store.log.newest(), (newest) => this.#reach(graph, newest, writes));
      return reached instanceof Promise ? reached.catch((error: unknown) => this.#unreached(error)) : reached;
    } catch (error) {
      return this.#unreached(error);
    }
  }

  #reach(graph: FollowedGraph, newest: number, writes: number): MaybePromise<FollowedGraph | undefined> {
    if (newest === graph.place.newest) return this.#fresh(graph, writes);
    const { leftMs } = this.#hold;
    if (leftMs > 0) {
      // Why: nobody may ask again, and what is told must not wait for longer.
      setTimeout(() => void this.#look(), leftMs).unref();
      return undefined;
    }
    return chained(this.#follow(graph), (isLast) => {
      if (this.#graph !== graph) return undefined;
      if (isLast) return this.#fresh(graph, writes);
      void this.#catchUp(graph);
      return undefined;
    });
  }

  #follow(graph: FollowedGraph): MaybePromise<boolean> {
    return chained(
      graph.follow(this.#parts.store.log, (token) => this.#own.met(token)),
      (isLast) => {
        if (graph.bytes <= this.#parts.room()) return isLast;
        throw new OverBudget(graph.bytes);
      },
    );
  }

  #fresh(graph: FollowedGraph, writes: number): FollowedGraph {
    this.#seen = Math.max(this.#seen, writes);
    this.#own.sweep();
    if (this.#isSynchronous) this.#looked.mark();
    return graph;
  }

  /** What is far behind goes on turn by turn; the store answers meanwhile. */
  async #catchUp(graph: FollowedGraph): Promise<void> {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      while (this.#graph === graph && this.#hold.leftMs === 0 && !(await this.#follow(graph))) await nextTurn();
    } catch (error) {
      this.#unreached(error);
    } finally {
      this.#isCatchingUp = false;
    }
  }

  #unreached(error: unknown): undefined {
    const isLost = error instanceof Lost || (error as { readonly code?: unknown }).code === "snapshot_expired";
    if (error instanceof OverBudget) {
      this.drop();
      this.#bytes = error.bytes;
    } else if (isLost) {
      this.drop();
      this.#notBefore = -Infinity;
      this.#begin();
    }
    return undefined;
  }

  #begin(): undefined {
    if (this.#loading === undefined && performance.now() >= this.#notBefore) this.#load().catch(() => undefined);
    return undefined;
  }

  #load(): Promise<void> {
    this.#state = "loading";
    this.#loading = this.#tryToLoad().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #tryToLoad(): Promise<void> {
    const { store, model, limits, room } = this.#parts;
    try {
      const graph = await loadGraph(store, model, limits, room);
      if (this.#isClosed) return;
      const newest = store.log.newest();
      this.#isSynchronous = !(newest instanceof Promise);
      await newest;
      this.#graph = graph;
      this.#bytes = 0;
      this.#seen = -1;
      if (!this.#isSynchronous) this.#stopListening = store.log.listen(() => void this.#looks.next());
    } catch (error) {
      if (error instanceof OverBudget) {
        this.#state = "over_budget";
        this.#bytes = error.bytes;
        this.#notBefore = Infinity;
        return;
      }
      this.#state = "failed";
      this.#notBefore = performance.now() + PAUSE_MS;
      if (!(error instanceof Lost)) throw error;
    }
  }
}
