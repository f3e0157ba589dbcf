/** What must be in a snapshot, so that it holds the writes of this process to one store. */
export interface Own {
  readonly transactions: readonly number[];
  /** Every one that is not among them has a number up to this. */
  readonly reached: number;
}

interface Kept {
  readonly transactions: Set<number>;
  reached: number;
}

const NONE: Own = { transactions: [], reached: 0 };

/** The writes of this process that a replica may not have yet. */
export class OwnWrites {
  readonly #stores = new Map<string, Kept>();

  /** Says that a write was committed. */
  add(store: string, transaction: number): void {
    const kept = this.#stores.get(store) ?? { transactions: new Set(), reached: 0 };
    this.#stores.set(store, kept);
    kept.transactions.add(transaction);
  }

  of(store: string): Own {
    const kept = this.#stores.get(store);
    return kept === undefined ? NONE : { transactions: [...kept.transactions], reached: kept.reached };
  }

  /**
   * Says that all committed writes are about to be numbered; to what is answered, that they are, and up to which number. So
   * one number stands for as many writes as there are.
   */
  numbering(): (reached: number) => void {
    const before = [...this.#stores.values()].map((kept) => ({ kept, transactions: [...kept.transactions] }));
    return (reached) => {
      for (const { kept, transactions } of before) {
        if (transactions.length === 0) continue;
        for (const transaction of transactions) kept.transactions.delete(transaction);
        kept.reached = Math.max(kept.reached, reached);
      }
    };
  }

  /** Forgets what every replica that is asked must have anyway. */
  forget(reached: number): void {
    for (const [store, kept] of this.#stores) {
      if (kept.transactions.size === 0 && kept.reached <= reached) this.#stores.delete(store);
    }
  }
}
