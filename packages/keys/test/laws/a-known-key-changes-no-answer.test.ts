import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, type Relata, type Store } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { sqlite } from "@relata/sqlite";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createKeys, isRefusal, withSystem, type Keys, type KeyStore } from "../../src/index.ts";
import { postgresKeys } from "../../src/postgres/index.ts";
import { sqliteKeys } from "../../src/sqlite/index.ts";
import { DATABASES, MODEL, START, type DatabaseName } from "../databases.ts";
import { happen, lives, type Life, type Process } from "./life-events.ts";
import { Tally, worldsToTry } from "./tally.ts";

interface Opened {
  readonly store: Store;
  readonly tables: KeyStore;
}

const folder = mkdtempSync(join(tmpdir(), "relata-known-"));
const file = join(folder, "keys.db");
const { url } = await testDatabase();
const OPENERS: Readonly<Record<DatabaseName, () => Opened>> = {
  sqlite: () => ({ store: sqlite(file), tables: sqliteKeys(file) }),
  postgres: () => ({ store: postgres({ url, poolSize: 2 }), tables: postgresKeys({ url, poolSize: 2 }) }),
};

const opened: Opened[] = [];
afterAll(async () => {
  for (const { store, tables } of opened) {
    await tables.close();
    await store.close();
  }
  rmSync(folder, { recursive: true });
});

/** Connections of two processes, as far as the database can tell. One after the other, as processes that migrate do. */
async function two(name: DatabaseName): Promise<readonly [Opened, Opened]> {
  const one = async (): Promise<Opened> => {
    const made = OPENERS[name]();
    opened.push(made);
    await made.store.log.newest();
    await made.tables.list({ limit: 1 });
    return made;
  };
  return [await one(), await one()];
}

/** What a process answers who knows keys, knows none, or one alone. */
interface Sides extends Process {
  readonly knowing: Readonly<Record<"all" | "none" | "one", Keys>>;
}

async function sidesOf({ store, tables }: Opened, tenant: string, time: Life["time"]): Promise<Sides> {
  const clock = () => time.now;
  const history = { automatic: false };
  const relata: Relata = await createRelata({
    model: withSystem(MODEL),
    store: store.stores.open(tenant),
    clock,
    history,
  });
  const knowing = (knownKeys: number) =>
    createKeys({ relata, store: tables.store(tenant), clock, knownKeys, noteWithinMs: 3_600_000 });
  const sides = { all: knowing(1_000), none: knowing(0), one: knowing(1) };
  return { relata, keys: sides.all, knowing: sides };
}

async function said(keys: Keys, secret: string): Promise<string> {
  const answer = await keys.verify(secret, "192.0.2.1");
  return isRefusal(answer) ? answer.reason : JSON.stringify(answer);
}

/** What must have happened for the law to have been put to the test. */
const REASONS: Readonly<Record<DatabaseName, readonly string[]>> = {
  sqlite: ["good", "expired", "disabled", "revoked", "owner_gone", "address", "unknown"],
  postgres: ["good"],
};

const RUNS: Readonly<Record<DatabaseName, number>> = { sqlite: 30, postgres: 4 };

test.each(DATABASES)("whatever happens to keys, who knows them answers as who knows none, over %s", async (name) => {
  const [ours, theirs] = await two(name);
  const tally = new Tally();
  await fc.assert(
    fc.asyncProperty(lives, async (events) => {
      const tenant = `known-${randomBytes(4).toString("hex")}`;
      const life: Life = { ids: [], secrets: [], time: { now: START } };
      const processes = [await sidesOf(ours, tenant, life.time), await sidesOf(theirs, tenant, life.time)] as const;
      for (const mode of ["own", "delegated"] as const) {
        await happen({ kind: "create", at: 0, mode, ofKey: false }, processes[0], life);
      }
      for (const [event, by] of events) {
        await happen(event, processes[by], life);
        for (const secret of life.secrets) {
          for (const { knowing } of processes) {
            const expected = await said(knowing.none, secret);
            expect([event, await said(knowing.all, secret)]).toEqual([event, expected]);
            expect([event, await said(knowing.one, secret)]).toEqual([event, expected]);
            tally.count("answer", expected.startsWith("{") ? "good" : expected);
          }
        }
      }
    }),
    worldsToTry(RUNS[name], []),
  );
  expect(tally.lacking(["answer"], REASONS[name])).toEqual([]);
});
