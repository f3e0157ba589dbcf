import type { ChangeLog, Consistency, ConsistencyToken, MaybePromise } from "@relata/store";
import { nextTurn } from "../next-turn.ts";
import { chained } from "./chained.ts";
import type { FollowedGraph } from "./followed-graph.ts";
import { Hold } from "./hold.ts";
import { Looks } from "./looks.ts";
import type { OwnWrites, PlainWrite } from "./own-writes.ts";
import { Turn } from "./turn.ts";

export interface FollowingParts {
  readonly log: ChangeLog;
  /** Whether the log answers at once. */
  readonly isSynchronous: boolean;
  readonly own: OwnWrites;
  /** Called after the graph went on. May throw: then it is lost. */
  readonly grown: () => void;
  /** Called with what kept the graph from going on. */
  readonly stopped: (error: unknown) => void;
}

/**
 * Keeps a graph at the log. Law: what it answers for a read is of a state that the store might have read from.
 *
 * On a synchronous store it is looked once per turn of the event loop whether the log has grown. On an asynchronous one the graph follows what
 * it is told, and waits for own writes, and for what is asked to be the latest.
 */
export class Following {
  readonly graph: FollowedGraph;
  readonly #parts: FollowingParts;
  readonly #stopListening: () => void;
  readonly #looked = new Turn();
  readonly #hold = new Hold();
  readonly #looks = new Looks(() => this.#goOn());
  /** Own writes that are in the graph for sure. Why none of the first: it is looked before the first answer. */
  #seen = -1;
  #isCatchingUp = false;
  #isOver = false;

  constructor(graph: FollowedGraph, parts: FollowingParts) {
    this.graph = graph;
    this.#parts = parts;
    // Why not where it is looked in each turn anyway: whoever listens keeps the process alive.
    this.#stopListening = parts.isSynchronous ? () => undefined : parts.log.listen(() => void this.#looks.next());
    for (const token of parts.own.transactions.tokens) void this.#find(token);
  }

  /** The graph for a read of that state; undefined where the store is to be asked. @throws Failure of a token, as the store has */
  at(consistency: Consistency = "fast"): MaybePromise<FollowedGraph | undefined> {
    if (consistency === "fast") return this.#isFresh ? this.graph : this.#takeOwn();
    if (consistency === "latest") return this.#look();
    if ("exactly" in consistency) return this.#exactly(consistency.exactly);
    return chained(this.#parts.log.numberOf(consistency.atLeast), (number) =>
      !this.#isOver && number <= this.graph.place.number ? this.graph : this.#look(),
    );
  }

  /** The same, and the graph stays at that state until it must go on: 100 ms at most. */
  async hold(consistency?: Consistency): Promise<FollowedGraph | undefined> {
    for (;;) {
      // Why not while the log waits: it would wait for as long as views are opened.
      if (this.#hold.isDue && this.#hold.leftMs === 0) await this.#look();
      const graph = this.#hold.isDue ? undefined : await this.at(consistency);
      const { leftMs } = this.#hold;
      if (graph !== undefined) this.#hold.begin();
      if (graph !== undefined || leftMs === 0) return graph;
      await new Promise((resolve) => setTimeout(resolve, leftMs));
    }
  }

  close(): void {
    this.#isOver = true;
    this.#stopListening();
  }

  get #isFresh(): boolean {
    const { own, isSynchronous } = this.#parts;
    // Why the last: a transaction of the application may commit at any moment of a turn, and nobody tells.
    return own.count === this.#seen && (!isSynchronous || this.#looked.isMarked) && own.transactions.isEmpty;
  }

