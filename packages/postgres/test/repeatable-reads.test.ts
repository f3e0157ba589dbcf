import { setTimeout as sleep } from "node:timers/promises";
import type { ReadOptions } from "@relata/store";
import postgresJs from "postgres";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { processOn } from "./engine-on.ts";
import { namesOf, other, reading, server, standby, viewer } from "./two-servers.ts";

/* Nobody numbers in the background here, so that what is committed stays without a number until somebody needs one. */
const own = processOn({ url: server.url, isSequencer: false });
const client = postgresJs(server.url, { max: 4, onnotice: () => undefined });
afterAll(() => client.end());

const names = async (options?: ReadOptions) => {
  const { tuples, token } = await own.store.contents(options);
  return { names: tuples.map(({ subject }) => subject.id), token };
};

/** Writes in a transaction of the application, which commits some time later. */
async function writeSlowly(id: string, heldMs: number): Promise<void> {
  await client.begin(async (tx) => {
    await own.store.in(tx).write({ touch: [viewer(id)] });
    await sleep(heldMs);
  });
}

/** Of two writes, the one that began first is committed last: between the two, the read. */
async function between(options: ReadOptions) {
  const late = writeSlowly("late", 150);
  await sleep(50);
  await own.store.write({ touch: [viewer("early")] });
  const read = await names(options);
  await late;
  return read;
}

beforeEach(async () => {
  await own.store.deleteMatching({});
});

describe("a read that can be repeated", () => {
  test.each<ReadOptions["consistency"]>(["fast", "latest"])(
    "is of the state that its token names exactly, also where something was committed without a number: %s",
    async (consistency) => {
      const read = await between({ consistency: consistency ?? "fast", isRepeatable: true });
      expect(read.names).toEqual(["early"]);
      const exactly = { consistency: { exactly: read.token } };
      expect(await namesOf(own.store, exactly)).toEqual(["early"]);
      expect((await names()).names).toEqual(["early", "late"]);
      expect(await namesOf(own.store, exactly)).toEqual(["early"]);
    },
  );

  test("holds what a token names that it must hold", async () => {
    const { token } = await own.store.write({ touch: [viewer("must")] });
    const read = await between({ consistency: { atLeast: token }, isRepeatable: true });
    expect(read.names).toEqual(["early", "must"]);
    expect(await namesOf(own.store, { consistency: { exactly: read.token } })).toEqual(read.names);
  });

  test("is of one state, whoever writes meanwhile, also on a replica", async () => {
    const { store, asked } = await reading();
    await standby.caughtUp();
    expect(await asked(() => store.contents({ isRepeatable: true }))).toEqual(["replica"]);
    const writes = { areOver: false };
    let seen = 0;
    const readers = [own.store, store, own.store].map(async (each) => {
      while (!writes.areOver) {
        const { tuples, token } = await each.contents({ isRepeatable: true });
        const again = await each.contents({ consistency: { exactly: token } });
        expect(again.tuples).toEqual(tuples);
        seen++;
      }
    });
    for (let round = 0; round < 40; round++) {
      const [slowly, quickly] = [viewer(`s${round % 5}`), viewer(`q${round % 3}`)];
      const isGone = round % 2 === 0;
      await Promise.all([
        writeSlowly(`s${round % 5}`, round % 7),
        other.write(isGone ? { delete: [quickly] } : { touch: [quickly] }),
        own.store.write(isGone ? { delete: [slowly] } : { touch: [viewer(`o${round % 4}`)] }),
      ]);
    }
    writes.areOver = true;
    await Promise.all(readers);
    expect(seen).toBeGreaterThan(20);
  });

  test("costs no more than another where all has its number", async () => {
    await names({ isRepeatable: true });
    const { store, primary } = await reading({ replicas: [] });
    const turnsOf = async (options: ReadOptions) => {
      const before = primary.turns;
      await store.contents(options);
      return primary.turns - before;
    };
    await other.log.newest();
    expect(await turnsOf({ isRepeatable: true })).toBe(await turnsOf({}));
  });
});
