import { createRelata, type Relata, type StoreCall } from "@relata/core";
import { CallerPermissions, Guards } from "@relata/middleware";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sqlite } from "@relata/sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { model, TUPLES } from "./situation.ts";

const { url } = await testDatabase();
const ON_POSTGRES = await createRelata({ model, store: postgres({ url, schema: "authz" }) });
const ON_SQLITE = await createRelata({ model, store: sqlite(":memory:") });
const RESIDENT = await createRelata({ model, store: postgres({ url, schema: "authz" }), resident: true });
afterAll(() => Promise.all([ON_POSTGRES.close(), ON_SQLITE.close(), RESIDENT.close()]));
await ON_POSTGRES.write(TUPLES);
await ON_SQLITE.write(TUPLES);
await RESIDENT.ready();

const IDS = Array.from({ length: 10 }, (_, i) => ["own", "plan", "open"][i] ?? `d${i}`);

/** What of questions and calls to the store there was, while something is done. */
async function costOf(relata: Relata, run: () => Promise<unknown>) {
  const calls: StoreCall[] = [];
  const questions: string[] = [];
  const stop = relata.observe((event) => {
    if (event.kind === "call") calls.push(event);
    else {
      questions.push(event.question);
      calls.push(...event.calls);
    }
  });
  await run();
  stop();
  return { questions, reads: calls.length, roundTrips: calls.reduce((sum, { roundTrips }) => sum + roundTrips, 0) };
}

async function caller(relata: Relata): Promise<CallerPermissions> {
  const guards = new Guards(relata, { principal: () => "user:ann" });
  const admitted = await guards.admit({});
  if (!(admitted instanceof CallerPermissions)) throw new Error("ann is known");
  return admitted;
}

const checks = async (permissions: CallerPermissions, ids: readonly string[]) =>
  Promise.all(ids.map(async (id) => permissions.can("view", `document:${id}`)));

/** SQLite is no trip away: each look-up counts for one there. */
const NO_TRIP = -1;

describe.each([
  ["PostgreSQL", ON_POSTGRES, 2],
  ["SQLite", ON_SQLITE, NO_TRIP],
  ["PostgreSQL, resident", RESIDENT, 0],
] as const)("a request on %s", (name, relata, roundTrips) => {
  test("asks ten checks of a handler in the rounds of the deepest, and its state costs none", async () => {
    const one = await costOf(relata, async () => checks(await caller(relata), ["plan"]));
    const ten = await costOf(relata, async () => {
      expect(await checks(await caller(relata), IDS)).toEqual(IDS.map((_, i) => i < 3));
    });
    expect(ten.questions).toEqual(["check_many"]);
    expect(ten.reads).toBe(one.reads);
    expect(one.reads).toBe(roundTrips === 0 ? 0 : 1);
    const trips = [one, ten].map((cost) => (name === "SQLite" ? NO_TRIP : cost.roundTrips));
    expect(trips).toEqual([roundTrips, roundTrips]);
  });

  test("asks a guard and then ten checks by two questions, both of one state", async () => {
    // Why of its own: what is fast may be a little old, and another engine wrote to the same database.
    const late = `late-${name.length}`;
    const permissions = await caller(relata);
    const cost = await costOf(relata, async () => {
      await permissions.can("view", "document:own");
      await relata.write([`document:${late}#owner@user:ann`]);
      expect(await checks(permissions, [late, ...IDS])).toEqual([false, ...IDS.map((_, i) => i < 3)]);
    });
    expect(cost.questions).toEqual(["check_many", "check_many"]);
    expect(await checks(await caller(relata), [late])).toEqual([true]);
  });
});
