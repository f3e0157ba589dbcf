import { canonicalJson, Failure, isJsonObject, type Json, type Model } from "@relata/model";
import {
  storedJson,
  modelMoved,
  tuplesStranded,
  type ApplyOptions,
  type Judge,
  type MaybePromise,
  type ModelApplied,
  type ModelEntry,
  type ModelHistory,
  type NewModel,
  type StoredModel,
  type Stranded,
} from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { judgeLive } from "./judge-live.ts";
import type { Scope } from "./scope.ts";
import type { SqliteDatabase } from "./sqlite-database.ts";
import { newestIn, tokenOf } from "./states.ts";
import { beginRevision } from "./write-changes.ts";

/** The history of models of one store of a SQLite file. */
export class SqliteModels implements ModelHistory {
  readonly #database: SqliteDatabase;
  readonly #store: string;

  constructor(database: SqliteDatabase, store: string) {
    this.#database = database;
    this.#store = store;
  }

  /** Waits for nobody: what is written meanwhile, it does not see. */
  judge(judge: Judge): MaybePromise<Stranded> {
    return this.#reading((scope) => judgeLive(scope, judge));
  }

  /** Takes the write lock before it looks at anything: from then on nobody writes what has been judged. */
  apply(model: NewModel, judge: Judge, options: ApplyOptions = {}): MaybePromise<ModelApplied> {
    return this.#database.writing((opened) => apply({ ...opened, store: this.#store }, model, judge, options));
  }

  list(): MaybePromise<readonly ModelEntry[]> {
    return this.#reading((scope) => entries(scope, sql`order by m.number`));
  }

  get(number?: number): MaybePromise<StoredModel | undefined> {
    return this.#reading((scope) => storedModel(scope, number));
  }

  #reading<T>(run: (scope: Scope) => T): MaybePromise<T> {
    return this.#database.reading((opened) => run({ ...opened, store: this.#store }));
  }
}

function apply(scope: Scope, model: NewModel, judge: Judge, { deleteStranded = false, after }: ApplyOptions) {
  const { connection } = scope.statements;
  const [last] = entries(scope, sql`order by m.number desc limit 1`);
  if (after !== undefined && after !== (last?.number ?? 0)) throw modelMoved(after, last?.number ?? 0);
  let transaction: number | undefined;
  const revision = () => (transaction ??= beginRevision(scope, model.at));
  const deleted = judgeLive(scope, judge, (table, where) => {
    if (deleteStranded) connection.run(sql`update ${table} set ended_in = ${revision()} where ${where}`);
  });
  const isFit = deleted.tuples.length === 0 && deleted.attributes.length === 0;
  if (!isFit && !deleteStranded) throw tuplesStranded(deleted);
  const recorded = last?.hash !== model.hash;
  const entry = recorded ? record(scope, model, (last?.number ?? 0) + 1, revision()) : last;
  return { entry, recorded, deleted, token: tokenOf(scope, transaction ?? newestIn(scope)) };
}

function record({ statements, store }: Scope, given: NewModel, number: number, madeIn: number): ModelEntry {
  const { model, hash, at, text, message } = given;
  const json = canonicalJson(model as unknown as Json);
  statements.connection.run(sql`
    insert into ${statements.tables.models} (store, number, hash, model, text, message, made_in)
    values (${store}, ${number}, ${hash}, ${json}, ${text ?? null}, ${message ?? null}, ${madeIn})`);
  return { number, at, hash, ...(message !== undefined && { message }) };
}

function storedModel(scope: Scope, number?: number): StoredModel | undefined {
  const which = number === undefined ? sql`` : sql`and m.number = ${number}`;
  const [row] = select(scope, sql<PartsRow>`, m.model, m.text`, sql`${which} order by m.number desc limit 1`);
  if (row === undefined) return undefined;
  return { ...toEntry(row), model: toModel(row), ...(row.text !== null && { text: row.text }) };
}

function entries(scope: Scope, which: SQL): readonly ModelEntry[] {
  return select(scope, sql<EntryRow>``, which).map(toEntry);
}

/** Rows of models with those columns besides. */
function select<Row>({ statements, store }: Scope, columns: SQL<Row>, which: SQL): readonly Row[] {
  const { models, transactions } = statements.tables;
  return statements.connection.all(sql<Row>`
    select m.number, t.at, m.hash, m.message ${columns} from ${models} m
    join ${transactions} t on t.id = m.made_in where m.store = ${store} ${which}`);
}

interface EntryRow {
  readonly number: number;
  readonly at: number;
  readonly hash: string;
  readonly message: string | null;
}

interface PartsRow extends EntryRow {
  readonly model: string;
  readonly text: string | null;
}

function toEntry({ number, at, hash, message }: EntryRow): ModelEntry {
  return { number, at, hash, ...(message !== null && { message }) };
}

/** @throws Failure `store_unreadable` for what is no model, `store_newer` for one of a later language */
function toModel({ number, model: text }: { readonly number: number; readonly model: string }): Model {
  const model = storedJson(text, `the parts of model ${number}`);
  if (!isJsonObject(model) || typeof model["version"] !== "number") {
    throw new Failure("store_unreadable", `what is stored as model ${number} is no model`);
  }
  if (model["version"] !== 1) {
    throw new Failure("store_newer", `model ${number} is of version ${model["version"]}: update relata to read it`);
  }
  return model as unknown as Model;
}
