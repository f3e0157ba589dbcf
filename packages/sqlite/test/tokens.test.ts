import { join } from "node:path";
import Database from "better-sqlite3";
import type { Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import type { ConsistencyToken } from "@relata/store";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };

/** A store, and a token of a write in a transaction that the application has yet to end. */
async function pending(name: string, tokenTimeoutMs?: number) {
  const path = join(folder, name);
  const store = sqlite(path, { ...(tokenTimeoutMs !== undefined && { tokenTimeoutMs }) });
  await store.write({});
  const client = new Database(path);
  client.exec("begin immediate");
  const { token } = store.in(client).write({ touch: [ann] });
  return { store, client, token };
}

test("a read waits for a token whose write another connection has yet to commit, and the event loop goes on", async () => {
  const { store, client, token } = await pending("commits.db");
  const atLeast = { consistency: { atLeast: token } };
  const [contents, exact, page, number] = [
    store.contents(atLeast),
    store.contents({ consistency: { exactly: token } }),
    store.tuples({}, { limit: 1, ...atLeast }),
    store.log.numberOf(token),
  ];
  for (const read of [contents, exact, page, number]) expect(read).toBeInstanceOf(Promise);
  expect(await store.contents()).toMatchObject({ tuples: [] });
  client.exec("commit");
  for (const read of [contents, exact, page]) expect(await read).toMatchObject({ tuples: [ann], token });
  expect(await number).toBe(2);
  expect(store.contents(atLeast)).toMatchObject({ tuples: [ann] });
  client.close();
  store.close();
});

test("a token whose write was rolled back is not reached, after a stated time", async () => {
  const { store, client, token } = await pending("rolls-back.db", 80);
  client.exec("rollback");
  const since = performance.now();
  for (const consistency of [{ atLeast: token }, { exactly: token }]) {
    const failure = await Promise.resolve(store.contents({ consistency })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "token_not_reached", message: expect.stringContaining("80 ms") });
  }
  expect(performance.now() - since).toBeGreaterThanOrEqual(160);
  expect(performance.now() - since).toBeLessThan(5_000);
  client.close();
  store.close();
});

test("in a store that ends with the process nobody else commits, and nothing is waited for", async () => {
  const store = sqlite(":memory:");
  const { token } = await store.write({});
  const ahead = token.replace(/\.1$/, ".2") as ConsistencyToken;
  expect(() => store.contents({ consistency: { atLeast: ahead } })).toThrow(
    expect.objectContaining({ code: "token_not_reached" }),
  );
  store.close();
});

test("tokens of a deleted store hold nowhere, also after the newest numbers were its own", async () => {
  const path = join(folder, "deleted.db");
  const store = sqlite(path);
  const tenant = store.stores.open("tenant");
  await store.write({ touch: [ann] });
  const { token } = await tenant.write({ touch: [ann] });
  expect(await store.stores.delete("tenant")).toBe(true);
  for (const each of [store, tenant]) {
    expect(() => each.contents({ consistency: { atLeast: token } })).toThrow(
      expect.objectContaining({ code: "invalid_consistency_token" }),
    );
  }
  // Its number is given to no other write.
  expect((await store.write({})).token).not.toBe(token);
  expect(await store.log.newest()).toBe(3);
  store.close();
});

test("pages of a store that was deleted meanwhile are not cut short: they fail", async () => {
  const store = sqlite(":memory:").stores.open("tenant");
  await store.write({ touch: [ann, { ...ann, relation: "editor" }] });
  const { next } = await store.tuples({}, { limit: 1 });
  await store.stores.delete("tenant");
  expect(() => store.tuples({}, { limit: 1, ...(next !== undefined && { after: next }) })).toThrow(
    expect.objectContaining({ code: "snapshot_expired" }),
  );
});

test("a cursor of one file is none of another", async () => {
  const [one, two] = [sqlite(":memory:"), sqlite(":memory:")];
  for (const store of [one, two]) await store.write({ touch: [ann, { ...ann, relation: "editor" }] });
  const { next } = await one.tuples({}, { limit: 1 });
  expect(() => two.tuples({}, { limit: 1, ...(next !== undefined && { after: next }) })).toThrow(
    expect.objectContaining({ code: "invalid_cursor" }),
  );
  for (const store of [one, two]) store.close();
});
