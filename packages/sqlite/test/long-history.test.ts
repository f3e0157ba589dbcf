import { join } from "node:path";
import Database from "better-sqlite3";
import { compareText, formatObject, formatTuple } from "@relata/model";
import { sqlite, type SqliteStore } from "@relata/sqlite";
import type { ConsistencyToken, PageCursor, TupleFilter } from "@relata/store";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fill } from "./fill.ts";
import { temporaryFolder } from "./temporary-folder.ts";

// So much that more has ended since the first states than is put in order.
const TUPLES = 75_000;

const path = join(temporaryFolder(), "long.db");
let store: SqliteStore;
let client: Database.Database;

beforeAll(() => {
  sqlite(path).close();
  client = new Database(path);
  fill(client, TUPLES);
  store = sqlite(path);
}, 120_000);
afterAll(() => {
  client.close();
  store.close();
});

const ofSet = "iif(subject_relation = '', '', '#' || subject_relation)";

/** Rows of a table in the state of that number, in the words of a query that knows no index. */
function rowsAt(number: number, table: "tuples" | "attributes", where = "true"): readonly string[] {
  const name = table === "tuples" ? `relation || '@' || subject_type || ':' || subject_id || ${ofSet}` : "name";
  const rows = `select object_type || ':' || object_id || '#' || ${name} from relata_${table}
    where made_in <= ${number} and (ended_in is null or ended_in > ${number}) and ${where}`;
  return client.prepare<[], string>(rows).pluck().all().sort(compareText);
}

async function allTuples(filter: TupleFilter, exactly: ConsistencyToken): Promise<readonly string[]> {
  const all: string[] = [];
  let after: PageCursor | undefined;
  do {
    const options = { limit: 997, ...(after === undefined ? { consistency: { exactly } } : { after }) };
    const page = await store.tuples(filter, options);
    all.push(...page.tuples.map((tuple) => formatTuple(tuple).split(" ")[0] ?? ""));
    after = page.next;
  } while (after !== undefined);
  return all.sort(compareText);
}

async function allAttributes(exactly: ConsistencyToken): Promise<readonly string[]> {
  const all: string[] = [];
  let after: PageCursor | undefined;
  do {
    const options = { limit: 499, ...(after === undefined ? { consistency: { exactly } } : { after }) };
    const page = await store.attributes(options);
    all.push(
      ...page.attributes.flatMap(({ object, values }) =>
        Object.keys(values).map((name) => `${formatObject(object)}#${name}`),
      ),
    );
    after = page.next;
  } while (after !== undefined);
  return all.sort(compareText);
}

const filters: readonly (readonly [TupleFilter, string])[] = [
  [{}, "true"],
  [{ object: { type: "folder" } }, "object_type = 'folder'"],
  [{ relation: "editor" }, "relation = 'editor'"],
  [{ subject: { type: "group" }, object: { type: "doc" } }, "subject_type = 'group' and object_type = 'doc'"],
  [{ object: { type: "group", id: "g7" } }, "object_type = 'group' and object_id = 'g7'"],
];

test.each([1, 400])("the state of number %d is listed and counted whole, whatever has ended since", async (number) => {
  const { token } = await store.contents();
  const exactly = token.replace(/\..*/, `.${number.toString(36)}`) as ConsistencyToken;
  for (const [filter, where] of filters) {
    const expected = rowsAt(number, "tuples", where);
    expect(await allTuples(filter, exactly)).toEqual(expected);
    expect(await store.count(filter, { consistency: { exactly } })).toMatchObject({ value: expected.length });
  }
  expect(await allAttributes(exactly)).toEqual([...new Set(rowsAt(number, "attributes"))]);
});
