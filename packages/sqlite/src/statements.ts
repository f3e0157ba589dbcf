import type { Database } from "better-sqlite3";
import { sql } from "drizzle-orm";
import { Connection } from "./connection.ts";
import { held } from "./held.ts";
import { questionsOver, type Questions } from "./questions.ts";
import { stateStatements, type StateStatements } from "./state-statements.ts";
import type { Tables } from "./tables.ts";
import { writeStatements, type WriteStatements } from "./write-statements.ts";

/** Everything that is run on a connection again and again, for all stores of the database: the store is a parameter. */
export class Statements {
  readonly connection: Connection;
  readonly tables: Tables;
  readonly live: Questions;
  readonly past: Questions;
  readonly states: StateStatements;
  readonly writes: WriteStatements;

  constructor(connection: Connection, tables: Tables) {
    this.connection = connection;
    this.tables = tables;
    this.live = questionsOver(connection, tables, held());
    this.past = questionsOver(connection, tables, held(sql`:at`));
    this.states = stateStatements(connection, tables);
    this.writes = writeStatements(connection, tables);
  }
}

/** Those on connections of applications, which end with them. */
const ofClients = new WeakMap<Database, Map<Tables, Statements>>();

/** The statements on a connection of the application: the same ones in each of its transactions. */
export function statementsOn(client: Database, tables: Tables): Statements {
  let ofTables = ofClients.get(client);
  if (ofTables === undefined) ofClients.set(client, (ofTables = new Map()));
  let statements = ofTables.get(tables);
  if (statements === undefined) ofTables.set(tables, (statements = new Statements(new Connection(client), tables)));
  return statements;
}
