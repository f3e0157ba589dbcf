import { createRelata, type Relata, type ResidentOptions, type Store } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { failureOf, filledRelata, model, NOON, STORES, TUPLES } from "../situation.ts";
import { ProbedStore } from "./probed-store.ts";
import { slowStore } from "./slow-store.ts";
import { until } from "./until.ts";

const PLANS = "folder:plans";
const MIB = 2 ** 20;

async function open(store: Store, resident: boolean | ResidentOptions = true): Promise<Relata> {
  return createRelata({ model, store, clock: () => NOON, resident });
}

function viewers(count: number, from = 0): readonly string[] {
  return Array.from({ length: count }, (_, i) => `folder:plans#viewer@user:with-a-long-name-${from + i}`);
}

describe("the graph of a store", () => {
  test.each([undefined, false])("is off where `resident` is %s", async (resident) => {
    const relata = await createRelata({ model, store: memoryStore(), ...(resident !== undefined && { resident }) });
    expect(relata.residentStatus).toEqual({ state: "off", bytes: 0, maxBytes: 0, tuples: 0, revision: 0 });
    expect((await relata.ready()).state).toBe("off");
  });

  test.each<readonly [ResidentOptions, string]>([
    [{ maxBytes: 0 }, "`resident.maxBytes` is a number of bytes above 0"],
    [{ maxBytes: -1 }, "`resident.maxBytes` is a number of bytes above 0"],
    [{ maxBytes: Number.NaN }, "`resident.maxBytes` is a number of bytes above 0"],
    [{ maxBytes: "1" as never }, "`resident.maxBytes` is a number of bytes above 0"],
    [{ closures: 0 }, "`resident.closures` is a whole number from 1 on"],
    [{ closures: 1.5 }, "`resident.closures` is a whole number from 1 on"],
  ])("is refused as %j", async (resident, message) => {
    expect(await failureOf(() => open(memoryStore(), resident))).toMatchObject({ code: "invalid_question", message });
  });

  test.each(STORES)("is loading until it is read, and then resident, and says of what: %s", async (_, kind) => {
    const relata = await filledRelata(kind, { resident: true });
    expect(relata.residentStatus).toMatchObject({ state: "loading", tuples: 0, revision: 0, maxBytes: 512 * MIB });
    expect(await relata.can("user:eve", "view", PLANS)).toBe(true);
    const status = await relata.ready();
    expect(status).toMatchObject({ state: "resident", tuples: TUPLES.length });
    expect(status.bytes).toBeGreaterThan(1_000);
    expect(status.revision).toBe(await relata.newestRevision());
    await relata.write(["folder:plans#viewer@user:new"]);
    await relata.can("user:new", "view", PLANS);
    expect(relata.residentStatus).toMatchObject({ tuples: TUPLES.length + 1, revision: await relata.newestRevision() });
    await relata.close();
    expect(relata.residentStatus.state).toBe("off");
  });

  test("begins to be read with the first question, without anybody waiting for it", async () => {
    const relata = await filledRelata(() => memoryStore(), { resident: true });
    await relata.can("user:eve", "view", PLANS);
    await until(() => relata.residentStatus.state === "resident");
    expect(relata.residentStatus.tuples).toBe(TUPLES.length);
  });

  test("is over its budget where it has no room: the store answers, and is not read again for each question", async () => {
    const probe = new ProbedStore(memoryStore());
    const relata = await open(probe.store, { maxBytes: 2_000 });
    await relata.write({ touch: viewers(500) });
    const status = await relata.ready();
    expect(status).toMatchObject({ state: "over_budget", maxBytes: 2_000, tuples: 0, revision: 0 });
    expect(status.bytes).toBeGreaterThan(2_000);
    probe.counts();
    for (let i = 0; i < 20; i++) expect(await relata.can(`user:with-a-long-name-${i}`, "view", PLANS)).toBe(true);
    expect(probe.counts()).toEqual({ read: 20 });
    expect((await relata.at()).can("user:with-a-long-name-3", "view", PLANS)).toBe(true);
  });

  test("is over its budget once it has grown too large, and no answer is missed", async () => {
    const relata = await open(memoryStore(), { maxBytes: 100_000 });
    await relata.write({ touch: viewers(100) });
    expect((await relata.ready()).state).toBe("resident");
    for (let i = 1; i < 20; i++) {
      await relata.write({ touch: viewers(100, i * 100) });
      expect(await relata.can(`user:with-a-long-name-${i * 100 + 99}`, "view", PLANS)).toBe(true);
    }
    expect(relata.residentStatus).toMatchObject({ state: "over_budget", tuples: 0 });
    expect(relata.residentStatus.bytes).toBeGreaterThan(100_000);
  });

  test("has failed where the store cannot be read, says so to who waits, and is read again once it can be", async () => {
    for (const over of [(store: Store) => store, (store: Store) => slowStore(store)]) {
      const probe = new ProbedStore(memoryStore());
      const relata = await open(over(probe.store));
      await relata.write({ touch: TUPLES });
      probe.isDown = true;
      expect(await failureOf(() => relata.ready())).toMatchObject({ code: "store_unavailable" });
      expect(relata.residentStatus.state).toBe("failed");
      expect(await failureOf(() => relata.can("user:eve", "view", PLANS))).toMatchObject({ code: "store_unavailable" });
      probe.isDown = false;
      expect(await relata.can("user:eve", "view", PLANS)).toBe(true);
      await until(
        async () => (await relata.can("user:eve", "view", PLANS)) && relata.residentStatus.state === "resident",
      );
      await relata.close();
    }
  });

  test("answers no question that must be the latest while the store is down: an error is never an answer", async () => {
    const probe = new ProbedStore(memoryStore());
    const relata = await open(probe.store);
    await relata.write({ touch: TUPLES });
    await relata.ready();
    await relata.can("user:eve", "view", PLANS);
    probe.isDown = true;
    const latest = { consistency: "latest" } as const;
    expect(await failureOf(() => relata.can("user:eve", "view", PLANS, latest))).toMatchObject({
      code: "store_unavailable",
    });
    probe.isDown = false;
    expect(await relata.can("user:eve", "view", PLANS, latest)).toBe(true);
    expect(relata.residentStatus.state).toBe("resident");
  });
});

