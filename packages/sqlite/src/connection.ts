import type { Database, RunResult, Statement } from "better-sqlite3";
import type { SQL } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";

const dialect = new SQLiteSyncDialect();

/** One connection of better-sqlite3, the store's own or the application's, and what has been prepared on it: each text once. */
export class Connection {
  readonly client: Database;
  readonly #statements = new Map<string, Statement>();
  /** Those that answer rows as lists. */
  readonly #lists = new Map<string, Statement>();

  constructor(client: Database) {
    this.client = client;
  }

  /** A statement for each text, whose rows have numbers, whatever the application has told its connection of integers. */
  statement(text: string): Statement {
    return kept(this.#statements, text, () => this.client.prepare(text).safeIntegers(false));
  }

  /** Another one, whose rows are lists of columns: it takes two thirds of the time of one whose rows are objects. */
  lists(text: string): Statement {
    return kept(this.#lists, text, () => this.client.prepare(text).safeIntegers(false).raw());
  }

  /** What is run again and again. Its parameters are named in its text, `:store`. */
  prepare<Row>(query: SQL<Row>): Prepared<Row> {
    return new Prepared(this, query);
  }

  /** The same, for a query whose rows are lists of columns. */
  prepareLists<Row extends readonly unknown[]>(query: SQL<Row>): Prepared<Row> {
    return new Prepared(this, query, "lists");
  }

  /** Runs a query that carries its own parameters. */
  all<Row>(query: SQL<Row>): readonly Row[] {
    const { sql, params } = dialect.sqlToQuery(query);
    return this.statement(sql).all(...params) as Row[];
  }

  /** The same, with rows as lists of columns. */
  allLists<Row extends readonly unknown[]>(query: SQL<Row>): readonly Row[] {
    const { sql, params } = dialect.sqlToQuery(query);
    return this.lists(sql).all(...params) as unknown as readonly Row[];
  }

  get<Row>(query: SQL<Row>): Row | undefined {
    const { sql, params } = dialect.sqlToQuery(query);
    return this.statement(sql).get(...params) as Row | undefined;
  }

  run(query: SQL): RunResult {
    const { sql, params } = dialect.sqlToQuery(query);
    return this.statement(sql).run(...params);
  }

  /** Why not `Database.pragma`: it leaves a statement behind at each call. */
  pragma(text: string): unknown {
    const statement = this.statement(`pragma ${text}`);
    return statement.reader ? statement.pluck().get() : statement.run();
  }
}

/** A parameter in the text of a statement. */
const NAMED = /:([a-z]\w*)/gi;

/** By their names, those that the text does not have among them. */
export type Parameters = Readonly<Record<string, unknown>>;

interface Ready {
  readonly statement: Statement;
  /** The parameter at each place. */
  readonly names: readonly string[];
}

/** One statement, prepared when it is first run. Parameters that its text does not name are passed over. */
export class Prepared<Row> {
  readonly #connection: Connection;
  readonly #query: SQL;
  readonly #as: "statement" | "lists";
  #ready: Ready | undefined;

  constructor(connection: Connection, query: SQL, as: "statement" | "lists" = "statement") {
    this.#connection = connection;
    this.#query = query;
    this.#as = as;
  }

  all(parameters: Parameters): readonly Row[] {
    const { statement, names } = this.#prepared();
    return statement.all(valuesOf(names, parameters)) as Row[];
  }

  get(parameters: Parameters): Row | undefined {
    const { statement, names } = this.#prepared();
    return statement.get(valuesOf(names, parameters)) as Row | undefined;
  }

  run(parameters: Parameters): RunResult {
    const { statement, names } = this.#prepared();
    return statement.run(valuesOf(names, parameters));
  }

  /** Why by place: the driver takes a fifth of a short statement's time to look for parameters by their names. */
  #prepared(): Ready {
    if (this.#ready !== undefined) return this.#ready;
    const { sql: text } = dialect.sqlToQuery(this.#query);
    const names = Array.from(text.matchAll(NAMED), ([, name = ""]) => name);
    return (this.#ready = { statement: this.#connection[this.#as](text.replaceAll(NAMED, "?")), names });
  }
}

function valuesOf(names: readonly string[], parameters: Parameters): unknown[] {
  const values: unknown[] = [];
  for (const name of names) values.push(parameters[name]);
  return values;
}

function kept(statements: Map<string, Statement>, text: string, prepare: () => Statement): Statement {
  let statement = statements.get(text);
  if (statement === undefined) statements.set(text, (statement = prepare()));
  return statement;
}
