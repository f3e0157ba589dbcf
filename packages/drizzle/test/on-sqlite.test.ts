import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { and, eq, getTableColumns, like, sql, type Column } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { alias, blob, integer, real, sqliteTable, sqliteView, text } from "drizzle-orm/sqlite-core";
import { afterAll, expect, test } from "vitest";
import { authorized } from "../src/index.ts";
import { describeAgreement } from "./agreement.ts";
import { describeQueries } from "./queries.ts";
import { model, ROWS, TUPLES } from "./situation.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-drizzle-"));
const path = join(folder, "app.db");
const relata = await createRelata({ model, store: sqlite(path) });
const client = new Database(path);
const db = drizzle(client);
afterAll(async () => {
  client.close();
  await relata.close();
  rmSync(folder, { recursive: true });
});

const documents = sqliteTable("documents", {
  id: text("id").primaryKey(),
  folder: text("folder").notNull(),
  amount: real("amount"),
  status: text("status").notNull(),
  due: integer("due", { mode: "timestamp_ms" }),
  picture: blob("picture"),
});
const numbered = sqliteTable("numbered", { id: integer("id").primaryKey() });
client.exec(`create table documents (id text primary key, folder text, amount real, status text, due integer, picture blob);
  create table folders (id text); insert into folders values ('plans'), ('none');
  create table numbered (id integer primary key); insert into numbered values (7), (8)`);
db.insert(documents).values(ROWS.map(dated)).run();

describeAgreement("SQLite", {
  db,
  relata,
  columns: { id: documents.id, amount: documents.amount, status: documents.status, due: documents.due },
});
describeQueries("SQLite", { db, relata, documents, numbered });

/** As drizzle takes a time. */
function dated<T extends { readonly due: string | null }>(row: T) {
  return { ...row, due: row.due === null ? null : new Date(row.due) };
}

const ANN = { subject: "user:ann", permission: "view", type: "document" };

test("drizzle's own builders take the expression wherever a condition stands", async () => {
  await relata.write(TUPLES);
  const authz = authorized(relata, db);
  const visible = await authz.visible(documents.id, ANN);
  const page = db
    .select()
    .from(documents)
    .where(and(visible, like(documents.id, "d%")))
    .orderBy(documents.id)
    .limit(2);
  expect(page.all().map(({ id }) => id)).toEqual(["d1", "d3"]);
  const flagged = db.select({ id: documents.id, can: visible }).from(documents).orderBy(documents.id).all();
  expect(flagged.filter(({ can }) => can).map(({ id }) => id)).toEqual(["d1", "d3", "d4", "d5"]);
  const mine = await authz.visible(documents.id, { ...ANN, permission: "edit" }, { shape: "exists" });
  db.transaction((tx) => {
    expect(
      tx
        .update(documents)
        .set({ status: "x" })
        .where(and(mine, eq(documents.id, "d6")))
        .run().changes,
    ).toBe(0);
    expect(
      tx
        .delete(documents)
        .where(and(mine, eq(documents.id, "d4")))
        .run().changes,
    ).toBe(1);
    tx.insert(documents).values(dated(ROWS[3])).run();
  });
});

test("inside a transaction of the application, the expression sees what the transaction wrote", async () => {
  const visible = await authorized(relata, db).visible(documents.id, { ...ANN, subject: "user:tom" });
  const seen = (from: Pick<typeof db, "select">) =>
    from
      .select()
      .from(documents)
      .where(and(visible, eq(documents.folder, "plans")))
      .all().length;
  const undone = new Error("undone");
  const change = () =>
    db.transaction((tx) => {
      relata.in(tx).write(["folder:plans#viewer@user:tom"]);
      expect(seen(tx)).toBe(3);
      throw undone;
    });
  expect(change).toThrow(undone);
  expect(seen(db)).toBe(0);
});

test.each(["exists", "in"] as const)("a table may be joined with itself under another name, by `%s`", async (shape) => {
  const other = alias(documents, "other");
  const visible = await authorized(relata, db).visible(other.id, { ...ANN, subject: "user:root" }, { shape });
  await relata.write(["document:*#viewer@user:root"]);
  const rows = db.select({ id: other.id }).from(documents).innerJoin(other, eq(documents.id, other.id)).where(visible);
  expect(rows.all().length).toBeGreaterThan(5);
});

