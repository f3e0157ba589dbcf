import type { Fit, NameOf, Relata, Schema, TypeName } from "@relata/core";
import { Failure, indexModel, type ModelIndex, type SubjectRef } from "@relata/model";
import { sql, type Column, type SQL } from "drizzle-orm";
import { askedOf, type VisibleQuestion } from "./asked.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { postgresDialect } from "./dialects/postgres.ts";
import { sqliteDialect } from "./dialects/sqlite.ts";
import { compilePermission } from "./compile/compiled-permission.ts";
import { admittedTypes } from "./compile/admitted-types.ts";
import { requireUnprovided } from "./compile/require-unprovided.ts";
import type { LiveStore } from "./live-store.ts";
import { requireSameDatabase } from "./require-same-database.ts";
import { rowsOf, type Database } from "./rows-of.ts";
import { baseTable } from "./sql/base-table.ts";
import type { VisibleForm } from "./typed-question.ts";
import { countQuery, existsShape, inShape, requireWritable, type Expressed } from "./sql/visible.ts";

/** From so many objects on that a subject may see, rows are asked one by one. */
const MANY = 1_000;

/** How rows are found: each by itself, or from the subject. `auto` counts first what the subject may see. */
export type Shape = "auto" | "exists" | "in";

export interface VisibleOptions {
  readonly shape?: Shape;
}

export interface CountOptions extends VisibleOptions {
  /** Counted no further. Default: 1,000. */
  readonly most?: number;
  /** Which rows are counted at all. */
  readonly where?: SQL;
}

export interface VisibleCount {
  readonly count: number;
  /** Whether there are more than were counted. */
  readonly isMore: boolean;
}

/**
 * Permissions as expressions of drizzle, over the tables of relata that are in the application's own database.
 *
 * Law: the rows are exactly those of which `check` allows what is asked, with the columns that are named as the attributes of
 * the object, at that instant and in the state that the statement sees.
 */
export class Authorized<S extends Schema = Schema> {
  /** Only a type: what may be asked. */
  declare protected readonly schema?: S;
  readonly #relata: Relata<Schema, LiveStore>;
  readonly #db: Database;
  readonly #index: ModelIndex;
  readonly #dialect: Dialect;
  #isSame: Promise<void> | undefined;

  /** For `authorized`. */
  constructor(relata: Relata<Schema, LiveStore>, db: Database) {
    this.#relata = relata;
    this.#db = db;
    this.#index = indexModel(relata.model);
    this.#dialect = dialectOf(relata.foundation.store);
  }

  /**
   * That the subject has the permission on the object whose id is in the column. To be made anew for each request: who asks, and
   * when, is in it.
   *
   * ```ts
   * const visible = await authz.visible(documents.id, { subject: "user:ann", permission: "view", type: "document" });
   * const page = await db.select().from(documents).where(and(visible, isNull(documents.deletedAt))).limit(20);
   * ```
   *
   * Cost: one query that counts at most 1,000 objects, where no shape is given, and none where the tuples are in memory. The first call
   * asks which database `db` is on.
   *
   * @throws Failure `not_expressible`, `invalid_question`, `invalid_reference`, `invalid_attributes`, `unknown_type`,
   *   `unknown_permission`, `unknown_relation`; `invalid_settings` where `db` is on another database than the store
   */
  visible<const Q>(
    column: Column,
    question: Fit<Q, VisibleForm<S, Q>>,
    options?: VisibleOptions,
  ): Promise<SQL<boolean>>;
  async visible(column: Column, question: VisibleQuestion, options: VisibleOptions = {}): Promise<SQL<boolean>> {
    return this.#visible(column, question, options);
  }

