import type { Instant } from "@relata/model";
import type { Schema, Watch } from "@relata/core";
import type { Ruled } from "../rule.ts";

/** What rules are made of, again and again. */
export interface RulesSource<S extends Schema> {
  /** The rules of the newest state, and of the present. */
  readonly make: () => Promise<Ruled<S>>;
  /** What happens to the store from now on. */
  readonly watch: (signal: AbortSignal) => Watch;
  readonly present: () => Instant;
}

/** Where a policy turns over at every instant, rules are made no more often. */
const LEAST_MS = 1_000;
/** What a timer can wait for. */
const MOST_MS = 2 ** 31 - 1;

/**
 * The rules as they are, and then each time that they are others: after a write, where the window of a tuple opens or closes, and when
 * time may have made them too wide. However much is written while rules are made, they are made once more for all of it.
 *
 * Law: once it has told the rules of a state, no older state is told. From the first rules that are asked for until `return` it holds a
 * watch, and a timer.
 */
export class RulesWatch<S extends Schema> implements AsyncIterableIterator<Ruled<S>, undefined> {
  readonly #source: RulesSource<S>;
  readonly #end = new AbortController();
  readonly #told: AsyncGenerator<Ruled<S>, undefined>;
  #watched: Promise<void> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  #isStale = false;
  #wake: () => void = () => undefined;

  constructor(source: RulesSource<S>, signal?: AbortSignal) {
    this.#source = source;
    this.#told = this.#tell();
    const end = (): void => this.#end.abort();
    if (signal?.aborted === true) end();
    signal?.addEventListener("abort", end, { once: true });
    this.#end.signal.addEventListener("abort", () => {
      signal?.removeEventListener("abort", end);
      this.#wake();
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Ruled<S>, undefined>> {
    return this.#told.next();
  }

  /** Ends it, also while rules are being waited for, and frees what it holds. */
  async return(): Promise<IteratorResult<Ruled<S>, undefined>> {
    this.#end.abort();
    await this.#told.return(undefined);
    await this.#watched;
    return { done: true, value: undefined };
  }

  async *#tell(): AsyncGenerator<Ruled<S>, undefined> {
    if (this.#end.signal.aborted) return undefined;
    const watch = this.#source.watch(this.#end.signal);
    try {
      // Why first: once it has said where it begins, nothing is missed that is written while rules are made.
      await watch.next();
      this.#watched = this.#follow(watch);
      let known = "";
      while (!this.#end.signal.aborted) {
        this.#isStale = false;
        const ruled = await this.#source.make();
        const rules = JSON.stringify([ruled.rules, ruled.absent, String(ruled.validUntil)]);
        if (rules !== known) yield ruled;
        known = rules;
        await this.#staleness(ruled.validUntil);
        if (this.#failure !== undefined) throw this.#failure.error;
      }
    } finally {
      this.#end.abort();
      await watch.return();
      await this.#watched;
    }
    return undefined;
  }

  /** Until the rules may be others, or it is ended. */
  async #staleness(until: Instant | undefined): Promise<void> {
    if (this.#isStale || this.#end.signal.aborted || this.#failure !== undefined) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      if (until !== undefined) timer = setTimeout(resolve, this.#msTo(until));
    });
    clearTimeout(timer);
  }

  #msTo(until: Instant): number {
    const ms = Number((until - this.#source.present()) / 1_000_000n) + 1;
    return Math.min(Math.max(ms, LEAST_MS), MOST_MS);
  }

  async #follow(watch: Watch): Promise<void> {
    try {
      for await (const event of watch) {
        if (event.kind === "checkpoint") continue;
        this.#isStale = true;
        this.#wake();
      }
    } catch (error) {
      this.#failure = { error };
      this.#wake();
    }
  }
}
