import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { and, eq, like } from "drizzle-orm";
import { alias, bigint, numeric, pgTable, real, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, expect, test } from "vitest";
import { authorized } from "../src/index.ts";
import { describeAgreement } from "./agreement.ts";
import { describeQueries } from "./queries.ts";
import { model, ROWS, TUPLES } from "./situation.ts";

const { url, client } = await testDatabase();
const relata = await createRelata({ model, store: postgres({ url, schema: "authz" }) });
const db = drizzle(client);
afterAll(() => relata.close());

const documents = pgTable("documents", {
  id: text("id").primaryKey(),
  folder: text("folder").notNull(),
  amount: numeric("amount"),
  status: text("status").notNull(),
  due: timestamp("due", { withTimezone: true, mode: "string" }),
  share: real("share"),
});
const numbered = pgTable("numbered", { id: bigint("id", { mode: "number" }).primaryKey() });
await client.unsafe(`create table documents (id text primary key, folder text, amount numeric, status text, due timestamptz, share real);
  create table folders (id text); insert into folders values ('plans'), ('none');
  create table numbered (id bigint primary key); insert into numbered values (7), (8)`);
await db
  .insert(documents)
  .values(ROWS.map((row) => ({ ...row, amount: row.amount === null ? null : String(row.amount) })));

describeAgreement("PostgreSQL", {
  db,
  relata,
  columns: { id: documents.id, amount: documents.amount, status: documents.status, due: documents.due },
});
describeQueries("PostgreSQL", { db, relata, documents, numbered });

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
  expect((await page).map(({ id }) => id)).toEqual(["d1", "d3"]);
  const flagged = await db.select({ id: documents.id, can: visible }).from(documents).orderBy(documents.id);
  expect(flagged.filter(({ can }) => can).map(({ id }) => id)).toEqual(["d1", "d3", "d4", "d5"]);
  const mine = await authz.visible(documents.id, { ...ANN, permission: "edit" });
  await db.transaction(async (tx) => {
    const hidden = tx
      .update(documents)
      .set({ status: "x" })
      .where(and(mine, eq(documents.id, "d6")));
    expect(await hidden.returning({ id: documents.id })).toEqual([]);
    const own = tx.delete(documents).where(and(mine, eq(documents.id, "d4")));
    expect(await own.returning({ id: documents.id })).toEqual([{ id: "d4" }]);
  });
});

test("inside a transaction of the application, the expression sees what the transaction wrote", async () => {
  const visible = await authorized(relata, db).visible(documents.id, { ...ANN, subject: "user:tom" });
  const seen = async (from: Pick<typeof db, "select">) =>
    (
      await from
        .select()
        .from(documents)
        .where(and(visible, eq(documents.folder, "plans")))
    ).length;
  const undone = new Error("undone");
  const change = db.transaction(async (tx) => {
    await relata.in(tx).write(["folder:plans#viewer@user:tom"]);
    expect(await seen(tx)).toBe(3);
    throw undone;
  });
  await expect(change).rejects.toThrow(undone);
  expect(await seen(db)).toBe(0);
});

test.each(["exists", "in"] as const)("a table may be joined with itself under another name, by `%s`", async (shape) => {
  const other = alias(documents, "other");
  await relata.write(["document:*#viewer@user:root"]);
  const visible = await authorized(relata, db).visible(other.id, { ...ANN, subject: "user:root" }, { shape });
  const rows = db.select({ id: other.id }).from(documents).innerJoin(other, eq(documents.id, other.id)).where(visible);
  expect((await rows).length).toBeGreaterThan(4);
});

test.each(["exists", "in"] as const)(
  "ids may be UUIDs, in the one form that PostgreSQL writes, by `%s`",
  async (shape) => {
    const ids = ["0b6f3a52-8d11-4f0e-9c5a-3a1f5f1f9a01", "0b6f3a52-8d11-4f0e-9c5a-3a1f5f1f9a02"] as const;
    await client`create table if not exists things (id uuid primary key)`;
    await client`insert into things values (${ids[0]}), (${ids[1]}) on conflict do nothing`;
    await relata.write([`document:${ids[0]}#owner@user:uma`, `document:${ids[1].toUpperCase()}#owner@user:uma`]);
    const things = pgTable("things", { id: uuid("id").primaryKey() });
    const visible = await authorized(relata, db).visible(things.id, { ...ANN, subject: "user:uma" }, { shape });
    expect(await db.select().from(things).where(visible)).toEqual([{ id: ids[0] }]);
  },
);

test("numbers that no double holds are unknown, and `real` is refused, since it is not what it is read as", async () => {
  await client`insert into documents (id, folder, amount, status) values ('n1', 'plans', 'NaN', 'open'), ('n2', 'plans', 1e400, 'open'), ('n3', 'plans', 1e-400, 'open'), ('n4', 'plans', 0, 'open')`;
  await relata.write(["n1", "n2", "n3", "n4"].map((id) => `document:${id}#owner@user:nan` as const));
  const authz = authorized(relata, db);
  const nan = { ...ANN, subject: "user:nan", permission: "pay" };
  const attributes = { amount: documents.amount, status: documents.status };
  const visible = await authz.visible(documents.id, { ...nan, attributes });
  expect((await db.select().from(documents).where(visible)).map(({ id }) => id)).toEqual(["n4"]);
  const stated = await authz.visible(documents.id, { ...nan, permission: "stated", attributes });
  expect((await db.select().from(documents).where(stated)).map(({ id }) => id)).toEqual(["n4"]);
  const refused = authz.visible(documents.id, { ...nan, attributes: { amount: documents.share } });
  await expect(refused).rejects.toMatchObject({ code: "not_expressible" });
});
