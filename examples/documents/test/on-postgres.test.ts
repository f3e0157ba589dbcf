import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeEach, expect, test } from "vitest";
import { model } from "../src/authz.gen.ts";
import { createDocument, deleteDocument, documents, type App } from "../src/on-postgres.ts";
import { killWhenWritten } from "./kill-when-written.ts";

const { url, client } = await testDatabase();
await client`create table documents (id text primary key, title text not null)`;
const app: App = { db: drizzle(client), relata: await createRelata({ model, store: postgres(url) }) };
afterAll(() => app.relata.close());

beforeEach(async () => {
  await client`truncate documents`;
  await app.relata.stores.delete("main");
});

const there = async () => [(await app.db.select().from(documents)).length, await app.relata.count({})];

test("a document and its owner's tuple are written together", async () => {
  await createDocument(app, { id: "plan", title: "Plan", owner: "ann" });
  expect(await there()).toEqual([1, 1]);
  expect(await app.relata.can("user:ann", "read", "document:plan")).toBe(true);
});

test("neither survives a refusal of the other", async () => {
  await createDocument(app, { id: "plan", title: "Plan", owner: "ann" });
  await expect(createDocument(app, { id: "plan", title: "Twice", owner: "bob" })).rejects.toThrow("Failed query");
  await expect(createDocument(app, { id: "*", title: "Everything", owner: "*" })).rejects.toThrow(
    "admits user, not user:*",
  );
  expect(await there()).toEqual([1, 1]);
});

test("who may delete is asked in the transaction that deletes", async () => {
  await createDocument(app, { id: "plan", title: "Plan", owner: "ann" });
  expect(await deleteDocument(app, "plan", "bob")).toBe(false);
  expect(await deleteDocument(app, "plan", "ann")).toBe(true);
  expect(await there()).toEqual([0, 0]);
});

test("neither survives a crash before the commit", async () => {
  await killWhenWritten("postgres", url);
  expect(await there()).toEqual([0, 0]);
});
