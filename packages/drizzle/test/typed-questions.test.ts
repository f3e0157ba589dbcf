import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel, type TypedModel } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { drizzle } from "drizzle-orm/better-sqlite3";
import { real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { afterAll, expect, test } from "vitest";
import { authorized, type VisibleQuestion } from "../src/index.ts";

/** As `relata generate` writes it. */
interface Authz {
  types: {
    user: { relations: {}; permissions: {}; attributes: {}; trusted: never };
    group: { relations: { member: { user: undefined } }; permissions: {}; attributes: {}; trusted: never };
    document: {
      relations: { owner: { user: undefined; "group#member": undefined } };
      permissions: { view: true };
      attributes: { amount?: number; secret?: boolean };
      trusted: "secret";
    };
  };
  policies: {};
  context: { limit?: number };
  subjects: "user" | "group#member";
}

const { model }: { readonly model: TypedModel<Authz> } = readModel(`model 1
  type user
  type group { relation member: user }
  type document {
    attribute amount: number  trusted attribute secret: boolean
    relation owner: user | group#member
    permission view = owner when small
  }
  context limit: number
  policy small = resource.amount < context.limit`);

const folder = mkdtempSync(join(tmpdir(), "relata-drizzle-"));
const path = join(folder, "app.db");
const relata = await createRelata({ model, store: sqlite(path) });
const client = new Database(path);
client.exec("create table documents (id text, amount real); insert into documents values ('d1', 1), ('d2', 200)");
const { id, amount } = sqliteTable("documents", { id: text("id"), amount: real("amount") });
const authz = authorized(relata, drizzle(client));
afterAll(async () => {
  client.close();
  await relata.close();
  rmSync(folder, { recursive: true });
});

test("what the model has compiles, in either form of a reference", async () => {
  await relata.write([
    "document:d1#owner@group:eng#member",
    "document:d2#owner@group:eng#member",
    "group:eng#member@user:ann",
  ]);
  const question = { permission: "view", type: "document", attributes: { amount }, context: { limit: 10 } } as const;
  const held: VisibleQuestion<Authz> = { ...question, subject: "user:ann" };
  expect(await authz.countVisible(id, held)).toEqual({ count: 1, isMore: false });
  expect(await authz.countVisible(id, { ...question, subject: { type: "user", id: "ann" } })).toMatchObject({
    count: 1,
  });
  expect(
    await authz.countVisible(id, { ...question, subject: { allOf: ["user:ann", "group:eng#member"] } }),
  ).toMatchObject({ count: 1 });
  authz.require("document", "owner");
});

test("what it lacks does not", async () => {
  const refused = [
    // @ts-expect-error no such type
    authz.visible(id, { subject: "user:ann", permission: "view", type: "documnet" }),
    // @ts-expect-error no such permission of the type
    authz.visible(id, { subject: "user:ann", permission: "member", type: "document" }),
    // @ts-expect-error no such kind of subject
    authz.visible(id, { subject: "person:ann", permission: "view", type: "document" }),
    // @ts-expect-error no such attribute
    authz.visible(id, { subject: "user:ann", permission: "view", type: "document", attributes: { amuont: amount } }),
    // @ts-expect-error nobody but the store says what is trusted
    authz.visible(id, { subject: "user:ann", permission: "view", type: "document", attributes: { secret: amount } }),
    // @ts-expect-error of one of several
    authz.countVisible(id, { subject: { allOf: ["user:ann", "usr:bob"] }, permission: "view", type: "document" }),
  ];
  for (const one of refused) await expect(one).rejects.toBeDefined();
  // @ts-expect-error no such permission of the type
  expect(() => authz.require("document", "edit")).toThrow("no relation or permission `edit`");
});
