import type { Model } from "@relata/model";
import {
  storeClosed,
  type Changes,
  type Consistency,
  type ConsistencyToken,
  type MaybePromise,
  type Store,
  type Written,
} from "@relata/store";
import { Lost, type FollowedGraph } from "./followed-graph.ts";
import { Following } from "./following.ts";
import { loadGraph, OverBudget } from "./load-graph.ts";
import { OwnWrites, toPlainWrite } from "./own-writes.ts";
import type { ResidentLimits } from "./resident-options.ts";
import { OFF, type ResidentState, type ResidentStatus } from "./resident-status.ts";

/** After a failure, so long until the store is read again. */
const PAUSE_MS = 1_000;

/** The same where the graph gave way to another. */
const LONG_PAUSE_MS = 10_000;

export interface ResidentParts {
  readonly store: Store;
  readonly model: Model;
  readonly limits: ResidentLimits;
  /** Bytes that are left for its graph, which takes so many or would, of those that all may take together. */
  readonly room: (bytes: number) => number;
  /** How often any of them was asked. */
  readonly uses: { count: number };
}

/**
 * The graph of a store in memory: loaded, kept at the log, dropped and loaded again. It is a cache of the store, and never its rival: what it
 * cannot answer as the store would, the store is asked.
 */
export class Resident {
  readonly #parts: ResidentParts;
  readonly #own = new OwnWrites();
  #following: Following | undefined;
  #state: ResidentState = "loading";
  #loading: Promise<void> | undefined;
  /** Not before this is the store read again. */
  #notBefore = -Infinity;
  /** Of a graph that is being read, or that there was no room for. */
  #bytes = 0;
  /** Which of the uses of all graphs was the last of this one. */
  #lastUse = 0;
  #isClosed = false;

  constructor(parts: ResidentParts) {
    this.#parts = parts;
  }

  get status(): ResidentStatus {
    const { maxBytes } = this.#parts.limits;
    const held = this.#following?.graph;
    if (held === undefined) return { ...OFF, state: this.#state, maxBytes, bytes: this.#bytes };
    const { bytes, place, graph } = held;
    return { state: "resident", bytes, maxBytes, tuples: graph.size, revision: place.number };
  }

  /** Bytes of the graph that is held, or that is being read. */
  get bytes(): number {
    return this.#following?.graph.bytes ?? (this.#loading === undefined ? 0 : this.#bytes);
  }

  get isHeld(): boolean {
    return this.#following !== undefined;
  }

  get lastUse(): number {
    return this.#lastUse;
  }

  /**
   * Reads the store, where that is yet to be done, and answers once it has been.
   *
   * @throws Failure as the store has
   */
  async ready(): Promise<ResidentStatus> {
    this.#lastUse = ++this.#parts.uses.count;
    if (this.#following === undefined && !this.#isClosed) await (this.#loading ?? this.#load());
    return this.status;
  }

  /**
   * The graph for a read of that state; undefined where the store is to be asked.
   *
   * @throws Failure of a token that must be in it, as the store has
   */
  at(consistency?: Consistency): MaybePromise<FollowedGraph | undefined> {
    this.#lastUse = ++this.#parts.uses.count;
    return this.#following === undefined ? this.#begin() : this.#following.at(consistency);
  }

  /** The same, and the graph stays at that state until it must go on: 100 ms at most. */
  async hold(consistency?: Consistency): Promise<FollowedGraph | undefined> {
    this.#lastUse = ++this.#parts.uses.count;
    return this.#following === undefined ? this.#begin() : this.#following.hold(consistency);
  }

  /** Whether that is the graph, and it is still at that state. @throws Failure `closed` */
  isAt(graph: FollowedGraph, token: ConsistencyToken): boolean {
    if (this.#isClosed) throw storeClosed();
    return this.#following?.graph === graph && graph.place.token === token;
  }

  /** Says that this engine wrote; what, where that is known. */
  wrote(changes?: Changes, written?: Written): void {
    const isTold = this.#parts.store.log.numberedWrite !== undefined && changes !== undefined && written !== undefined;
    this.#own.add(isTold ? toPlainWrite(changes, written) : undefined);
  }

  /** Says that this engine wrote in a transaction of the application, which may commit at any time. */
  wroteInside(token: ConsistencyToken): void {
    this.#own.addInside(token);
  }

  /** Frees the graph, so that there is room for another. It is read again some time later, when it is asked for. */
  giveWay(): void {
    this.#bytes = this.bytes;
    this.#drop("over_budget", LONG_PAUSE_MS);
  }

  /** Frees the graph for good. */
  close(): void {
    this.#isClosed = true;
    this.#drop("off", Infinity);
  }

  #drop(state: ResidentState, pauseMs: number): void {
    this.#following?.close();
    this.#following = undefined;
    this.#state = state;
    this.#notBefore = performance.now() + pauseMs;
  }

  #begin(): undefined {
    // Why dropped: the store says it too, when it is asked.
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
    const { store, model, limits } = this.#parts;
    const room = (bytes: number): number => this.#parts.room((this.#bytes = bytes));
    try {
      const graph = await loadGraph(store, model, limits, room);
      const newest = store.log.newest();
      await newest;
      if (this.#isClosed) return;
      this.#following = new Following(graph, {
        log: store.log,
        isSynchronous: !(newest instanceof Promise),
        own: this.#own,
        grown: () => this.#requireRoom(),
        stopped: (error) => this.#stopped(error),
      });
      this.#bytes = 0;
    } catch (error) {
      this.#stopped(error);
      if (!(error instanceof OverBudget) && !(error instanceof Lost)) throw error;
    }
  }

  /** @throws OverBudget */
  #requireRoom(): void {
    const { bytes } = this;
    if (bytes > this.#parts.room(bytes)) throw new OverBudget(bytes);
  }

  /** What the graph is lost by ends it; a store that does not answer leaves it where it is. */
  #stopped(error: unknown): void {
    if (error instanceof OverBudget) {
      // Why once more, where it had room before: names that nothing uses any more are kept as long as the graph.
      this.#drop("over_budget", this.#following === undefined ? Infinity : LONG_PAUSE_MS);
      this.#bytes = error.bytes;
    } else if (error instanceof Lost || (error as { readonly code?: unknown }).code === "snapshot_expired") {
      this.#drop("loading", 0);
    } else if (this.#following === undefined) {
      this.#drop("failed", PAUSE_MS);
    }
  }
}
