import { join } from "node:path";
import Database from "better-sqlite3";
import { parseInstant, type Instant, type Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import type { Changes } from "@relata/store";
import { expect, test } from "vitest";
import { inOrder } from "../src/tuple-row.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
let files = 0;

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const until: Tuple = { ...ann, until: parseInstant("2027-01-01T00:00:00.000000001Z") as Instant };
const invoice = { type: "invoice", id: "1" };

/** Makes the writes, and answers the rows that they left in a table. */
async function rowsAfter(table: "tuples" | "attributes", writes: readonly Changes[]): Promise<readonly object[]> {
  const path = join(folder, `${files++}.db`);
  const store = sqlite(path, { clock: () => 1_700_000_000_000 });
  for (const changes of writes) await store.write(changes);
  store.close();
  const client = new Database(path);
  const rows = client.prepare(`select * from relata_${table} order by id`).all() as object[];
  client.close();
  return rows;
}

test("a deleted tuple stays as a row that says when it was made and when it ended", async () => {
  expect(await rowsAfter("tuples", [{ touch: [ann] }, { delete: [ann] }])).toEqual([
    expect.objectContaining({ store: "main", subject_id: "ann", subject_relation: "", made_in: 1, ended_in: 2 }),
  ]);
});

test("a replaced tuple is an ended row, unchanged, and a new one", async () => {
  const rows = await rowsAfter("tuples", [{ touch: [ann] }, { touch: [until] }, { touch: [ann] }]);
  expect(rows).toMatchObject([
    { valid_until: null, made_in: 1, ended_in: 2 },
    { valid_until: "2027-01-01T00:00:00.000000001Z", made_in: 2, ended_in: 3 },
    { valid_until: null, made_in: 3, ended_in: null },
  ]);
});

test("touching what is there leaves the row of the first write", async () => {
  const policy = { name: "p", parameters: { b: 1, a: [null] } };
  const rows = await rowsAfter("tuples", [{ touch: [{ ...ann, policy }] }, { touch: [{ ...ann, policy }] }]);
  expect(rows).toMatchObject([{ policy: "p", parameters: '{"a":[null],"b":1}', made_in: 1, ended_in: null }]);
});

test("only attributes whose value changes make rows", async () => {
  const rows = await rowsAfter("attributes", [
    { attributes: [{ object: invoice, set: { amount: 1, tags: { x: 1, y: 2 }, note: null } }] },
    { attributes: [{ object: invoice, set: { amount: 2, tags: { y: 2, x: 1 } }, unset: ["note", "never"] }] },
  ]);
  expect(rows).toMatchObject([
    { name: "amount", value: "1", made_in: 1, ended_in: 2 },
    { name: "tags", value: '{"x":1,"y":2}', made_in: 1, ended_in: null },
    { name: "note", value: "null", made_in: 1, ended_in: 2 },
    { name: "amount", value: "2", made_in: 2, ended_in: null },
  ]);
});

test("every write is numbered, with the time of the clock, and one that fails leaves no gap", async () => {
  const path = join(folder, "numbers.db");
  const store = sqlite(path, { clock: () => 1_700_000_000_123 });
  await store.write({ create: [ann] });
  expect(() => store.write({ create: [ann] })).toThrow("is there already");
  await store.stores.open("tenant").write({});
  store.close();
  const client = new Database(path);
  expect(client.prepare("select id, store, at from relata_transactions order by id").all()).toEqual([
    { id: 1, store: "main", at: 1_700_000_000_123 },
    { id: 2, store: "tenant", at: 1_700_000_000_123 },
  ]);
  client.close();
});

test("what was written is there when the file is opened again, with the same token", async () => {
  const path = join(folder, "again.db");
  const first = sqlite(path);
  const { token } = await first.write({ touch: [until], attributes: [{ object: invoice, set: { amount: null } }] });
  first.close();
  const second = sqlite(path);
  expect(await second.contents()).toEqual({
    tuples: [until],
    attributes: [{ object: invoice, values: { amount: null } }],
    token,
  });
  second.close();
});

test("tokens of two files differ from the start", async () => {
  const [one, two] = [sqlite(":memory:"), sqlite(":memory:")];
  expect((await one.contents()).token).not.toBe((await two.contents()).token);
  expect((await one.write({})).token).not.toBe((await two.write({})).token);
  one.close();
  two.close();
});

test("an instant is kept as text that sorts by time", async () => {
  const instants = ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000001Z", "2026-01-01T00:00:00.5Z"].map(
    (text) => parseInstant(text) as Instant,
  );
  const kept = instants.map(inOrder);
  expect(kept).toEqual([...kept].sort());
  expect(kept.map((text) => parseInstant(text))).toEqual(instants);
});
