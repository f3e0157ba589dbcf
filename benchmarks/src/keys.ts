import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel } from "@relata/core";
import { createKeys, isRefusal, withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { sqlite } from "@relata/sqlite";

/** One way to present a key, and what it took. */
export interface KeyFigures {
  readonly name: string;
  readonly medianMicros: number;
  /** Transactions and rows that the verifications wrote. */
  readonly writes: number;
}

const MODEL = `model 1
type user
type apikey
type document { relation reader: user | apikey }
`;

/** So often each is asked before it is timed. */
const WARMING = 5;

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** Verifies keys of every kind among many, and asserts each answer, and that nothing is written, before it says how long it took. */
export async function measureKeys(count: number, runs: number): Promise<readonly KeyFigures[]> {
  const folder = mkdtempSync(join(tmpdir(), "relata-keys-"));
  const file = join(folder, "keys.db");
  const relata = await createRelata({ model: withSystem(readModel(MODEL).model), store: sqlite(file) });
  const store = sqliteKeys(file);
  // What is noted behind the requests is noted when all is measured.
  const keys = createKeys({ relata, store, noteWithinMs: 3_600_000 });
  try {
    for (let n = 0; n < count; n++) await keys.create({ name: `key ${n}`, tuples: [`document:${n}#reader`] });
    const own = (await keys.create({ name: "own" })).secret.reveal();
    const owner = "user:ann";
    const inherit = (await keys.create({ name: "inherit", mode: "inherit", owner })).secret.reveal();
    const delegated = (await keys.create({ name: "delegated", mode: "delegated", owner })).secret.reveal();
    const purged = await keys.create({ name: "gone" });
    await keys.revoke(purged.key.id);
    await keys.purge(purged.key.id);
    const cases = [
      { name: "own", text: own, isGood: true },
      { name: "inherit", text: inherit, isGood: true },
      { name: "delegated", text: delegated, isGood: true },
      { name: "unknown", text: purged.secret.reveal(), isGood: false },
      { name: "wrong checksum", text: `${own.slice(0, -1)}${own.endsWith("0") ? "1" : "0"}`, isGood: false },
    ];
    /** Of this connection its rows, and of all others their transactions. */
    const written = () =>
      Number(store.client.prepare("select total_changes() as n").pluck().get()) +
      Number(store.client.pragma("data_version", { simple: true }));
    /** Whether the key is good; timed once all answers are right and none has written anything. */
    const measured = async (
      name: string,
      rows: typeof cases,
      isTaken: (text: string) => boolean | Promise<boolean>,
    ): Promise<KeyFigures> => {
      const before = written();
      const times: number[] = [];
      for (const { text, isGood } of rows) {
        for (let run = 0; run < WARMING; run++) {
          if ((await isTaken(text)) !== isGood) throw new Error(`${name}: a wrong answer`);
        }
        if (written() !== before) throw new Error(`${name}: a write`);
        for (let run = 0; run < runs; run++) {
          const start = performance.now();
          await isTaken(text);
          times.push(performance.now() - start);
        }
      }
      const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
      return { name, medianMicros: median * 1_000, writes: written() - before };
    };
    const figures: KeyFigures[] = [];
    for (const one of cases) {
      figures.push(await measured(one.name, [one], async (text) => !isRefusal(await keys.verify(text))));
    }
    // What nothing that looks for a hash is faster than: no expiry, no owner, no state, and gone with the process.
    const known = new Map(cases.filter(({ isGood }) => isGood).map(({ name, text }) => [hashOf(text), name]));
    return [...figures, await measured("a hash in a Map", cases, (text) => known.has(hashOf(text)))];
  } finally {
    await keys.close();
    await relata.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
