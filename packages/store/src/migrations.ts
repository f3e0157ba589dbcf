import type { MaybePromise } from "./store.ts";

/** The tables of a database and those that this version needs. */
export interface Migrations {
  /** Changes nothing. @throws Failure `store_newer` where the database has migrations that this version lacks */
  status(): MaybePromise<MigrationStatus>;
  /**
   * Brings the tables to this version, all of it or nothing; of two processes that do so at once, the second finds it done.
   * Answers what was done.
   *
   * @throws Failure `store_newer`, before anything is written
   */
  up(): MaybePromise<MigrationStatus["pending"]>;
  close(): MaybePromise<void>;
}

export interface MigrationStatus {
  readonly applied: readonly Migration[];
  /** In the order in which they are to be applied. */
  readonly pending: readonly (Migration & {
    /** The statements, as they would be run. */
    readonly statements: readonly string[];
  })[];
}

export interface Migration {
  /** Sorts by age. */
  readonly name: string;
}
