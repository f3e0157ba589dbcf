import { createRelata, type Relata, type RelataOptions, type Schema } from "@relata/core";
import { isFailure } from "@relata/model";
import { postgres, type PostgresStore } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { drizzle } from "drizzle-orm/postgres-js";
import postgresJs from "postgres";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { ATTRIBUTES, model, NOON, TUPLES } from "../../core/test/situation.ts";
import { ProbedStore } from "../../core/test/resident/probed-store.ts";
import { until } from "../../core/test/resident/until.ts";

const { url } = await testDatabase();
const PLANS = "folder:plans";
const viewer = (id: string) => `${PLANS}#viewer@user:${id}`;
const opened: Relata<Schema, PostgresStore>[] = [];
afterAll(() => Promise.all(opened.map((each) => each.close())));

async function engine(
  options: Partial<RelataOptions<Schema, PostgresStore>> = {},
): Promise<Relata<Schema, PostgresStore>> {
  const relata = await createRelata({
    model,
    store: postgres({ url, poolSize: 3 }),
    clock: () => NOON,
    history: { automatic: false },
    ...options,
  });
  opened.push(relata);
  return relata;
}

const other = await engine();
const sees = (relata: Relata<Schema, PostgresStore>, id: string, given = {}) =>
  relata.can(`user:${id}`, "view", PLANS, given);

/** A resident engine, with a count of what its store is asked. */
async function resident(at = url) {
  const store = postgres({ url: at, poolSize: 3 });
  const probe = new ProbedStore(store);
  const relata = await engine({ store: probe.store as PostgresStore, resident: true });
  expect(await relata.ready()).toMatchObject({ state: "resident", tuples: TUPLES.length });
  await sees(relata, "eve");
  return { relata, asked: () => probe.counts() };
}

beforeEach(async () => {
  await other.stores.delete("main");
  await other.write({ touch: TUPLES, attributes: ATTRIBUTES });
});