test("a column that holds no ids, or no values of the attribute, is refused with what to name instead", async () => {
  const authz = authorized(relata, db);
  await expect(authz.visible(documents.picture, ANN)).rejects.toThrow("holds no ids of objects");
  const attributes = { ...getTableColumns(documents), amount: documents.status };
  const question = { ...ANN, permission: "pay", attributes: { amount: attributes.amount } };
  await expect(authz.visible(documents.id, question)).rejects.toMatchObject({
    code: "not_expressible",
    message:
      "column `documents.status` (text) holds no values of `amount: number`: name one of text, numbers, booleans, or times with a zone, as the attribute is",
  });
});

test("what no request could state is not there: bytes, and numbers beyond the doubles", async () => {
  client.exec(
    "insert into documents (id, folder, status, amount) values ('n1', 'none', 'open', 9e999), ('n2', 'none', 'open', x'31'), ('n3', 'none', 'open', 'a'), ('n4', 'none', 'open', 0)",
  );
  await relata.write(["n1", "n2", "n3", "n4"].map((id) => `document:${id}#owner@user:nan` as const));
  const nan = { ...ANN, subject: "user:nan", attributes: { amount: documents.amount, status: documents.status } };
  const seen = async (permission: string) => {
    const visible = await authorized(relata, db).visible(documents.id, { ...nan, permission });
    return db.all<{ id: string }>(sql`select id from documents where ${visible} order by id`).map(({ id }) => id);
  };
  expect(await seen("edit")).toEqual(["n1", "n2", "n3", "n4"]);
  expect(await seen("pay")).toEqual(["n4"]);
  // A text in a column of numbers is there, though it compares with none.
  expect(await seen("stated")).toEqual(["n3", "n4"]);
});

test("what stands in an expression is read in no order of a language", async () => {
  client.exec("create table names (id text collate nocase)");
  client.exec("insert into names values ('D1'), ('d1')");
  const names = sqliteTable("names", { id: text("id") });
  for (const shape of ["exists", "in"] as const) {
    const visible = await authorized(relata, db).visible(names.id, ANN, { shape });
    expect(db.all(sql`select id from names where ${visible}`)).toEqual([{ id: "d1" }]);
  }
});

test("ids are found as they are written, whatever the column was declared as", async () => {
  await relata.write(["7", "8", "9", "010", "x"].map((id) => `document:${id}#owner@user:typed` as const));
  for (const declared of ["", "text", "integer", "numeric", "blob"]) {
    const name = `ids_${declared}`;
    client.exec(
      `create table ${name} (id ${declared}); insert into ${name} values (7), ('8'), (10), ('010'), ('x'), (x'39')`,
    );
    for (const id of [sqliteTable(name, { id: text("id") }).id, sqliteTable(name, { id: integer("id") }).id]) {
      const found = { exists: [] as unknown[], in: [] as unknown[] };
      for (const shape of ["exists", "in"] as const) {
        const visible = await authorized(relata, db).visible(id, { ...ANN, subject: "user:typed" }, { shape });
        found[shape] = db.all(
          sql`select cast(id as text) as id from ${sql.identifier(name)} where ${visible} order by 1`,
        );
      }
      expect(found.in).toEqual(found.exists);
      expect(found.in.length).toBeGreaterThan(2);
    }
  }
});

test.each(["exists", "in"] as const)(
  "a view, a subquery and a relational query take it too, by `%s`",
  async (shape) => {
    await relata.write({
      touch: ["document:d1#owner@user:vic", "document:d5#owner@user:vic", "document:*#viewer@user:root"],
    });
    client.exec("create view if not exists planned as select * from documents where folder = 'plans'");
    const view = sqliteView("planned", { id: text("id") }).existing();
    const plans = db.select({ id: documents.id }).from(documents).where(eq(documents.folder, "plans")).as("plans");
    const related = drizzle(client, { schema: { documents } });
    const all = db.select().from(documents).all().length;
    for (const [subject, inPlans, everywhere] of [
      ["user:vic", 1, 2],
      ["user:root", 3, all],
    ] as const) {
      const question = { subject, permission: "view", type: "document" };
      const visible = (column: Column) => authorized(relata, db).visible(column, question, { shape });
      expect(
        db
          .select()
          .from(view)
          .where(await visible(view.id))
          .all(),
      ).toHaveLength(inPlans);
      expect(
        db
          .select()
          .from(plans)
          .where(await visible(plans.id))
          .all(),
      ).toHaveLength(inPlans);
      expect(related.query.documents.findMany({ where: await visible(documents.id) }).sync()).toHaveLength(everywhere);
    }
  },
);
