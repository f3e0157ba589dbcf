import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, type Relata, type RelataOptions, type Store } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { afterAll, describe, expect, test } from "vitest";
import { ATTRIBUTES, model, NOON, TUPLES } from "../situation.ts";
import { slowStore } from "./slow-store.ts";
import { nextTurn, until } from "./until.ts";

const PLANS = "folder:plans";
const folder = mkdtempSync(join(tmpdir(), "relata-others-"));
let files = 0;
const opened: Relata[] = [];
afterAll(async () => {
  for (const each of opened) await each.close();
  rmSync(folder, { recursive: true });
});

async function engine(store: Store, options: Partial<RelataOptions> = {}): Promise<Relata> {
  const relata = await createRelata({ model, store, clock: () => NOON, history: { automatic: false }, ...options });
  opened.push(relata);
  return relata;
}

/** Two engines over one database: one that holds it in memory, and another that writes. */
type Two = { readonly resident: Relata; readonly other: Relata };

const KINDS: readonly (readonly [string, () => { readonly a: Store; readonly b: Store }])[] = [
  [
    "of two connections to one SQLite file",
    () => {
      const path = join(folder, `${files++}.db`);
      return { a: sqlite(path), b: sqlite(path) };
    },
  ],
  [
    "in memory",
    () => {
      const store = memoryStore();
      return { a: store, b: store };
    },
  ],
  [
    "behind a wire",
    () => {
      const store = memoryStore();
      return { a: slowStore(store, 1), b: store };
    },
  ],
];

const sees = (relata: Relata, user: string) => relata.can(user, "view", PLANS);

describe.each(KINDS)("what another engine writes to a store %s", (_, open) => {
  async function two(): Promise<Two> {
    const { a, b } = open();
    const other = await engine(b);
    await other.write({ touch: TUPLES, attributes: ATTRIBUTES });
    const resident = await engine(a, { resident: true });
    expect(await resident.ready()).toMatchObject({ state: "resident", tuples: TUPLES.length });
    return { resident, other };
  }

  test("is seen some moments later by whoever asks, at once by whoever asks for the latest, or for the token", async () => {
    const { resident, other } = await two();
    for (const by of ["atLeast", "latest", "exactly"]) {
      const { token } = await other.write([`${PLANS}#viewer@user:by-${by}`]);
      const consistency = by === "latest" ? by : by === "exactly" ? { exactly: token } : { atLeast: token };
      expect(await resident.can(`user:by-${by}`, "view", PLANS, { consistency })).toBe(true);
    }
    await other.write([`${PLANS}#viewer@user:u0`]);
    await until(() => sees(resident, "user:u0"));
    await other.write({ delete: [`${PLANS}#viewer@user:u0`] });
    await until(async () => !(await sees(resident, "user:u0")));
    expect(resident.residentStatus).toMatchObject({ state: "resident", tuples: TUPLES.length + 3 });
  });

  test("in thousands of changes is seen whole, and never in part", async () => {
    const { resident, other } = await two();
    const users = Array.from({ length: 3_000 }, (_, i) => `${PLANS}#viewer@user:many${i}`);
    const states: (boolean | undefined)[][][] = [];
    for (let i = 0; i < 3; i++) await other.write(users.slice(i * 1_000, (i + 1) * 1_000));
    const seen = async () => {
      const pairs = [
        ["many0", "many999"],
        ["many1000", "many1999"],
        ["many2000", "many2999"],
      ] as const;
      const items = pairs.flat().map((id) => ({ subject: `user:${id}`, permission: "view", object: PLANS }));
      const decisions = (await resident.checkMany(items)).map(({ decision }) => decision?.outcome === "allowed");
      const whole = [0, 2, 4].map((i) => [decisions[i], decisions[i + 1]]);
      states.push(whole);
      return whole.every(([first]) => first === true);
    };
    await until(seen);
    for (const [first, last] of states.flat()) expect(first).toBe(last);
  });

  test("is followed through a store that was deleted, and written anew to the same length", async () => {
    const { resident, other } = await two();
    await other.write([`${PLANS}#viewer@user:old`]);
    await until(() => sees(resident, "user:old"));
    await other.stores.delete("main");
    await other.write({ touch: TUPLES, attributes: ATTRIBUTES });
    await other.write([`${PLANS}#viewer@user:young`]);
    await nextTurn();
    const latest = { consistency: "latest" } as const;
    expect(await resident.can("user:young", "view", PLANS, latest)).toBe(true);
    expect(await resident.can("user:old", "view", PLANS, latest)).toBe(false);
    await until(async () => (await resident.ready()).state === "resident");
    await until(() => sees(resident, "user:young"));
    expect(await sees(resident, "user:old")).toBe(false);
    await other.write([`${PLANS}#viewer@user:late`]);
    await until(() => sees(resident, "user:late"));
  });

  test("is followed through a store that was deleted, and is empty", async () => {
    const { resident, other } = await two();
    await other.stores.delete("main");
    await nextTurn();
    expect(await resident.can("user:eve", "view", PLANS, { consistency: "latest" })).toBe(false);
    await until(async () => !(await sees(resident, "user:eve")));
    await other.write([`${PLANS}#viewer@user:late`]);
    await until(() => sees(resident, "user:late"));
  });

  test("is read anew where history was forgotten behind the graph", async () => {
    const { resident, other } = await two();
    for (let i = 0; i < 5; i++) await other.write([`${PLANS}#viewer@user:u${i}`]);
    await other.collectGarbage({ before: new Date("2200-01-01") });
    await other.write([`${PLANS}#viewer@user:late`]);
    expect(await resident.can("user:late", "view", PLANS, { consistency: "latest" })).toBe(true);
    await until(() => sees(resident, "user:late"));
    await until(async () => (await resident.ready()).state === "resident");
    expect(resident.residentStatus.tuples).toBe(TUPLES.length + 6);
  });
});

test("a store that nothing was ever written to is resident, and what is first written to it is seen", async () => {
  for (const [, open] of KINDS) {
    const { a, b } = open();
    const resident = await engine(a, { resident: true });
    const other = await engine(b);
    expect(await resident.ready()).toMatchObject({ state: "resident", tuples: 0 });
    expect(await resident.can("user:ann", "view", PLANS)).toBe(false);
    await other.write([`${PLANS}#viewer@user:ann`]);
    await until(() => resident.can("user:ann", "view", PLANS));
  }
});