/** Bytes of a graph of so many viewers. */
async function sizeOf(count: number): Promise<number> {
  const relata = await open(memoryStore());
  await relata.write({ touch: viewers(count) });
  return (await relata.ready()).bytes;
}

describe("the graphs of the stores of one database", () => {
  test("share a budget: the one that was asked longest ago gives way, and each answers as before", async () => {
    const maxBytes = (await sizeOf(700)) * 2.5;
    const relata = await open(memoryStore(), { maxBytes });
    const tenants = ["a", "b", "c", "d"].map((name) => relata.store(name));
    for (const tenant of tenants) await tenant.write({ touch: viewers(700) });
    for (const tenant of tenants) await tenant.ready();
    const states = tenants.map(({ residentStatus }) => residentStatus.state);
    expect(states.at(-1)).toBe("resident");
    expect(states[0]).toBe("over_budget");
    const bytes = tenants.reduce(
      (sum, { residentStatus: { state, bytes } }) => sum + (state === "resident" ? bytes : 0),
      0,
    );
    expect(bytes).toBeLessThanOrEqual(maxBytes);
    for (const tenant of tenants) {
      expect(await tenant.can("user:with-a-long-name-699", "view", PLANS)).toBe(true);
      expect(await tenant.can("user:with-a-long-name-700", "view", PLANS)).toBe(false);
    }
  });

  test("are kept by their use: who was asked last stays", async () => {
    const maxBytes = (await sizeOf(700)) * 2.5;
    const relata = await open(memoryStore(), { maxBytes });
    const [a, b, c] = ["a", "b", "c"].map((name) => relata.store(name)) as [Relata, Relata, Relata];
    for (const tenant of [a, b, c]) await tenant.write({ touch: viewers(700) });
    await a.ready();
    await b.ready();
    expect([a, b].map(({ residentStatus: { state } }) => state)).toEqual(["resident", "resident"]);
    await a.can("user:nobody", "view", PLANS);
    await c.ready();
    expect([a, b, c].map(({ residentStatus: { state } }) => state)).toEqual(["resident", "over_budget", "resident"]);
  });

  test("are one for each store, whichever engine of the database asks for it", async () => {
    const relata = await open(memoryStore());
    await relata.store("a").write({ touch: viewers(3) });
    await relata.store("a").ready();
    expect(relata.store("a").residentStatus).toMatchObject({ state: "resident", tuples: 3 });
    await relata.store("a").write({ delete: viewers(1) });
    expect(await relata.store("a").can("user:with-a-long-name-0", "view", PLANS)).toBe(false);
    expect(relata.residentStatus.state).toBe("loading");
  });

  test("are gone with the engine", async () => {
    const relata = await open(memoryStore());
    const tenant = relata.store("a");
    await tenant.ready();
    await relata.close();
    for (const each of [relata, tenant]) {
      expect(each.residentStatus.state).toBe("off");
      expect((await failureOf(() => each.can("user:ann", "view", PLANS))).code).toBe("closed");
    }
  });
});

test("closing an engine stops listening, and nothing keeps the process from ending", async () => {
  let listeners = 0;
  const store = memoryStore();
  const { log } = store;
  const listen = log.listen.bind(log);
  log.listen = (wake) => {
    listeners++;
    const stop = listen(wake);
    return () => {
      listeners--;
      stop();
    };
  };
  const relata = await open(slowStore(store));
  await relata.write({ touch: TUPLES });
  await relata.ready();
  expect(listeners).toBe(1);
  await relata.at();
  await relata.close();
  expect(listeners).toBe(0);
});
