import { once } from "node:events";
import { join } from "node:path";
import Database from "better-sqlite3";
import { isFailure, type Tuple } from "@relata/model";
import { sqlite, sqliteMigrations } from "@relata/sqlite";
import { expect, test } from "vitest";
import { ended, start } from "./child-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

const viewer = (id: string): Tuple => ({
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id },
});

async function codeOf(promise: unknown): Promise<unknown> {
  try {
    return await promise;
  } catch (error) {
    return isFailure(error) ? error.code : error;
  }
}

/** Counts the turns that timers get, a millisecond apart, until told to stop. */
function ticking(): () => number {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  return () => {
    clearInterval(timer);
    return ticks;
  };
}

/** Another process that holds the lock from now on, for that long. */
async function locked(path: string, kind: "immediate" | "exclusive", ms: number) {
  const process = start("hold-lock.mjs", path, kind, String(ms));
  await once(process.stdout, "data");
  const answer = once(process.stdout, "data");
  process.stdin.write("go\n");
  await answer;
  return process;
}

test("while another process holds the write lock for a second, timers go on ticking, and the write succeeds after it", async () => {
  const path = join(folder, "held.db");
  const store = sqlite(path);
  await store.write({ touch: [viewer("ann")] });
  const other = await locked(path, "immediate", 1_000);
  const stop = ticking();
  const since = performance.now();
  const writing = store.write({ touch: [viewer("bob")] });
  expect(writing).toBeInstanceOf(Promise);
  expect(performance.now() - since).toBeLessThan(700);
  // Readers wait for no writer.
  expect(store.contents()).toMatchObject({ tuples: [viewer("ann")] });
  expect(await writing).toMatchObject({ written: 1 });
  expect(performance.now() - since).toBeGreaterThan(500);
  // A process that waited inside SQLite would tick not once.
  expect(stop()).toBeGreaterThan(50);
  expect((await store.contents()).tuples).toEqual([viewer("ann"), viewer("bob")]);
  await ended(other);
  store.close();
});

test("a file whose tables another process is making is opened at once, and ready when it is asked", async () => {
  const path = join(folder, "opening.db");
  new Database(path).close();
  const other = await locked(path, "exclusive", 500);
  const stop = ticking();
  const since = performance.now();
  const store = sqlite(path);
  expect(performance.now() - since).toBeLessThan(400);
  expect(() => store.in(new Database(":memory:"))).toThrow(expect.objectContaining({ code: "store_unavailable" }));
  const [written, names, models] = [store.write({ touch: [viewer("ann")] }), store.stores.list(), store.models.list()];
  for (const call of [written, names, models]) expect(call).toBeInstanceOf(Promise);
  expect(await written).toMatchObject({ written: 1 });
  expect([await names, await models]).toEqual([expect.any(Array), []]);
  expect(stop()).toBeGreaterThan(20);
  await ended(other);
  store.close();
});

test("what finds a lock that is not let go is unavailable after its time, says so, and changes nothing", async () => {
  const path = join(folder, "locked.db");
  const store = sqlite(path, { busyTimeoutMs: 30 });
  const other = new Database(path);
  other.exec("begin immediate");
  const calls = {
    write: () => store.write({ touch: [viewer("ann")] }),
    deleteMatching: () => store.deleteMatching({}),
    apply: () =>
      store.models.apply(
        { model: { version: 1, types: [], policies: [], context: [] }, hash: "one", at: 0 },
        { tuples: () => undefined, attributes: () => undefined },
      ),
    collect: () => store.collectGarbage({ before: 1 }),
    "delete a store": () => store.stores.delete("tenant"),
  };
  for (const [name, call] of Object.entries(calls)) {
    const since = performance.now();
    const failure = await Promise.resolve(call()).catch((error: unknown) => error);
    expect([name, failure]).toEqual([name, expect.objectContaining({ code: "store_unavailable" })]);
    expect((failure as Error).message).toContain("`busyTimeoutMs`");
    expect(performance.now() - since).toBeGreaterThanOrEqual(29);
  }
  other.exec("rollback");
  expect(await store.contents()).toMatchObject({ tuples: [] });
  expect(await calls.write()).toMatchObject({ written: 1 });
  other.close();
  store.close();
});

test("a new file that stays locked is unavailable at each call, and works once it is free", async () => {
  const path = join(folder, "unmade.db");
  const other = new Database(path);
  other.exec("begin exclusive");
  const store = sqlite(path, { busyTimeoutMs: 20 });
  const migrations = sqliteMigrations(path, { busyTimeoutMs: 20 });
  expect(await codeOf(store.contents())).toBe("store_unavailable");
  expect(await codeOf(migrations.status())).toBe("store_unavailable");
  expect(await codeOf(migrations.up())).toBe("store_unavailable");
  other.exec("rollback");
  expect(await store.contents()).toMatchObject({ tuples: [] });
  expect(await migrations.status()).toMatchObject({ pending: [] });
  for (const each of [other, store, migrations]) await each.close();
});

test("writes that wait are done in the order in which they came, those that come meanwhile behind them", async () => {
  const path = join(folder, "order.db");
  const store = sqlite(path);
  const other = new Database(path);
  other.exec("begin immediate");
  const done: number[] = [];
  const writes = Array.from({ length: 20 }, async (_, i) => {
    await store.write({ touch: [viewer(`${i}`)] });
    done.push(i);
  });
  await new Promise((resolve) => setTimeout(resolve, 30));
  other.exec("rollback");
  writes.push(Promise.resolve(store.write({ touch: [viewer("20")] })).then(() => void done.push(20)));
  await Promise.all(writes);
  expect(done).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(store.write({ touch: [viewer("at once")] })).toMatchObject({ written: 1 });
  other.close();
  store.close();
});

test("a write that is refused holds up none of those that wait behind it", async () => {
  const path = join(folder, "refused.db");
  const store = sqlite(path);
  await store.write({ touch: [viewer("ann")] });
  const other = new Database(path);
  other.exec("begin immediate");
  const refused = codeOf(store.write({ create: [viewer("ann")] }));
  const fine = store.write({ create: [viewer("bob")] });
  other.exec("rollback");
  expect(await refused).toBe("tuple_exists");
  expect(await fine).toMatchObject({ written: 1 });
  other.close();
  store.close();
});

test("what waits when the store is closed fails as closed", async () => {
  const path = join(folder, "closed.db");
  const store = sqlite(path);
  const other = new Database(path);
  other.exec("begin immediate");
  const waiting = [codeOf(store.write({})), codeOf(store.deleteMatching({}))];
  store.close();
  expect(await Promise.all(waiting)).toEqual(["closed", "closed"]);
  other.close();
});
