import {
  checkLimit,
  type ChangeLog,
  type ConsistencyToken,
  type EdgeRange,
  type LogPage,
  type MaybePromise,
  type WindowEdge,
} from "@relata/store";
import { revisionsAfter } from "./revisions.ts";
import type { Scope } from "./scope.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { newestIn, numberOf, requireHistory } from "./states.ts";
import { windowEdges } from "./window-edges.ts";

/** What was committed to one store of a SQLite file, by whichever process. */
export class SqliteLog implements ChangeLog {
  readonly #database: SqliteDatabase;
  readonly #store: string;

  constructor(database: SqliteDatabase, store: string) {
    this.#database = database;
    this.#store = store;
  }

  revisions(after: number, limit: number): MaybePromise<LogPage> {
    checkLimit(limit);
    return this.#reading((scope) => revisionsAfter(scope, after, limit));
  }

  /** Cost: one statement of a few microseconds, so that it can be asked before each question. */
  newest(): MaybePromise<number> {
    return this.#database.asking((opened) => newestIn({ ...opened, store: this.#store }));
  }

  /** Waits, as a read at least as fresh as the token does. */
  numberOf(token: ConsistencyToken): MaybePromise<number> {
    return this.#reading((scope) => {
      const number = numberOf(scope, token);
      requireHistory(scope, number);
      return number;
    });
  }

  edges(range: EdgeRange): MaybePromise<readonly WindowEdge[]> {
    checkLimit(range.limit);
    return this.#reading((scope) => windowEdges(scope, range));
  }

  /** Bound: what this store wrote, when the code that wrote is done; what others wrote, 100 ms. */
  listen(wake: () => void): () => void {
    return this.#database.listeners.add(wake);
  }

  #reading<T>(run: (scope: Scope) => T): MaybePromise<T> {
    return this.#database.reading((opened) => run({ ...opened, store: this.#store }));
  }
}
