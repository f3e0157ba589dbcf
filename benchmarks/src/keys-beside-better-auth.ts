import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiKey } from "@better-auth/api-key";
import { createRelata, readModel } from "@relata/core";
import { createKeys, isRefusal, withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { sqlite } from "@relata/sqlite";
import { betterAuth } from "better-auth";
import Sqlite, { type Database } from "better-sqlite3";

/** A verification by better-auth and by relata, in turns. */
export interface BesideFigures {
  readonly theirsMicros: number;
  readonly oursMicros: number;
  /** How often ours fits into theirs: the median over the rounds. */
  readonly ratio: number;
  /** Rows that each wrote for a verification. */
  readonly theirWrites: number;
  readonly ourWrites: number;
}

interface Contender {
  /** Verifies a key, and says whether the answer is the one that is right. */
  readonly good: () => Promise<boolean>;
  readonly bad: () => Promise<boolean>;
  readonly database: Database;
}

type Closing = (() => Promise<void> | void)[];

const MODEL = `model 1
type user
type apikey
`;

/**
 * Verifies keys that act for their owner, among many in a file each: with better-auth's own adapter, without its limits and in
 * the mode of SQLite that ours has, so that all that differs is what a verification does.
 */
export async function measureBeside(count: number, rounds: number, each: number): Promise<BesideFigures> {
  const folder = mkdtempSync(join(tmpdir(), "relata-beside-"));
  const closing: Closing = [];
  try {
    const theirs = await openTheirs(join(folder, "theirs.db"), count, closing);
    const ours = await openOurs(join(folder, "ours.db"), count, closing);
    for (const { good, bad } of [theirs, ours]) {
      if (!(await good()) || !(await bad())) throw new Error("a wrong answer");
    }
    const before = [writtenIn(theirs), writtenIn(ours)] as const;
    const times: { readonly theirs: number; readonly ours: number }[] = [];
    for (let round = 0; round < rounds; round++) {
      times.push({ theirs: await timeOf(theirs, each), ours: await timeOf(ours, each) });
    }
    return {
      theirsMicros: median(times.map((time) => time.theirs)),
      oursMicros: median(times.map((time) => time.ours)),
      ratio: median(times.map((time) => time.theirs / time.ours)),
      theirWrites: (writtenIn(theirs) - before[0]) / (rounds * each),
      ourWrites: (writtenIn(ours) - before[1]) / (rounds * each),
    };
  } finally {
    for (const close of closing.toReversed()) await close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function openTheirs(file: string, count: number, closing: Closing): Promise<Contender> {
  const database = new Sqlite(file);
  closing.push(() => void database.close());
  database.pragma("journal_mode = wal");
  database.pragma("synchronous = normal");
  const auth = betterAuth({
    database,
    secret: "s".repeat(32),
    baseURL: "http://localhost",
    emailAndPassword: { enabled: true },
    plugins: [apiKey({ rateLimit: { enabled: false } })],
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
  const { runMigrations } = await auth.$context;
  await runMigrations();
  const person = { name: "ann", email: "ann@example.com", password: "correct horse battery staple" };
  const { id: userId } = (await auth.api.signUpEmail({ body: person })).user;
  for (let n = 1; n < count; n++) await auth.api.createApiKey({ body: { userId } });
  const { id, key } = await auth.api.createApiKey({ body: { userId } });
  return {
    good: async () => (await auth.api.verifyApiKey({ body: { key } })).key?.id === id,
    bad: async () => !(await auth.api.verifyApiKey({ body: { key: "x".repeat(64) } })).valid,
    database,
  };
}

async function openOurs(file: string, count: number, closing: Closing): Promise<Contender> {
  const relata = await createRelata({ model: withSystem(readModel(MODEL).model), store: sqlite(file) });
  closing.push(() => relata.close());
  const store = sqliteKeys(file);
  // What is noted behind the requests is noted when all is measured.
  const keys = createKeys({ relata, store, noteWithinMs: 3_600_000 });
  closing.push(() => keys.close());
  const input = { name: "ci", mode: "inherit", owner: "user:ann" } as const;
  for (let n = 1; n < count; n++) await keys.create(input);
  const { key, secret } = await keys.create(input);
  const gone = await keys.create(input);
  await keys.revoke(gone.key.id);
  return {
    good: async () => {
      const caller = await keys.verify(secret);
      return !isRefusal(caller) && caller.key === key.id;
    },
    bad: async () => isRefusal(await keys.verify(gone.secret)),
    database: store.client,
  };
}

/** Microseconds for one. */
async function timeOf({ good }: Contender, each: number): Promise<number> {
  const start = performance.now();
  for (let n = 0; n < each; n++) if (!(await good())) throw new Error("a wrong answer");
  return ((performance.now() - start) * 1_000) / each;
}

/** Of this connection its rows, and of all others their transactions. */
function writtenIn({ database }: Contender): number {
  return (
    Number(database.prepare("select total_changes() as n").pluck().get()) +
    Number(database.pragma("data_version", { simple: true }))
  );
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