describe("a resident store on PostgreSQL", () => {
  test("is asked nothing for a question that may be a little old, and looked at once for all of a turn that may not", async () => {
    const { relata, asked } = await resident();
    await until(async () => {
      asked();
      expect(await sees(relata, "eve")).toBe(true);
      return Object.keys(asked()).length === 0;
    });
    const many = (given: object) => Promise.all(Array.from({ length: 100 }, () => sees(relata, "eve", given)));
    expect(new Set(await many({}))).toEqual(new Set([true]));
    // The connection that listens looks each second, whatever is asked.
    expect(asked()["log.newest"] ?? 0).toBeLessThanOrEqual(1);
    await many({ consistency: "latest" });
    const { "log.newest": looks = 0, read = 0 } = asked();
    expect(read).toBe(0);
    expect(looks).toBeLessThanOrEqual(2);
  });

  test("sees its own writes at once, many at a time too", async () => {
    const { relata } = await resident();
    await Promise.all(
      Array.from({ length: 20 }, async (_, i) => {
        await relata.write([viewer(`own${i}`)]);
        expect(await sees(relata, `own${i}`)).toBe(true);
      }),
    );
    await relata.deleteMatching({ subject: "user:own3" });
    expect(await sees(relata, "own3")).toBe(false);
    await relata.import([viewer("imported")]);
    expect(await sees(relata, "imported")).toBe(true);
    await relata.attributes.set("client_abc:invoice:2", { amount: 5 });
    expect(await relata.can("user:bob", "refund", "client_abc:invoice:2")).toBe(true);
    expect(relata.residentStatus.state).toBe("resident");
  });

  test("keeps what was made beside its own write, which was to end it and did not find it", async () => {
    const { relata } = await resident();
    await other.write([viewer("z-held")]);
    const app = postgresJs(url, { max: 2 });
    let writing: Promise<unknown> = Promise.resolve();
    await app.begin(async (tx) => {
      await tx`select 1 from relata_tuples where subject_id = 'z-held' and ended_in is null for update`;
      // It has its snapshot, in which the first is not there, and waits for the second.
      writing = relata.write({ delete: [viewer("made"), viewer("z-held")] });
      await until(async () => (await app`select 1 from pg_locks where not granted`).length > 0);
      await other.write([viewer("made")]);
      await until(() => sees(relata, "made"));
    });
    await writing;
    expect([await sees(relata, "made"), await sees(relata, "z-held")]).toEqual([true, false]);
    expect(await sees(relata, "made", { consistency: "latest" })).toBe(true);
    await app.end();
  });

  test("sees what it wrote in a transaction of the application once that is committed, and never what was rolled back", async () => {
    const { relata } = await resident();
    const app = postgresJs(url, { max: 2 });
    const db = drizzle(app);
    await db.transaction(async (tx) => {
      await relata.in(tx).write([viewer("inside")]);
      expect(await relata.in(tx).can("user:inside", "view", PLANS)).toBe(true);
      expect(await sees(relata, "inside")).toBe(false);
    });
    expect(await sees(relata, "inside")).toBe(true);
    const undone = db.transaction(async (tx) => {
      await relata.in(tx).write([viewer("undone")]);
      throw new Error("undone");
    });
    await expect(undone).rejects.toThrow("undone");
    expect(await sees(relata, "undone")).toBe(false);
    await relata.write([viewer("next")]);
    expect([await sees(relata, "next"), await sees(relata, "undone")]).toEqual([true, false]);
    await app.end();
  });

  test("sees what others write: the latest at once, what a token names too, and the rest within moments", async () => {
    const { relata } = await resident();
    await other.write([viewer("latest")]);
    expect(await sees(relata, "latest", { consistency: "latest" })).toBe(true);
    const { token } = await other.write([viewer("token")]);
    expect(await sees(relata, "token", { consistency: { atLeast: token } })).toBe(true);
    const before = await other.token();
    const { token: after } = await other.write([viewer("exactly")]);
    expect(await sees(relata, "exactly", { consistency: { exactly: before } })).toBe(false);
    expect(await sees(relata, "exactly", { consistency: { exactly: after } })).toBe(true);
    const started = performance.now();
    await other.write([viewer("told")]);
    await until(() => sees(relata, "told"));
    // By a message, and not by the look that comes each second.
    expect(performance.now() - started).toBeLessThan(900);
    await other.write({ delete: [viewer("told")] });
    await until(async () => !(await sees(relata, "told")));
    expect(relata.residentStatus.state).toBe("resident");
  });

  test("finds by its next look what no message told, since the connection was cut", async () => {
    const proxy = await tcpProxy(url);
    afterAll(() => proxy.close());
    const { relata } = await resident(proxy.url);
    proxy.cut();
    await other.write([viewer("cut")]);
    await until(() => sees(relata, "cut").catch(() => false));
    for (let i = 0; i < 3; i++) {
      proxy.cut();
      await other.write([viewer(`again${i}`)]);
    }
    await until(() => sees(relata, "again2").catch(() => false));
    expect(await sees(relata, "again0")).toBe(true);
  });

  test("follows a store that was deleted and written anew, and one whose history was forgotten", async () => {
    const { relata } = await resident();
    await other.stores.delete("main");
    await other.write([viewer("young")]);
    expect(await sees(relata, "young", { consistency: "latest" })).toBe(true);
    expect(await sees(relata, "eve", { consistency: "latest" })).toBe(false);
    await until(() => sees(relata, "young"));
    expect(await sees(relata, "eve")).toBe(false);
    await until(async () => (await relata.ready()).state === "resident");
    for (let i = 0; i < 4; i++) await other.write([viewer(`u${i}`)]);
    await other.collectGarbage({ before: new Date("2200-01-01") });
    await other.write([viewer("late")]);
    expect(await sees(relata, "late", { consistency: "latest" })).toBe(true);
    await until(async () => (await relata.ready()).tuples === 6);
  });

  test("has views that stay while others write, and then end", async () => {
    const { relata } = await resident();
    const view = await relata.at({ consistency: "latest" });
    expect(view.can("user:eve", "view", PLANS)).toBe(true);
    await other.write([viewer("viewed")]);
    expect(await sees(relata, "viewed", { consistency: "latest" })).toBe(true);
    await until(() => {
      try {
        return view.can("user:viewed", "view", PLANS);
      } catch (error) {
        return isFailure(error, "snapshot_expired");
      }
    });
    expect(() => view.can("user:viewed", "view", PLANS)).toThrow("the view is of a state that memory no longer holds");
    expect((await relata.at({ consistency: "latest" })).can("user:viewed", "view", PLANS)).toBe(true);
  });
});
