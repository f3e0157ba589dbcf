import { Failure } from "@relata/model";
import type {
  AsyncStoreInTransaction,
  ConsistencyToken,
  Store,
  StoreInTransaction,
  TransactionalStore,
} from "@relata/store";
import type { Engine } from "./engine.ts";
import { AsyncInTransaction } from "./async-in-transaction.ts";
import type { AttributeProviders } from "./attribute-provider.ts";
import { InTransaction } from "./in-transaction.ts";
import type { Schema } from "./typed/schema.ts";

/** What the store takes for a transaction. */
export type TransactionOf<Db extends Store> = Db extends { in(transaction: infer Transaction): unknown }
  ? Transaction
  : object;

/** The engine within a transaction of the store: with values where its driver is synchronous, else with promises. */
export type Inside<S extends Schema, Db extends Store> = Db extends { in(transaction: never): AsyncStoreInTransaction }
  ? AsyncInTransaction<S>
  : Db extends { in(transaction: never): StoreInTransaction }
    ? InTransaction<S>
    : InTransaction<S> | AsyncInTransaction<S>;

/** What the engine within a transaction is made of, besides the transaction. */
export interface InsideParts {
  readonly engine: Engine;
  readonly provide: AttributeProviders;
  /** Called after each write, with the token that holds once the application commits. */
  readonly wrote: (token: ConsistencyToken) => void;
}

/** @throws Failure `invalid_transaction`, also where the store shares no transactions at all */
export function insideOf<S extends Schema, Db extends Store>(
  parts: InsideParts,
  store: Db,
  transaction: TransactionOf<Db>,
): Inside<S, Db> {
  if (!isTransactional(store)) {
    const message = "this store has no transactions to share: those in SQLite files and in PostgreSQL have";
    throw new Failure("invalid_transaction", message);
  }
  const inside = store.in(transaction);
  const asked =
    inside.isAsync === true ? new AsyncInTransaction<S>(parts, inside) : new InTransaction<S>(parts, inside);
  return asked as Inside<S, Db>;
}

function isTransactional(
  store: Store,
): store is TransactionalStore<unknown, StoreInTransaction | AsyncStoreInTransaction> {
  return "in" in store && typeof store.in === "function";
}
