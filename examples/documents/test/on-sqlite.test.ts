import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { afterAll, beforeEach, expect, test } from "vitest";
import { model } from "../src/authz.gen.ts";
import { createDocument, deleteDocument, documents, type App } from "../src/on-sqlite.ts";
import { killWhenWritten } from "./kill-when-written.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-documents-"));
const opened: App[] = [];
let path: string;
let app: App;
let files = 0;

async function open(): Promise<App> {
  const db = drizzle(path);
  db.run("create table if not exists documents (id text primary key, title text not null)");
  const made = { db, relata: await createRelata({ model, store: sqlite(path) }) };
  opened.push(made);
  return made;
}

beforeEach(async () => {
  path = join(folder, `${files++}.db`);
  app = await open();
});
afterAll(async () => {
  for (const { relata } of opened) await relata.close();
  rmSync(folder, { recursive: true });
});

const there = async ({ db, relata }: App) => [db.select().from(documents).all().length, await relata.count({})];

test("a document and its owner's tuple are written together", async () => {
  createDocument(app, { id: "plan", title: "Plan", owner: "ann" });
  expect(await there(app)).toEqual([1, 1]);
  expect(await app.relata.can("user:ann", "read", "document:plan")).toBe(true);
});

test("neither survives a refusal of the other", async () => {
  createDocument(app, { id: "plan", title: "Plan", owner: "ann" });
  expect(() => createDocument(app, { id: "plan", title: "Twice", owner: "bob" })).toThrow("UNIQUE");
  expect(() => createDocument(app, { id: "*", title: "Everything", owner: "*" })).toThrow("admits user, not user:*");
  expect(await there(app)).toEqual([1, 1]);
});

test("who may delete is asked in the transaction that deletes", async () => {
  createDocument(app, { id: "plan", title: "Plan", owner: "ann" });
  expect(deleteDocument(app, "plan", "bob")).toBe(false);
  expect(deleteDocument(app, "plan", "ann")).toBe(true);
  expect(await there(app)).toEqual([0, 0]);
});

test("neither survives a crash before the commit", async () => {
  await killWhenWritten("sqlite", path);
  expect(await there(await open())).toEqual([0, 0]);
});
