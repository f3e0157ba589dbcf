import {
  formatToken,
  requireTokenOf,
  snapshotExpired,
  tokenOfAnother,
  type Consistency,
  type ConsistencyToken,
} from "@relata/store";
import type { Scope } from "./scope.ts";

/** A state of a store, as its tables hold it. */
export interface State {
  /** The number of its newest write. */
  readonly number: number;
  /** The number as of which rows are read; missing where that is what is live. */
  readonly at?: number;
}

/** Thrown where a token names a write that is not there yet: another process may still commit it. */
export class TokenAhead extends Error {}

/** The number of the newest write of the store; 0 for none. */
export function newestIn({ statements, store }: Scope): number {
  return statements.states.newest.get({ store })?.id ?? 0;
}

/** A token of a write, and of any state whose newest write it is: numbers are ids. */
export function tokenOf(scope: Scope, number: number): ConsistencyToken {
  const last = newestTokens.get(scope);
  if (last?.number === number) return last.token;
  const token = formatToken({ storeId: scope.databaseId, transactions: [number] });
  newestTokens.set(scope, { number, token });
  return token;
}

/** The last that was made of each store: reads between two writes have the same one. */
const newestTokens = new WeakMap<Scope, { readonly number: number; readonly token: ConsistencyToken }>();

/**
 * The state that a read is of. The file has no replicas: what is visible is the latest.
 *
 * @throws Failure `invalid_consistency_token`, `snapshot_expired`
 * @throws TokenAhead
 */
export function stateFor(scope: Scope, consistency: Consistency = "fast"): State {
  if (typeof consistency === "string") return { number: newestIn(scope) };
  if ("exactly" in consistency) return stateAt(scope, numberOf(scope, consistency.exactly));
  numberOf(scope, consistency.atLeast);
  return { number: newestIn(scope) };
}

/**
 * The number of the newest write that the token names. Whose writes below the floor were is forgotten: any will do.
 *
 * @throws Failure `invalid_consistency_token` for a write of another store, or of one that was deleted
 * @throws TokenAhead
 */
export function numberOf(scope: Scope, token: ConsistencyToken): number {
  const { transactions, numbered = 0 } = requireTokenOf(scope.databaseId, token);
  const named = [numbered, ...transactions];
  for (const number of named) requireWrite(scope, number);
  return Math.max(...named);
}

function requireWrite({ statements: { states }, store }: Scope, id: number): void {
  if (id === 0) return;
  const found = states.storeOf.get({ id });
  if (found?.store === store) return;
  if (found === undefined && id > (states.highest.get({})?.id ?? 0)) throw new TokenAhead();
  if (found === undefined && id <= oldestIn(states)) return;
  throw tokenOfAnother();
}

/**
 * The state right after that write of the store; after 0, the empty one.
 *
 * @throws Failure `snapshot_expired`
 */
export function stateAt(scope: Scope, number: number): State {
  const { statements, store } = scope;
  requireHistory(scope, number);
  // A write that is kept no more, or whose store was deleted: what it saw is gone.
  if (number !== 0 && statements.states.storeOf.get({ id: number })?.store !== store) {
    throw snapshotExpired(number, oldestIn(statements.states));
  }
  return number >= newestIn(scope) ? { number } : { number, at: number };
}

/**
 * Law: garbage keeps the newest write of each store up to the floor. So a state below the floor is whole exactly where
 * that write is not above it.
 *
 * @throws Failure `snapshot_expired` where a write of this store after that number has been forgotten
 */
export function requireHistory({ statements: { states }, store }: Scope, number: number): void {
  const oldest = oldestIn(states);
  if (number >= oldest) return;
  const forgotten = states.newestUpTo.get({ store, number: oldest });
  if (forgotten !== undefined && forgotten.id > number) throw snapshotExpired(number, oldest);
}

function oldestIn(states: Scope["statements"]["states"]): number {
  return states.oldest.get({})?.oldest ?? 0;
}
