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
import { asc, desc, eq } from "drizzle-orm";
import type { Connection } from "./connection.ts";
import { judgeLive } from "./judge-live.ts";
import { models, transactions } from "./schema.ts";

/** What the history needs of the store that it is part of. */
export interface HistoryParts {
  readonly db: Connection;
  readonly transaction: <T>(behavior: "deferred" | "immediate", run: () => T) => T;
  /** Begins a revision at that time, and answers its id. */
  readonly begin: (at: number) => number;
  /** The token of a transaction; of the newest unless given. */
  readonly token: (transaction?: number) => ConsistencyToken;
}

const entryColumns = { number: models.number, at: transactions.at, hash: models.hash, message: models.message };

/** The history of models on SQLite. */
export class SqliteModels implements ModelHistory {
  readonly #parts: HistoryParts;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /** Waits for nobody: what is written meanwhile, it does not see. */
  judge(judge: Judge): Stranded {
    return this.#parts.transaction("deferred", () => judgeLive(this.#parts.db, judge));
  }

  /** Takes the write lock before it looks at anything: from then on nobody writes what has been judged. */
  apply(model: NewModel, judge: Judge, options: ApplyOptions = {}): ModelApplied {
    return this.#parts.transaction("immediate", () => this.#apply(model, judge, options));
  }

  list(): readonly ModelEntry[] {
    return this.#parts.transaction("deferred", () => this.#entries().orderBy(asc(models.number)).all().map(toEntry));
  }

  get(number?: number): StoredModel | undefined {
    return this.#parts.transaction("deferred", () => {
      const row = this.#parts.db
        .select({ ...entryColumns, model: models.model, text: models.text })
        .from(models)
        .innerJoin(transactions, eq(transactions.id, models.madeIn))
        .where(number === undefined ? undefined : eq(models.number, number))
        .orderBy(desc(models.number))
        .limit(1)
        .get();
      if (row === undefined) return undefined;
      return { ...toEntry(row), model: toModel(row), ...(row.text !== null && { text: row.text }) };
    });
  }

  #apply(model: NewModel, judge: Judge, { deleteStranded = false, after }: ApplyOptions): ModelApplied {
    const { db, begin, token } = this.#parts;
    const last = this.#entries().orderBy(desc(models.number)).limit(1).all().map(toEntry)[0];
    if (after !== undefined && after !== (last?.number ?? 0)) throw modelMoved(after, last?.number ?? 0);
    let transaction: number | undefined;
    const revision = () => (transaction ??= begin(model.at));
    const deleted = judgeLive(db, judge, (table, where) => {
      if (deleteStranded) db.update(table).set({ endedIn: revision() }).where(where).run();
    });
    const isFit = deleted.tuples.length === 0 && deleted.attributes.length === 0;
    if (!isFit && !deleteStranded) throw tuplesStranded(deleted);
    const recorded = last?.hash !== model.hash;
    const entry = recorded ? this.#record(model, (last?.number ?? 0) + 1, revision()) : last;
    return { entry, recorded, deleted, token: token(transaction) };
  }

  #record({ model, hash, at, text, message }: NewModel, number: number, madeIn: number): ModelEntry {
    const json = canonicalJson(model as unknown as Json);
    this.#parts.db
      .insert(models)
      .values({ number, hash, model: json, text: text ?? null, message: message ?? null, madeIn })
      .run();
    return { number, at, hash, ...(message !== undefined && { message }) };
  }

  #entries() {
    return this.#parts.db
      .select(entryColumns)
      .from(models)
      .innerJoin(transactions, eq(transactions.id, models.madeIn))
      .$dynamic();
  }
}

interface EntryRow {
  readonly number: number;
  readonly at: Date;
  readonly hash: string;
  readonly message: string | null;
}

function toEntry({ number, at, hash, message }: EntryRow): ModelEntry {
  return { number, at: at.getTime(), hash, ...(message !== null && { message }) };
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