  /** How many rows of the column's table are visible, counted no further than `most`. @throws Failure as `visible` */
  countVisible<const Q>(
    column: Column,
    question: Fit<Q, VisibleForm<S, Q>>,
    options?: CountOptions,
  ): Promise<VisibleCount>;
  async countVisible(
    column: Column,
    question: VisibleQuestion,
    { most = MANY, where, ...options }: CountOptions = {},
  ): Promise<VisibleCount> {
    if (!Number.isSafeInteger(most) || most < 0)
      throw new Failure("invalid_question", `\`most\` is a whole number from 0 on, not \`${most}\``);
    const visible = await this.#visible(column, question, options);
    const also = where === undefined ? sql`` : sql` and ${where}`;
    const rows = sql`select 1 as one from ${baseTable(column.table)} where ${visible}${also} limit ${most + 1}`;
    const [row] = await rowsOf<{ readonly n: unknown }>(this.#db, sql`select count(*) as n from (${rows}) found`);
    const found = Number(row?.n);
    return { count: Math.min(found, most), isMore: found > most };
  }

  /**
   * Says whether a permission of a type can be asked so, as the model alone decides: for an application to call when it starts.
   *
   * @throws Failure `not_expressible`, `unknown_type`, `unknown_permission`
   */
  require<const T extends TypeName<S>>(type: T, permission: NameOf<S, T>): void {
    const { present, provided } = this.#relata.foundation;
    const asked = { subject: `${type}:any`, permission, type };
    const compiled = compilePermission(this.#index, askedOf(this.#index, asked, present).place);
    requireUnprovided(compiled, provided);
    for (const one of admittedTypes(compiled))
      requireWritable(this.#express({ ...asked, subject: { type: one, id: "any" } }));
  }

  async #visible(column: Column, question: VisibleQuestion, { shape = "auto" }: VisibleOptions): Promise<SQL<boolean>> {
    const expressed = this.#express(question);
    // Why first: what has no form has none in either shape, and nothing is asked for it.
    const rowByRow = existsShape(expressed, column);
    await this.#requireSameDatabase();
    const through = shape === "exists" ? undefined : await this.#fewest(expressed, shape);
    return through === undefined ? rowByRow : inShape(expressed, column, through);
  }

  /** Asked once; again, where it failed. */
  #requireSameDatabase(): Promise<void> {
    this.#isSame ??= requireSameDatabase(this.#relata.foundation.store, this.#db).catch((error: unknown) => {
      this.#isSame = undefined;
      throw error;
    });
    return this.#isSame;
  }

  #express(question: VisibleQuestion): Expressed {
    const { present, provided } = this.#relata.foundation;
    const asked = askedOf(this.#index, question, present);
    const compiled = compilePermission(this.#index, asked.place);
    requireUnprovided(compiled, provided, asked.subjects);
    return { asked, compiled, dialect: this.#dialect };
  }

  /** The subject that may see the fewest objects; undefined where each may see many. */
  async #fewest(expressed: Expressed, shape: Shape): Promise<SubjectRef | undefined> {
    const [first, ...others] = expressed.asked.subjects;
    if (shape === "in" && others.length === 0) return first;
    let fewest: { readonly subject: SubjectRef; readonly found: number } | undefined;
    for (const subject of expressed.asked.subjects) {
      const found = await this.#count(expressed, subject);
      if (fewest === undefined || found < fewest.found) fewest = { subject, found };
    }
    return fewest !== undefined && (shape === "in" || fewest.found <= MANY) ? fewest.subject : undefined;
  }

  /** How many objects the subject may see, up to one too many: as memory knows it, and else the database. */
  async #count(expressed: Expressed, subject: SubjectRef): Promise<number> {
    const { type, name } = expressed.asked.place;
    const known = await this.#relata.foundation.counted(subject, name, type, MANY + 1);
    if (known !== undefined) return known;
    const query = countQuery(expressed, subject, MANY + 1);
    const [row] = await rowsOf<{ readonly found: unknown; readonly any_of_type: unknown }>(this.#db, query);
    return Number(row?.any_of_type) === 1 ? Number.POSITIVE_INFINITY : Number(row?.found);
  }
}

/**
 * Authorised queries over an engine whose store is in the database of the application: `db` is drizzle on that database.
 *
 * ```ts
 * const authz = authorized(relata, drizzle(client));
 * ```
 */
export function authorized<S extends Schema, Db extends LiveStore>(relata: Relata<S, Db>, db: Database): Authorized<S> {
  return new Authorized(relata, db);
}

function dialectOf({ live }: LiveStore): Dialect {
  return live.dialect === "sqlite" ? sqliteDialect(live) : postgresDialect(live);
}
