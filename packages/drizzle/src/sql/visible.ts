import type { SubjectRef } from "@relata/model";
import { sql, type Column, type SQL } from "drizzle-orm";
import type { Asked } from "../asked.ts";
import type { Dialect } from "../dialects/dialect.ts";
import type { CompiledPermission } from "../compile/compiled-permission.ts";
import { PolicyTruths } from "../policy/policy-truths.ts";
import { Aliases } from "./aliases.ts";
import { baseTable } from "./base-table.ts";
import { Candidates } from "./candidates.ts";
import { every, written } from "./condition.ts";
import { Exact } from "./exact.ts";
import { Nesting } from "./nesting.ts";
import { RowAttributes } from "./row-attributes.ts";
import type { Writing } from "./writing.ts";

/** A question that can be written as SQL. */
export interface Expressed {
  readonly asked: Asked;
  readonly compiled: CompiledPermission;
  readonly dialect: Dialect;
}

/**
 * The condition on each row by itself: a page in an order that an index has costs the rows that are looked at, which are few where
 * most are visible.
 */
export function existsShape({ asked, compiled, dialect }: Expressed, column: Column): SQL<boolean> {
  return condition(exact(writingOf({ asked, compiled, dialect }), asked, dialect.idText(column)));
}

/**
 * The same, of rows found by their ids, from the subject: costs what the subject may see, which is little where that is. Every
 * candidate is held to the same condition, so that the rows are the same.
 */
export function inShape(expressed: Expressed, column: Column, through: SubjectRef): SQL<boolean> {
  const writing = writingOf(expressed, FROM_SUBJECT);
  const id = writing.dialect.idText(column);
  const [reached, ids] = [writing.aliases.next(), writing.aliases.next()];
  const candidates = new Candidates(writing, through).query(reached);
  const start = writing.dialect.whole(0);
  const queries = sql`${candidates}, ${ids}(id) as materialized (select distinct r.id from ${reached} r where r.node = ${start})`;
  // What the wildcard of the type is allowed may be any row.
  const everyRow = sql`select ${column} from ${ids} i cross join ${baseTable(column.table)} where i.id = '*'`;
  const isAmong = writing.dialect.isAmong(column, ids, { queries, everyRow });
  return condition(sql`${isAmong} and ${exact(writingOf(expressed), expressed.asked, id)}`);
}

/** So many objects that lead to others are looked at, until what was found so far is enough to choose by. */
const MOST_ON_THE_WAY = 10_000;

/**
 * How many objects the subject may see, and whether any; counted no further than `most`. About: it decides how rows are found, and not
 * which. Cost: at most that, and what is on the way, whatever the subject may see.
 */
export function countQuery(expressed: Expressed, subject: SubjectRef, most: number): SQL {
  const writing = writingOf(expressed, FROM_SUBJECT);
  const reached = writing.aliases.next();
  const candidates = new Candidates(writing, subject).query(reached, most);
  return sql`with recursive ${candidates}
    select count(*) as found, coalesce(max(case when r.id = '*' then 1 else 0 end), 0) as any_of_type
    from (
      select c.id from (select * from ${reached} limit ${MOST_ON_THE_WAY}) c where c.node = ${writing.dialect.whole(0)} limit ${most}
    ) r`;
}

/**
 * Writes the condition for nothing, of a subject of that type: what is too large or cannot be compared is said then.
 *
 * @throws Failure `not_expressible`
 */
export function requireWritable({ asked, compiled, dialect }: Expressed): void {
  exact(writingOf({ asked, compiled, dialect }), asked, dialect.text(""));
}

/** One that can be selected as well: SQLite has numbers for truths. */
function condition(of: SQL): SQL<boolean> {
  return sql<boolean>`(${of})`.mapWith(Boolean);
}

function exact(writing: Writing, asked: Asked, id: SQL): SQL {
  const attributes = new RowAttributes(writing, { type: asked.place.type, id, columns: asked.columns });
  const all = asked.subjects.map((subject) => {
    const request = { subject, context: asked.context, action: asked.place.name };
    return new Exact(writing, new PolicyTruths(writing, request, attributes), subject).named(asked.place, id, "sure");
  });
  // Why `case`: of what stands there, PostgreSQL believes that half of the rows are so, and then reads a page in the order of its index. Of
  // the condition itself it believes that hardly a row is.
  return sql`case when ${written(every(writing.dialect.isId(id), ...all))} then true else false end`;
}

/** Aliases of the way from the subject. Why others: whether a question can be asked must not depend on the shape, which data chooses. */
const FROM_SUBJECT = "relata_from_";

function writingOf({ asked, compiled, dialect }: Expressed, prefix?: string): Writing {
  return { compiled, dialect, aliases: new Aliases(prefix), nesting: new Nesting(), now: asked.now };
}
