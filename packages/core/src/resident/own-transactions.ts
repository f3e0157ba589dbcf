import { parseToken, type ConsistencyToken } from "@relata/store";

/** A write in a transaction of the application counts for so long, since nobody tells whether it was committed. */
const GIVE_UP_MS = 10 * 60_000;

/** Writes in transactions of the application, which may have been committed and are not in the graph. */
export class OwnTransactions {
  readonly #since = new Map<number, { readonly token: ConsistencyToken; readonly at: number }>();

  get isEmpty(): boolean {
    return this.#since.size === 0;
  }

  /** What names them. */
  get tokens(): readonly ConsistencyToken[] {
    return [...this.#since.values()].map(({ token }) => token);
  }

  add(token: ConsistencyToken): void {
    for (const id of parseToken(token).transactions) this.#since.set(id, { token, at: performance.now() });
  }

  /** Says that the revision is in the graph. */
  met(token: ConsistencyToken): void {
    if (this.isEmpty) return;
    for (const id of parseToken(token).transactions) this.#since.delete(id);
  }

  /** Gives up what was rolled back, as it seems. */
  sweep(): void {
    const end = performance.now() - GIVE_UP_MS;
    for (const [id, { at }] of this.#since) if (at < end) this.#since.delete(id);
  }
}
