import Database from "better-sqlite3";
import { expect, test, vi } from "vitest";
import { keptClient } from "../src/sqlite/kept-client.ts";
import { sqliteLimiter, type SqliteKeyStore } from "../src/sqlite/index.ts";
import { worlds } from "./databases.ts";

const open = worlds();

test("a text is prepared once for a connection, and by each connection", () => {
  const [one, other] = [keptClient(":memory:", 0), keptClient(":memory:", 0)];
  const prepared = one.prepare("select 1");
  expect(one.prepare("select 1")).toBe(prepared);
  expect(one.prepare("select 2")).not.toBe(prepared);
  expect(other.prepare("select 1")).not.toBe(prepared);
  expect(() => one.prepare("select")).toThrow("incomplete input");
  one.close();
  other.close();
});

test("however many requests there are, no statement is made that garbage collection would find", async () => {
  const prepare = vi.spyOn(Database.prototype, "prepare");
  const pragma = vi.spyOn(Database.prototype, "pragma");
  const { keys, store, time } = await open("sqlite", { isAlone: true });
  const limiter = sqliteLimiter(store as unknown as SqliteKeyStore);
  const text = (await keys.create({ name: "own" })).secret.reveal();
  const requests = async (): Promise<void> => {
    for (let i = 0; i < 60; i++) {
      time.now += 1_000;
      await keys.verify(text);
      await keys.verify(`${text}0`);
      await limiter.take("ann", [{ limit: 10, windowSeconds: 1 }]);
      await limiter.take("ann", [{ limit: 10, windowSeconds: 1 }], 0);
    }
    await keys.flush();
  };
  await requests();
  const made = prepare.mock.calls.length;
  expect(made).toBeGreaterThan(10);
  await requests();
  expect(prepare.mock.calls.length).toBe(made);
  expect(pragma).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});
