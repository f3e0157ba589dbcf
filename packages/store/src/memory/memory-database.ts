import { compareText } from "@relata/model";
import type { LogChange } from "../change-log.ts";
import type { Consistency } from "../consistency.ts";
import type { Collected } from "../garbage.ts";
import { snapshotExpired, storeClosed, tokenNotReached } from "../refusals.ts";
import { formatToken, requireTokenOf, tokenOfAnother, type ConsistencyToken } from "../token.ts";
import type { Held } from "./memory-state.ts";
import { MemoryTenant } from "./memory-tenant.ts";

// Why: the room is pure and cannot make a random one. Tokens of two databases in memory are not told apart.
const STORE_ID = "memory----------------";

/** What a write must tell of itself. */
export interface Changed {
  /** In canonical order. */
  readonly changes: readonly LogChange[];
}

export type Committed<T> = T & { readonly at: number; readonly token: ConsistencyToken };

interface Listener {
  /** Of the store. */
  readonly name: string;
  readonly wake: () => void;
}

/** The stores of one database, and the order of their writes. A transaction's id is its number. */
export class MemoryDatabase {
  readonly #tenants = new Map<string, MemoryTenant>();
  readonly #listeners = new Set<Listener>();
  readonly #clock: () => number;
  #newest = 0;
  /** Up to this number history is forgotten. */
  #floor = 0;
  #closed = false;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** The newest number; 0 before the first write. */
  get newest(): number {
    return this.#newest;
  }

  /** Begins the store of that name with what it holds before the first write of all. */
  begin(name: string, held: Held): void {
    const tenant = new MemoryTenant(held);
    if (!tenant.isEmpty()) this.#tenants.set(name, tenant);
  }

  /** The store of that name as it is; of one that nothing was written to, an empty one. */
  tenant(name: string): MemoryTenant {
    this.requireOpen();
    return this.#tenants.get(name) ?? new MemoryTenant();
  }

  /** Gives the next number to a write, which must not fail. */
  commit<T extends Changed>(name: string, write: (tenant: MemoryTenant, number: number) => T): Committed<T> {
    const tenant = this.tenant(name);
    const [number, at] = [this.#newest + 1, this.#clock()];
    const written = write(tenant, number);
    tenant.record({ number, at, changes: written.changes });
    this.#tenants.set(name, tenant);
    this.#newest = number;
    this.#wake(name);
    return { ...written, at, token: this.token(number) };
  }

  token(number: number): ConsistencyToken {
    return formatToken({ storeId: STORE_ID, transactions: [number] });
  }

  /** The number of the newest write that the token names. @throws Failure `invalid_consistency_token`, `token_not_reached`, `snapshot_expired` */
  numberOf(name: string, token: ConsistencyToken): number {
    const number = Math.max(...this.#reached(name, token));
    this.tenant(name).requireHistory(number);
    if (number > 0 && !this.tenant(name).knows(number)) throw snapshotExpired(number, this.#floor);
    return number;
  }

  /** The number of the state that is to be read. */
  resolve(name: string, consistency: Consistency = "fast"): number {
    if (consistency === "fast" || consistency === "latest") return this.tenant(name).newest;
    if ("exactly" in consistency) return this.numberOf(name, consistency.exactly);
    this.#reached(name, consistency.atLeast);
    return this.tenant(name).newest;
  }

  names(): readonly string[] {
    this.requireOpen();
    return [...this.#tenants.keys()].sort(compareText);
  }

  delete(name: string): boolean {
    this.requireOpen();
    return this.#tenants.delete(name);
  }

  collect(before: number): Collected {
    this.requireOpen();
    const tenants = [...this.#tenants.values()];
    const kept = tenants.map((tenant) => tenant.after(this.#floor).find(({ at }) => at >= before)?.number);
    this.#floor = Math.min(...kept.map((number) => (number ?? Infinity) - 1), this.#newest);
    const counts = { tuples: 0, attributes: 0, transactions: 0, idempotencyKeys: 0 };
    for (const tenant of tenants) {
      const gone = tenant.forget(this.#floor);
      counts.transactions += gone.length;
      for (const change of gone.flatMap(({ changes }) => changes)) {
        if (change.kind === "model" || change.before === undefined) continue;
        counts[change.kind === "tuple" ? "tuples" : "attributes"]++;
      }
      counts.idempotencyKeys += tenant.keys.forget(before);
    }
    return { ...counts, oldest: this.#floor };
  }

  listen(name: string, wake: () => void): () => void {
    const listener = { name, wake };
    if (!this.#closed) this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
  }

  requireOpen(): void {
    if (this.#closed) throw storeClosed();
  }

  /** What the token names, all of which is there. @throws Failure `invalid_consistency_token`, `token_not_reached` */
  #reached(name: string, token: ConsistencyToken): readonly number[] {
    const { transactions, numbered = 0 } = requireTokenOf(STORE_ID, token);
    const tenant = this.tenant(name);
    const named = [numbered, ...transactions];
    for (const number of named) {
      if (number > this.#newest) throw tokenNotReached(0);
      // Why below the floor any will do: whose those were is forgotten.
      if (number > this.#floor && !tenant.knows(number)) throw tokenOfAnother();
    }
    return named;
  }

  /** Later, so that a writer neither waits for those who listen nor fails with them. */
  #wake(name: string): void {
    for (const listener of this.#listeners) if (listener.name === name) void this.#call(listener);
  }

  async #call(listener: Listener): Promise<void> {
    await Promise.resolve();
    if (this.#listeners.has(listener)) listener.wake();
  }
}
