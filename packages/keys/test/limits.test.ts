import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { memoryLimiter, type Limiter } from "../src/index.ts";
import { postgresLimiter, type PostgresKeyStore } from "../src/postgres/index.ts";
import { sqliteLimiter, type SqliteKeyStore } from "../src/sqlite/index.ts";
import { worlds } from "./databases.ts";

const open = worlds();

const LIMITERS: Record<string, () => Promise<Limiter>> = {
  memory: async () => memoryLimiter(),
  sqlite: async () => sqliteLimiter((await open("sqlite", { isAlone: true })).store as unknown as SqliteKeyStore),
  postgres: async () =>
    postgresLimiter((await open("postgres", { isAlone: true })).store as unknown as PostgresKeyStore),
};

// Only the clock: what drivers wait for goes on.
beforeEach(() => void vi.useFakeTimers({ now: 1_780_000_000_000, toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const TEN = [{ limit: 10, windowSeconds: 1 }];
const isRefused = async (limiter: Limiter, name: string, limits = TEN, points?: number) =>
  (await limiter.take(name, limits, points))?.isRefused === true;

describe.each(["sqlite", "postgres"] as const)("counts on %s", (name) => {
  test("the gap limiter: a steady rate below the limit is never refused", async () => {
    const limiter = await (LIMITERS[name] ?? LIMITERS["memory"])?.();
    for (let n = 0; n < 60; n++) {
      vi.setSystemTime(Date.now() + 110);
      expect(await isRefused(limiter as Limiter, "steady")).toBe(false);
    }
  });
});

const COUNTED = {
  sqlite: async () => {
    const store = (await open("sqlite", { isAlone: true })).store as unknown as SqliteKeyStore;
    const names = async () => {
      const rows = store.client.prepare(`select key from ${store.prefix}limits order by key`).all();
      return (rows as { key: string }[]).map(({ key }) => key);
    };
    return { limiter: sqliteLimiter(store), other: sqliteLimiter(store), names };
  },
  postgres: async () => {
    const store = (await open("postgres", { isAlone: true })).store as unknown as PostgresKeyStore;
    const names = async () => {
      const rows = await store.query(`select key from ${store.place.prefix}limits order by key`, []);
      return rows.map(({ key }) => String(key));
    };
    return { limiter: postgresLimiter(store), other: postgresLimiter(store), names };
  },
};

describe.each(["sqlite", "postgres"] as const)("looks at counts on %s", (name) => {
  const THREE = [{ limit: 3, windowSeconds: 10 }];

  test("see what was taken since, by this limiter and by others, and what is over", async () => {
    const { limiter, other } = await COUNTED[name]();
    const looked = async () => [
      await isRefused(limiter, "failed:ann", THREE, 0),
      await isRefused(other, "failed:ann", THREE, 0),
    ];
    for (const taking of [limiter, other, limiter]) {
      expect(await looked()).toEqual([false, false]);
      await taking.take("failed:ann", THREE);
    }
    expect(await looked()).toEqual([true, true]);
    expect(await isRefused(limiter, "failed:bob", THREE, 0)).toBe(false);
    vi.setSystemTime(Date.now() + 10_000);
    expect(await looked()).toEqual([false, false]);
    expect(await limiter.take("failed:ann", THREE, 0)).toMatchObject({ remaining: 3 });
  });
});

describe.each(["sqlite", "postgres"] as const)("counts on %s are forgotten", (name) => {
  const HOUR = [{ limit: 5, windowSeconds: 3_600 }];

  test("when their windows are over, and no sooner, by the requests that follow", async () => {
    const { limiter, names } = await COUNTED[name]();
    for (let n = 0; n < 40; n++) await limiter.take(`n${n}`, TEN);
    await limiter.take("hour", HOUR);
    expect(await names()).toHaveLength(41);
    vi.setSystemTime(Date.now() + 59_000);
    await limiter.take("early", HOUR);
    expect(await names()).toHaveLength(42);
    vi.setSystemTime(Date.now() + 1_000);
    await limiter.take("late", HOUR);
    expect(await names()).toEqual(["early:5/3600", "hour:5/3600", "late:5/3600"]);
    expect(await limiter.take("hour", HOUR)).toMatchObject({ remaining: 3 });
  });

  test("also those that another process left, and of many a part at a time", async () => {
    const { limiter, other, names } = await COUNTED[name]();
    const limits = Array.from({ length: 1_002 }, (_, n) => ({ limit: 9, windowSeconds: n + 1 }));
    await other.take("k", limits);
    vi.setSystemTime(Date.now() + 1_100_000);
    await limiter.take("k", HOUR);
    expect(await names()).toHaveLength(3);
    await limiter.take("k", HOUR);
    expect(await names()).toEqual(["k:5/3600"]);
  });
});

test("the gap limiter: a steady rate below the limit is never refused, in memory", async () => {
  vi.useFakeTimers({ now: 1_780_000_000_000 });
  const limiter = memoryLimiter();
  for (let n = 0; n < 300; n++) {
    await vi.advanceTimersByTimeAsync(110);
    expect(await isRefused(limiter, "steady")).toBe(false);
  }
});

describe.each(Object.entries(LIMITERS))("limits in %s", (_, make) => {
  test("what is over the limit is refused, says when to come again, and is let again then", async () => {
    vi.useFakeTimers({ now: 1_780_000_000_000, toFake: ["Date"] });
    const limiter = await make();
    for (let n = 0; n < 10; n++) {
      expect(await limiter.take("k", TEN)).toMatchObject({ isRefused: false, remaining: 9 - n });
    }
    expect(await limiter.take("k", TEN)).toMatchObject({ isRefused: true, remaining: 0, resetSeconds: 1 });
    expect(await isRefused(limiter, "other")).toBe(false);
  });

  test("every limit counts apart, and what the short one refuses is not taken from the long one", async () => {
    const limiter = await make();
    const limits = [
      { limit: 1, windowSeconds: 60 },
      { limit: 3, windowSeconds: 3_600 },
    ];
    await limiter.take("k", limits);
    for (let n = 0; n < 5; n++) {
      expect(await limiter.take("k", limits)).toMatchObject({ isRefused: true, limit: limits[0] });
    }
    expect(await limiter.take("k", [{ limit: 3, windowSeconds: 3_600 }])).toMatchObject({ remaining: 1 });
  });

  test("to look takes nothing", async () => {
    const limiter = await make();
    for (let n = 0; n < 30; n++) expect(await isRefused(limiter, "k", TEN, 0)).toBe(false);
    for (let n = 0; n < 10; n++) await limiter.take("k", TEN);
    expect(await isRefused(limiter, "k", TEN, 0)).toBe(true);
    expect(await limiter.take("k", [])).toBeUndefined();
  });
});

test("a key over its limit gets a refusal of its own, and the next window lets it in", async () => {
  vi.useRealTimers();
  const { keys } = await open("sqlite", { limits: [{ limit: 2, windowSeconds: 1 }] });
  const { secret } = await keys.create({ name: "default" });
  const generous = await keys.create({ name: "own", limits: [{ limit: 5, windowSeconds: 1 }] });
  const codes = [];
  for (let n = 0; n < 3; n++) codes.push(await keys.verify(secret));
  expect(codes[1]).toMatchObject({ kind: "apikey" });
  expect(codes[2]).toMatchObject({ code: "rate_limited", message: "Rate limit exceeded", retryAfterSeconds: 1 });
  for (let n = 0; n < 5; n++) expect(await keys.verify(generous.secret)).toMatchObject({ kind: "apikey" });
  await new Promise((resolve) => setTimeout(resolve, 1_100));
  expect(await keys.verify(secret)).toMatchObject({ kind: "apikey" });
});

test("a limit that is none is refused when it is set", async () => {
  const { keys } = await open("sqlite");
  for (const [limit, windowSeconds] of [
    [0, 1],
    [1, 0],
    [1.5, 1],
    [1, 2_147_484],
  ] as const) {
    await expect(keys.create({ name: "k", limits: [{ limit, windowSeconds }] })).rejects.toMatchObject({
      code: "invalid_key",
    });
  }
});
