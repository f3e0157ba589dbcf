import { canonicalJson, Failure, isJsonObject, type Json, type Model } from "@relata/model";
import {
  storedJson,
  modelMoved,
  tuplesStranded,
  type ApplyOptions,
  type ConsistencyToken,
  type Judge,
  type ModelApplied,
  type ModelEntry,
  type ModelHistory,
  type NewModel,
  type StoredModel,
  type Stranded,
} from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { judgeLive } from "./judge-live.ts";
import type { Engine } from "./engine.ts";
import { toEntry, type EntryRow } from "./model-entry.ts";
import type { Session } from "./session.ts";
import type { Scope } from "./state.ts";

type ModelRow = EntryRow & { readonly model: string; readonly text: string | null };

/** The history of models on PostgreSQL. */
export class PostgresModels implements ModelHistory {
  readonly #engine: Engine;
  readonly #scope: Scope;

  constructor(engine: Engine, scope: Scope) {
    this.#engine = engine;
    this.#scope = scope;
  }

  /** Waits for nobody: what is written meanwhile, it does not see. */
  judge(judge: Judge): Promise<Stranded> {
    return this.#reading((session) => judgeLive(session, this.#scope, judge));
  }

  /** Keeps every other write out before it looks at anything: nobody writes what has been judged. */
  async apply(model: NewModel, judge: Judge, options: ApplyOptions = {}): Promise<ModelApplied> {
    const { token, ...applied } = await this.#engine.writing(this.#scope, true, (session, tokenOf) =>
      this.#apply(session, tokenOf, model, judge, options),
    );
    return { ...applied, token: token ?? (await this.#newest()) };
  }

  list(): Promise<readonly ModelEntry[]> {
    return this.#reading(async (session) => {
      const rows = await session.rows<EntryRow>(this.#select(sql``, sql`order by m.number`));
      return rows.map(toEntry);
    });
  }

  get(number?: number): Promise<StoredModel | undefined> {
    const where = number === undefined ? sql`` : sql`and m.number = ${number}::integer`;
    return this.#reading(async (session) => {
      const query = this.#select(sql`, m.model, m.text`, sql`${where} order by m.number desc limit 1`);
      const [row] = await session.rows<ModelRow>(query);
      if (row === undefined) return undefined;
      return { ...toEntry(row), model: toModel(row), ...(row.text !== null && { text: row.text }) };
    });
  }

  /** Of the server that is written to: a replica may not have the applied model yet. */
  async #reading<T>(run: (session: Session) => Promise<T>): Promise<T> {
    const { value } = await this.#engine.reading(this.#scope, { isHere: true }, run);
    return value;
  }

  async #apply(
    session: Session,
    tokenOf: (transaction: number) => ConsistencyToken,
    model: NewModel,
    judge: Judge,
    { deleteStranded = false, after }: ApplyOptions,
  ): Promise<Omit<ModelApplied, "token"> & { readonly token?: ConsistencyToken }> {
    const last = await this.#last(session);
    if (after !== undefined && after !== (last?.number ?? 0)) throw modelMoved(after, last?.number ?? 0);
    let transaction: number | undefined;
    const revision = async () => (transaction ??= await this.#engine.begin(session, this.#scope, model.at));
    const deleted = await judgeLive(session, this.#scope, judge, async (table, where) => {
      if (!deleteStranded) return;
      const id = await revision();
      await session.rows(sql`update ${table} t set ended_in = ${id}::bigint where ${where}`, { keep: false });
    });
    const isFit = deleted.tuples.length === 0 && deleted.attributes.length === 0;
    if (!isFit && !deleteStranded) throw tuplesStranded(deleted);
    const recorded = last?.hash !== model.hash;
    const entry = recorded ? await this.#record(session, model, (last?.number ?? 0) + 1, await revision()) : last;
    return { entry, recorded, deleted, ...(transaction !== undefined && { token: tokenOf(transaction) }) };
  }

  /** The token of a state that holds what was judged. */
  async #newest(): Promise<ConsistencyToken> {
    const { token } = await this.#engine.reading(this.#scope, { isHere: true }, { of: () => undefined });
    return token;
  }

  async #last(session: Session): Promise<ModelEntry | undefined> {
    const [row] = await session.rows<EntryRow>(this.#select(sql``, sql`order by m.number desc limit 1`));
    return row === undefined ? undefined : toEntry(row);
  }

  async #record(session: Session, given: NewModel, number: number, madeIn: number): Promise<ModelEntry> {
    const { tables, store } = this.#scope;
    const { model, hash, at, text, message } = given;
    const json = canonicalJson(model as unknown as Json);
    await session.rows(sql`
      insert into ${tables.models} (store, number, hash, model, text, message, made_in)
      values (${store}, ${number}::integer, ${hash}, ${json}, ${text ?? null}, ${message ?? null}, ${madeIn}::bigint)`);
    return { number, at, hash, ...(message !== undefined && { message }) };
  }

  #select(more: SQL, rest: SQL): SQL {
    const { tables, store } = this.#scope;
    return sql`select m.number, t.at, m.hash, m.message${more}
      from ${tables.models} m join ${tables.transactions} t on t.id = m.made_in where m.store = ${store} ${rest}`;
  }
}

/** @throws Failure `store_unreadable` for what is no model, `store_newer` for one of a later language */
function toModel({ number, model: text }: ModelRow): Model {
  const model = storedJson(text, `the parts of model ${number}`);
  if (!isJsonObject(model) || typeof model["version"] !== "number") {
    throw new Failure("store_unreadable", `what is stored as model ${number} is no model`);
  }
  if (model["version"] !== 1) {
    throw new Failure("store_newer", `model ${number} is of version ${model["version"]}: update relata to read it`);
  }
  return model as unknown as Model;
}
