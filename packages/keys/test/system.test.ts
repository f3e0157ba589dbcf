import { createRelata, readModel } from "@relata/core";
import { memoryStore } from "@relata/store";
import { expect, test } from "vitest";
import { createKeys, withSystem } from "../src/index.ts";
import { MODEL, worlds } from "./databases.ts";

const open = worlds();
const modelOf = (text: string) => readModel(`model 1\n${text}`).model;

test("a model with the reserved types is the application's with two more, and answers what it did", () => {
  const whole = withSystem(MODEL);
  expect(whole.types.map(({ name }) => name)).toEqual(
    [...MODEL.types.map(({ name }) => name), "system:key", "system:root"].toSorted(),
  );
  expect(whole.types.filter(({ name }) => !name.startsWith("system:"))).toEqual(MODEL.types);
  expect(whole.policies).toBe(MODEL.policies);
});

test("a model that declares a reserved type of its own is refused; one that has them already is the same", () => {
  const code = expect.objectContaining({ code: "invalid_model" });
  expect(() => withSystem(modelOf("type user type apikey type system:mine"))).toThrow(code);
  expect(() => withSystem(modelOf("type user type apikey type system"))).toThrow(code);
  expect(() => withSystem(modelOf("type user type apikey type system:key type system:root"))).toThrow(code);
  expect(() => withSystem(withSystem(MODEL), { admins: ["group#member"] })).toThrow(code);
  const whole = withSystem(MODEL);
  expect(withSystem(whole)).toBe(whole);
});

test("a model that lacks a type that keys need is refused, with how to mend it", () => {
  expect(() => withSystem(modelOf("type user"))).toThrow(/lacks.*add `type apikey`/s);
  expect(() => withSystem(modelOf("type person type apikey"))).toThrow(/type `user`/);
  expect(() => withSystem(modelOf("type user type apikey"), { organization: "tenant" })).toThrow(/type `tenant`/);
});

test("people and organizations may have other names, in backticks too", () => {
  const model = modelOf(
    "type `my-person` type apikey type org:unit { relation member: `my-person` } type team { relation lead: `my-person` }",
  );
  const whole = withSystem(model, { users: ["my-person"], organization: "org:unit", admins: ["team#lead"] });
  const root = whole.types.find(({ name }) => name === "system:root");
  expect(root?.relations.find(({ name }) => name === "admin")?.subjects).toEqual([
    { type: "apikey" },
    { type: "my-person" },
    { type: "team", relation: "lead" },
  ]);
  const key = whole.types.find(({ name }) => name === "system:key");
  expect(key?.relations.find(({ name }) => name === "organization")?.subjects).toEqual([{ type: "org:unit" }]);
});

test("an application's model is applied beside keys: their tuples are not stranded, and its own are", async () => {
  const { relata, keys } = await open("sqlite");
  await keys.create({ name: "k", owner: "user:ann", tuples: ["document:a#owner"] });
  await relata.apply(MODEL);
  const without = modelOf("type user type apikey type document { relation owner: user }");
  await expect(relata.apply(without)).rejects.toMatchObject({ code: "tuples_stranded" });
  await relata.apply(withSystem(MODEL));
  const applied = await relata.appliedModel();
  expect(withSystem(applied?.model ?? MODEL)).toBe(applied?.model);
});

/** The reserved types as they were before the house had readers, writers and administrators of models. */
const BEFORE = `
/// The house: who runs it, and who is shut out of it.
type system:root {
  /// May do everything.
  relation admin: user | apikey
  /// May make and change the keys of others.
  relation key_admin: user | apikey
  /// Shut out, or gone: keys that act for them stop at once.
  relation disabled: user | apikey
  permission manage_keys = admin + key_admin
}

/// A key, by its id: whose it is, and how it stands to its owner.
type system:key {
  /// Acts alone.
  relation own: user | apikey
  /// Acts in the place of this owner.
  relation inherits: user | apikey
  /// May what both it and this owner may.
  relation delegates: user | apikey
  /// Switched off: by its owner, or, where the key itself stands there, by the house.
  relation disabled: user | apikey
  permission owner = own + inherits + delegates
}`;

test("a stored model with an older form of the reserved types gets those of today, and nothing else changes", () => {
  const own = "type user type apikey type document { relation owner: user permission read = owner }";
  const without = BEFORE.replace(/.*permission owner.*\n/, "");
  for (const older of [BEFORE, without]) {
    expect(withSystem(modelOf(`${own} ${older}`))).toEqual(withSystem(modelOf(own)));
  }
  const meddled = BEFORE.replace("relation admin: user | apikey", "relation admin: user | apikey | apikey:*");
  expect(() => withSystem(modelOf(`${own} ${meddled}`))).toThrow(expect.objectContaining({ code: "invalid_model" }));
});

test("each right on the house is what it says, and no more", async () => {
  const { relata } = await open("sqlite");
  const rights = ["admin", "key_admin", "reader", "writer", "model_admin"];
  await relata.write(rights.map((right) => `system:root:main#${right}@user:${right}`));
  const held = async (right: string) => (await relata.permissionsOn(`user:${right}`, "system:root:main")).allowed;
  expect(await Promise.all(rights.map(held))).toEqual([
    ["ask", "manage_keys", "manage_models", "write_tuples"],
    ["manage_keys"],
    ["ask"],
    ["ask", "write_tuples"],
    ["ask", "manage_models"],
  ]);
});

test("keys over an engine without the reserved types are refused when they are opened", async () => {
  const relata = await createRelata({ model: MODEL, store: memoryStore() });
  const { store } = await open("sqlite");
  expect(() => createKeys({ relata, store })).toThrow(expect.objectContaining({ code: "invalid_model" }));
});

test("keys whose engine is elsewhere change nothing", async () => {
  const { store } = await open("sqlite");
  const relata = await createRelata({ model: withSystem(MODEL), store: memoryStore().stores.open(store.name) });
  const keys = createKeys({ relata, store });
  await expect(keys.create({ name: "k" })).rejects.toMatchObject({ code: "invalid_transaction" });
  expect(await store.list({ limit: 9 })).toEqual([]);
  const other = await open("sqlite", { isAlone: true });
  const crossed = createKeys({ relata: other.relata, store: store.store(other.relata.storeName) });
  await expect(crossed.create({ name: "k" })).rejects.toMatchObject({ code: "invalid_transaction" });
  expect(await store.list({ limit: 9 })).toEqual([]);
});

test("keys of one tenant beside the engine of another are refused when they are opened", async () => {
  const { relata, store } = await open("sqlite");
  const elsewhere = relata.store("elsewhere");
  expect(() => createKeys({ relata: elsewhere, store })).toThrow(expect.objectContaining({ code: "invalid_store" }));
  const keys = createKeys({ relata: elsewhere, store: store.store("elsewhere") });
  const { key } = await keys.create({ name: "k" });
  expect(await store.list({ limit: 9 })).toEqual([]);
  expect(await keys.get(key.id)).toMatchObject({ name: "k" });
});
