import { postgres } from "@relata/postgres";
import { createRelata } from "@relata/core";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test, vi } from "vitest";
import { createKeys, isRefusal, withSystem, type KeyStore } from "../src/index.ts";
import { SharedLook } from "../src/postgres/shared-look.ts";
import { postgresKeys } from "../src/postgres/index.ts";
import { MODEL, worlds } from "./databases.ts";

const world = worlds();
const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing) await close();
});

/** The same store, whose calls are told. */
function told(store: KeyStore, called: (name: string) => void): KeyStore {
  return new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        called(String(name));
        return Reflect.apply(value, target, args) as unknown;
      };
    },
  });
}

test("a key that is known is looked at by its mark alone, over sqlite: its store and the engine's are asked nothing", async () => {
  const { relata, store, time } = await world("sqlite");
  const calls: string[] = [];
  const clock = () => time.now;
  const keys = createKeys({ relata, store: told(store, (name) => calls.push(name)), clock });
  const made = [
    await keys.create({ name: "own" }),
    await keys.create({ name: "inherit", mode: "inherit", owner: "user:ann" }),
    await keys.create({ name: "delegated", mode: "delegated", owner: "user:ann" }),
  ];
  for (const { secret } of made) await keys.verify(secret);
  const end = relata.observe((event) => calls.push(event.kind));
  calls.length = 0;
  for (const { secret } of made) expect(isRefusal(await keys.verify(secret))).toBe(false);
  expect(calls).toEqual(["mark", "mark", "mark"]);
  calls.length = 0;
  await relata.write(["document:readme#reader@user:ann"]);
  await keys.verify(made[0]?.secret ?? "");
  expect(calls.filter((name) => name !== "call")).toEqual(["mark", "find"]);
  end();
});

test("where nothing is to be known, no mark is looked at", async () => {
  const { relata, store } = await world("sqlite");
  const calls: string[] = [];
  const keys = createKeys({ relata, store: told(store, (name) => calls.push(name)), knownKeys: 0 });
  const { secret } = await keys.create({ name: "own" });
  await keys.verify(secret);
  calls.length = 0;
  await keys.verify(secret);
  expect(calls).toEqual(["find"]);
});

test.each([-1, 0.5, Number.NaN])("%s is no number of keys", async (knownKeys) => {
  const { relata, store } = await world("sqlite");
  const make = () => createKeys({ relata, store, knownKeys });
  expect(make).toThrow("`knownKeys` is a whole number from 0 on");
});

test("a key is read again where the clock has gone back before it was read", async () => {
  const { relata, keys, time } = await world("sqlite");
  const { key, secret } = await keys.create({ name: "resting" });
  const at = (seconds: number) => new Date(time.now + seconds * 1_000).toISOString();
  const object = `system:key:${key.id}`;
  await relata.write([{ object, relation: "disabled", subject: "user:bob", from: at(10), until: at(20) }]);
  const begun = time.now;
  const goodAt = async (seconds: number) => {
    time.now = begun + seconds * 1_000;
    return !isRefusal(await keys.verify(secret));
  };
  expect([
    await goodAt(0),
    await goodAt(9),
    await goodAt(10),
    await goodAt(20),
    await goodAt(15),
    await goodAt(5),
  ]).toEqual([true, true, false, true, false, true]);
});

test("a key that is known costs one round trip over postgres, which those share who come at once", async () => {
  const database = await testDatabase();
  const proxy = await tcpProxy(database.url);
  const store = postgresKeys({ url: proxy.url, poolSize: 2 });
  const relata = await createRelata({ model: withSystem(MODEL), store: postgres(database.url) });
  closing.push(
    () => store.close(),
    () => relata.close(),
    async () => proxy.close(),
  );
  const keys = createKeys({ relata, store, noteWithinMs: 3_600_000 });
  const { secret } = await keys.create({ name: "own" });
  // Any transaction of the server moves the mark, those of other tests too.
  await vi.waitFor(async () => {
    await keys.verify(secret);
    const turns = proxy.turns;
    await Promise.all(Array.from({ length: 50 }, () => keys.verify(secret)));
    // The first has a look of its own, and all others the next.
    expect(proxy.turns - turns).toBeLessThanOrEqual(2);
  }, 30_000);
});

test("a look is shared by whoever comes before it begins, and by nobody who comes after", async () => {
  const ends: ((value: number) => void)[] = [];
  const look = new SharedLook(() => new Promise<number>((resolve) => ends.push(resolve)));
  const first = look.take();
  const [second, third] = [look.take(), look.take()];
  expect(ends).toHaveLength(1);
  ends[0]?.(1);
  expect(await first).toBe(1);
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  const fourth = look.take();
  ends[1]?.(2);
  expect(await Promise.all([second, third])).toEqual([2, 2]);
  await vi.waitFor(() => expect(ends).toHaveLength(3));
  ends[2]?.(3);
  expect(await fourth).toBe(3);
});

test("a look that fails fails for those who share it, and for no other", async () => {
  let looks = 0;
  const look = new SharedLook(async () => {
    if (looks++ === 0) throw new Error("nobody there");
    return looks;
  });
  const [first, second] = [look.take(), look.take()];
  await expect(first).rejects.toThrow("nobody there");
  expect(await second).toBe(2);
});
