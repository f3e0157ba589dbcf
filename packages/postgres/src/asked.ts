import { requireTokenOf, type ConsistencyToken, type ReadOptions } from "@relata/store";

/**
 * Which state a caller wants: by its consistency, or that of a number. `isNumbered` where it must be one that can be read
 * again, as pages are; `isHere` where no replica may answer.
 */
export type Wish =
  | (ReadOptions & { readonly isNumbered?: boolean; readonly isHere?: boolean })
  | { readonly at: number };

/** A transaction that a token names. */
export interface Named {
  readonly id: number;
  /** Whether it must have its number. */
  readonly isNumbered: boolean;
}

/** Which state of a snapshot is to be read, and what the snapshot must hold before anything is answered from it. */
export interface Asked {
  /** Transactions of the store that must be in it. */
  readonly named: readonly Named[];
  /** Every transaction up to this number must be in it, of all stores; 0 for none. */
  readonly reached: number;
  /**
   * What is live; what is live, where all of it has its number; the newest revision of the store, that of the newest transaction named,
   * or the one of that number.
   */
  readonly of: "live" | "settled" | "newest" | "named" | number;
  /** Whether a server that follows another cannot answer. */
  readonly isLatest?: boolean;
}

/**
 * What is asked of the server that all writes go to: own writes are in all of its snapshots.
 *
 * @throws Failure `invalid_consistency_token` for a token of another database
 */
export function askedOf(databaseId: string, wish: Wish): Asked {
  if ("at" in wish) return { named: [], reached: wish.at, of: wish.at };
  const { consistency = "fast", isNumbered = false, isRepeatable = false } = wish;
  const of = isNumbered ? "newest" : isRepeatable ? "settled" : "live";
  if (typeof consistency === "string") return { named: [], reached: 0, of, isLatest: consistency === "latest" };
  if ("exactly" in consistency)
    return { named: namedBy(databaseId, consistency.exactly, true), reached: 0, of: "named" };
  const named = namedBy(databaseId, consistency.atLeast, isNumbered || isRepeatable);
  return { named, reached: 0, of };
}

/** Law of tokens: where the transaction after `~` has its number, every one of a lower number is there. */
function namedBy(databaseId: string, token: ConsistencyToken, isNumbered: boolean): readonly Named[] {
  const { numbered = 0, transactions } = requireTokenOf(databaseId, token);
  const first = numbered === 0 ? [] : [{ id: numbered, isNumbered: true }];
  return [...first, ...transactions.filter((id) => id > 0).map((id) => ({ id, isNumbered }))];
}