  #exactly(token: ConsistencyToken): MaybePromise<FollowedGraph | undefined> {
    // Why a look, where it costs nothing: a state may be forgotten that is the newest no more.
    const held = this.#parts.isSynchronous ? this.#goOn() : this.graph;
    return chained(held, (graph) => (graph?.place.token === token ? graph : undefined));
  }

  /** Whether a write in a transaction of the application is in what was loaded: the log will not tell it again. */
  async #find(token: ConsistencyToken): Promise<void> {
    const { log, own } = this.#parts;
    try {
      const number = await log.numberOf(token);
      if (number <= this.graph.place.number) own.transactions.met(token);
    } catch {
      // It may be committed yet, or never: until that is known, each question looks.
    }
  }

  /** Where all that is missing are own writes that are known, where they stand is enough: each that comes next is taken. */
  #takeOwn(): MaybePromise<FollowedGraph | undefined> {
    const { own, log } = this.#parts;
    const isKnown = this.#seen >= 0 && log.numberedWrite !== undefined && own.transactions.isEmpty;
    const writes = isKnown ? own.after(this.#seen) : undefined;
    return writes === undefined || writes.length === 0 ? this.#look() : this.#take(writes, own.count);
  }

  async #take(writes: readonly PlainWrite[], count: number): Promise<FollowedGraph | undefined> {
    const { log, grown } = this.#parts;
    const numbered = await Promise.all(
      writes.map(async (write) => ({ write, at: await log.numberedWrite?.(write.token) })),
    );
    if (this.#isOver) return undefined;
    // Why not while views are open: the graph stays at their state.
    if (this.#hold.leftMs > 0) return this.#look();
    numbered.sort((a, b) => (a.at?.number ?? 0) - (b.at?.number ?? 0));
    const isWhole = numbered.every(({ write, at }) => at !== undefined && this.graph.take(write, at));
    try {
      grown();
    } catch (error) {
      return this.#stop(error);
    }
    return isWhole ? this.#fresh(count) : this.#look();
  }

  #look(): MaybePromise<FollowedGraph | undefined> {
    return this.#parts.isSynchronous ? this.#goOn() : this.#looks.next();
  }

  /** Looks whether the log has grown, and goes on. Never fails: what is wrong with the store, the store says. */
  #goOn(): MaybePromise<FollowedGraph | undefined> {
    if (this.#isOver) return undefined;
    const { count } = this.#parts.own;
    try {
      const reached = chained(this.#parts.log.newest(), (newest) => this.#reach(newest, count));
      return reached instanceof Promise ? reached.catch((error: unknown) => this.#stop(error)) : reached;
    } catch (error) {
      return this.#stop(error);
    }
  }

  #reach(newest: number, count: number): MaybePromise<FollowedGraph | undefined> {
    if (newest === this.graph.place.newest) return this.#fresh(count);
    const { leftMs } = this.#hold;
    if (leftMs > 0) {
      this.#hold.isDue = true;
      // Why: nobody may ask again, and what is told must not wait for longer.
      setTimeout(() => void this.#look(), leftMs).unref();
      return undefined;
    }
    return chained(this.#follow(), (isLast) => {
      if (isLast) return this.#fresh(count);
      void this.#catchUp();
      return undefined;
    });
  }

  #follow(): MaybePromise<boolean> {
    this.#hold.isDue = false;
    const { log, own, grown } = this.#parts;
    const followed = this.graph.follow(log, (token) => own.transactions.met(token));
    return chained(followed, (isLast) => {
      grown();
      return isLast;
    });
  }

  #fresh(count: number): FollowedGraph | undefined {
    if (this.#isOver) return undefined;
    this.#seen = Math.max(this.#seen, count);
    this.#parts.own.forget(this.#seen);
    this.#parts.own.transactions.sweep();
    if (this.#parts.isSynchronous) this.#looked.mark();
    return this.graph;
  }

  /** What is far behind goes on turn by turn; the store answers meanwhile. */
  async #catchUp(): Promise<void> {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    try {
      while (!this.#isOver && this.#hold.leftMs === 0 && !(await this.#follow())) await nextTurn();
    } catch (error) {
      this.#stop(error);
    } finally {
      this.#isCatchingUp = false;
    }
  }

  #stop(error: unknown): undefined {
    if (!this.#isOver) this.#parts.stopped(error);
    return undefined;
  }
}
