import { join } from "node:path";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { createRelata, type Relata, type Schema } from "@relata/core";
import { sqlite, type SqliteStore } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { integer, sqliteTable } from "drizzle-orm/sqlite-core";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { failureOf, model, NOON } from "./situation.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-in-"));
const invoices = sqliteTable("invoices", { id: integer("id").primaryKey(), amount: integer("amount").notNull() });
const opened: { close(): unknown }[] = [];
let relata: Relata<Schema, SqliteStore>;
let client: Database.Database;
let db: ReturnType<typeof drizzle>;
let files = 0;

beforeEach(async () => {
  const path = join(folder, `${files++}.db`);
  relata = await createRelata({ model, store: sqlite(path), clock: () => NOON });
  client = new Database(path);
  client.exec("create table invoices (id integer primary key, amount integer not null)");
  db = drizzle(client);
  opened.push(relata, client);
});
afterAll(async () => {
  for (const each of opened) await each.close();
  rmSync(folder, { recursive: true });
});

const OWNER = "client_abc:invoice:7#owner@user:ann";
const refund = { subject: "user:ann", permission: "refund", object: "client_abc:invoice:7" };
const paid = { touch: [OWNER], attributes: [{ object: "client_abc:invoice:7", set: { amount: 5, status: "paid" } }] };

describe("inside the application's transaction", () => {
  test("a row, its tuple and its attributes are written together", async () => {
    db.transaction((tx) => {
      tx.insert(invoices).values({ id: 7, amount: 5 }).run();
      relata.in(tx).write(paid);
    });
    expect(db.select().from(invoices).all()).toEqual([{ id: 7, amount: 5 }]);
    expect(await relata.can("user:ann", "refund", "client_abc:invoice:7")).toBe(true);
    expect(await relata.attributes.get("client_abc:invoice:7")).toEqual({ amount: 5, status: "paid" });
  });

  test("tuples of a request count beside what the transaction wrote, and are not written", async () => {
    const tuples = [OWNER.replace("ann", "bob")];
    db.transaction((tx) => {
      const inside = relata.in(tx);
      inside.write(paid);
      expect(inside.can("user:bob", "refund", "client_abc:invoice:7", { tuples })).toBe(true);
      expect(inside.can("user:bob", "refund", "client_abc:invoice:7")).toBe(false);
    });
    expect(await relata.can("user:bob", "refund", "client_abc:invoice:7")).toBe(false);
  });

  test("neither is there after a rollback", async () => {
    const failing = () =>
      db.transaction((tx) => {
        tx.insert(invoices).values({ id: 7, amount: 5 }).run();
        relata.in(tx).write(paid);
        tx.rollback();
      });
    expect(failing).toThrow("Rollback");
    expect(db.select().from(invoices).all()).toEqual([]);
    expect(await relata.contents()).toMatchObject({ tuples: [], attributes: [] });
  });

  test("every question answers at once, and sees what was written", () => {
    db.transaction((tx) => {
      const inside = relata.in(tx);
      expect(inside.can("user:ann", "refund", "client_abc:invoice:7")).toBe(false);
      inside.write(paid);
      expect(inside.can("user:ann", "refund", "client_abc:invoice:7")).toBe(true);
      expect(inside.check(refund)).toEqual({ outcome: "allowed" });
      expect(inside.explain(refund).decision).toEqual({ outcome: "allowed" });
      const { subject, permission, object } = refund;
      expect(inside.listObjects({ subject, permission, type: "client_abc:invoice" })).toEqual([
        { reference: "client_abc:invoice:7", outcome: "allowed" },
      ]);
      expect(inside.listSubjects({ object, permission, type: "user" })).toEqual([
        { reference: "user:ann", outcome: "allowed" },
      ]);
    });
  });

  test("what the model refuses is not written, and the transaction goes on", async () => {
    db.transaction((tx) => {
      expect(() => relata.in(tx).write(["client_abc:invoice:7#owner@group:g#member"])).toThrow(
        "admits apikey, user, not group#member",
      );
      tx.insert(invoices).values({ id: 8, amount: 1 }).run();
    });
    expect(db.select().from(invoices).all()).toHaveLength(1);
    expect((await relata.contents()).tuples).toEqual([]);
  });
});

test("a store that shares no transactions says so", async () => {
  const memory = await createRelata({ model, store: memoryStore() });
  const failure = await failureOf(() => client.transaction(() => memory.in(client))());
  expect(failure.code).toBe("invalid_transaction");
  expect(failure.message).toContain("those in SQLite files and in PostgreSQL have");
});
