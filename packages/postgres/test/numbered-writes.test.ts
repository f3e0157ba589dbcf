import type { Tuple } from "@relata/model";
import { testDatabase } from "@relata/postgres-server/test-database";
import type { ConsistencyToken, NumberedWrite, Store } from "@relata/store";
import { expect, test } from "vitest";
import { NumberedWrites } from "../src/numbered-writes.ts";
import { processOn } from "./engine-on.ts";

const { url } = await testDatabase();

let names = 0;
const aTuple = (): Tuple => ({
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id: `${names++}` },
});

/** Where each write of the store stands, by its token, as the log has it. */
async function logged(store: Store): Promise<ReadonlyMap<ConsistencyToken, NumberedWrite>> {
  const { revisions } = await store.log.revisions(0, 100_000);
  return new Map(revisions.map(({ token, number }, i) => [token, { number, previous: revisions[i - 1]?.number ?? 0 }]));
}

test("where a write of this process stands is what the log says, beside others of other processes and to other stores", async () => {
  const processes = ["main", "main", "second"].map((name) => processOn({ url }, name).store);
  const told: { store: Store; token: ConsistencyToken; at: NumberedWrite | undefined }[] = [];
  const writer = async (store: Store): Promise<void> => {
    for (let i = 0; i < 40; i++) {
      const { token } = await store.write({ touch: [aTuple()] });
      const at = await store.log.numberedWrite?.(token);
      told.push({ store, token, at });
    }
  };
  await Promise.all(processes.flatMap((store) => [writer(store), writer(store)]));
  const known = told.filter(({ at }) => at !== undefined);
  for (const { store, token, at } of known) expect(at).toEqual((await logged(store)).get(token));
  expect(known.length).toBeGreaterThan(10);
});

test("a process that is alone knows where each of its writes stands, and not those of others", async () => {
  const { store } = processOn({ url }, "alone");
  const { store: other } = processOn({ url, isSequencer: false }, "alone");
  const { token: theirs } = await other.write({ touch: [aTuple()] });
  const tokens = await Promise.all(
    Array.from({ length: 20 }, async () => (await store.write({ touch: [aTuple()] })).token),
  );
  const all = await logged(store);
  for (const token of tokens) expect(await store.log.numberedWrite?.(token)).toEqual(all.get(token));
  for (const one of [store, other]) expect(await one.log.numberedWrite?.(theirs)).toBeUndefined();
});

test("the first write after a store was deleted stands after none", async () => {
  const { store } = processOn({ url }, "young");
  await store.write({ touch: [aTuple()] });
  await store.stores.delete("young");
  const { token } = await store.write({ touch: [aTuple()] });
  expect(await store.log.numberedWrite?.(token)).toMatchObject({ previous: 0 });
});

test("what a run tells is of this process alone, and of the newest thousand writes", () => {
  const writes = new NumberedWrites();
  for (let id = 1; id <= 1_001; id++) {
    writes.add(id);
    writes.numbering()([
      [id, id * 2, id * 2 - 2],
      [id + 5_000, id * 2 + 1, 0],
    ]);
  }
  expect(writes.of(1)).toBeUndefined();
  expect(writes.of(2)).toEqual({ number: 4, previous: 2 });
  expect(writes.of(5_002)).toBeUndefined();
  const run = writes.numbering();
  writes.add(7_000);
  run([]);
  expect(writes.isWaiting(7_000)).toBe(true);
  writes.numbering()([]);
  expect(writes.isWaiting(7_000)).toBe(false);
});
