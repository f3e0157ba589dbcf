import type { Statements } from "./statements.ts";

/** The rows of one store of a database, as one connection sees them. */
export interface Scope {
  readonly statements: Statements;
  /** Who the database is: the first part of its tokens. */
  readonly databaseId: string;
  /** The name of the store. */
  readonly store: string;
  /** Whether it is seen from inside a transaction of the application. */
  readonly isInside?: boolean;
}
