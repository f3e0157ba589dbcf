import type { ObjectRef } from "@relata/model";
import {
  checkLimit,
  formatCursor,
  listOf,
  type AttributePage,
  type ObjectAttributes,
  type PageOptions,
} from "@relata/store";
import { sql, type SQL } from "drizzle-orm";
import { groupByObject, type AttributeRow } from "./contents.ts";
import { fromEach, partsOf, type Part } from "./held.ts";
import { pageStart, type PageStart } from "./page-start.ts";
import type { Scope } from "./scope.ts";
import { tokenOf } from "./states.ts";

/**
 * One page of objects with all their attributes. Cost: the attributes of the page, and of the object after it.
 *
 * @throws Failure `invalid_question` for a limit that is none; `invalid_cursor`, `invalid_consistency_token`, `snapshot_expired`
 */
export function attributePage(scope: Scope, options: PageOptions): AttributePage {
  checkLimit(options.limit);
  const list = [scope.databaseId, listOf(scope.store)];
  const start = pageStart(scope, list, 2, options);
  const { number } = start.state;
  const { attributes, last } = attributesAfter(scope, start, options.limit);
  return {
    attributes,
    token: tokenOf(scope, number),
    ...(last !== undefined && { next: formatCursor({ list, number, last }) }),
  };
}

/** Of so many objects, and the place of the last of them where there are more. */
export function attributesAfter(
  scope: Scope,
  { state, last: [type, id] = [] }: PageStart,
  limit: number,
): { readonly attributes: readonly ObjectAttributes[]; readonly last?: readonly string[] } {
  const isAfter = type === undefined ? sql`` : sql`and (t.object_type, t.object_id) > (${type}, ${id})`;
  const parts = partsOf(scope, state, "attributes");
  const objects = objectsOf(scope, parts, isAfter, limit + 1);
  const end = objects.slice(0, limit).at(-1);
  if (end === undefined) return { attributes: [] };
  const upTo = sql`${isAfter} and (t.object_type, t.object_id) <= (${end.type}, ${end.id})`;
  return {
    attributes: groupByObject(attributesOf(scope, parts, upTo)),
    ...(objects.length > limit && { last: [end.type, end.id] }),
  };
}

/** Objects that have attributes, each once. */
function objectsOf({ statements, store }: Scope, parts: readonly Part[], where: SQL, limit: number) {
  const { connection, tables } = statements;
  const { attributes } = tables;
  const selects = parts.map(
    ({ isHeld, by }) => sql`select distinct t.object_type as type, t.object_id as id
      from ${attributes} t ${by(attributes, "key")} where t.store = ${store} ${where} and ${isHeld}`,
  );
  return connection.all(sql<ObjectRef>`${sql.join(selects, sql` union `)} order by type, id limit ${limit}`);
}

function attributesOf({ statements, store }: Scope, parts: readonly Part[], where: SQL): readonly AttributeRow[] {
  const { connection, tables } = statements;
  const { attributes } = tables;
  const selects = fromEach(
    parts,
    ({ isHeld, by }) => sql`select t.object_type as type, t.object_id as id, t.name, t.value
      from ${attributes} t ${by(attributes, "key")} where t.store = ${store} ${where} and ${isHeld}`,
  );
  return connection.all(sql<AttributeRow>`${selects} order by type, id, name`);
}
