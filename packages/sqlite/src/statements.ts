import type { Database } from "better-sqlite3";
import { sql } from "drizzle-orm";
import { Connection } from "./connection.ts";
import { asOf, LIVE } from "./held.ts";
import { logStatements, type LogStatements } from "./log-statements.ts";
import type { Place } from "./place.ts";
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
  readonly log: LogStatements;

  constructor(connection: Connection, tables: Tables) {
    this.connection = connection;
    this.tables = tables;
    this.live = questionsOver(connection, tables, LIVE);
    this.past = questionsOver(connection, tables, asOf(sql`+:at`));
    this.states = stateStatements(connection, tables);
    this.writes = writeStatements(connection, tables);
    this.log = logStatements(connection, tables);
  }
}

/** Those on connections of applications, which end with them; by the prefix of the tables. */
const ofClients = new WeakMap<Database, Map<string, Statements>>();

/** The statements on a connection of the application: the same ones in each of its transactions. */
export function statementsOn(client: Database, { prefix, tables }: Place): Statements {
  let ofPrefixes = ofClients.get(client);
  if (ofPrefixes === undefined) ofClients.set(client, (ofPrefixes = new Map()));
  let statements = ofPrefixes.get(prefix);
  if (statements === undefined) ofPrefixes.set(prefix, (statements = new Statements(new Connection(client), tables)));
  return statements;
}
