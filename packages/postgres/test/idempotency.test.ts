import type { Tuple } from "@relata/model";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import type { Changes, Written } from "@relata/store";
import { afterAll, expect, test } from "vitest";

const { url, client } = await testDatabase();
/** As many processes have. */
const stores = Array.from({ length: 4 }, () => postgres({ url, poolSize: 4 }));
afterAll(() => Promise.all(stores.map((store) => store.close())));

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };

let keys = 0;

/** The changes of each, written at once on connections of several pools, all under one new key. */
async function race(changes: readonly Changes[]): Promise<readonly PromiseSettledResult<Written>[]> {
  const idempotencyKey = `key ${keys++}`;
  return Promise.allSettled(
    changes.map(async (one, i) => {
      const store = stores[i % stores.length];
      if (store === undefined) throw new Error("there is no such store");
      return store.write({ ...one, idempotencyKey });
    }),
  );
}

const transactions = async () => {
  const [row] = await client.unsafe<{ count: number }[]>("select count(*)::int as count from relata_transactions");
  return row?.count ?? 0;
};

const written = (outcomes: readonly PromiseSettledResult<Written>[]) =>
  outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));

test.each([
  ["creates", { create: [ann] }, { written: 1, deleted: 0 }],
  ["deletes", { delete: [ann] }, { written: 0, deleted: 1 }],
  ["finds nothing to do", {}, { written: 0, deleted: 0 }],
  [
    "has preconditions",
    { create: [ann], preconditions: [{ must: "not_match" as const, filter: { object: ann.object } }] },
    { written: 1, deleted: 0 },
  ],
])(
  "of many writes of one name at once that %s, one is made, and the others answer what it did",
  async (_, changes, did) => {
    await stores[0]?.contents();
    const before = await transactions();
    const outcomes = await race(Array.from({ length: 12 }, () => changes));
    const all = written(outcomes);
    expect(all).toHaveLength(12);
    expect(all.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1);
    for (const one of all) expect(one).toMatchObject({ ...did, token: all[0]?.token });
    expect(await transactions()).toBe(before + 1);
  },
);

test("of other writes under one name at once, one is made, and the others are told so", async () => {
  const before = await transactions();
  const outcomes = await race(
    Array.from({ length: 8 }, (_, i) => ({ touch: [{ ...ann, subject: { type: "user", id: `${i}` } }] })),
  );
  expect(written(outcomes)).toMatchObject([{ written: 1, isRepeat: false }]);
  const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  expect(failed).toHaveLength(7);
  for (const failure of failed) expect(failure).toMatchObject({ code: "idempotency_mismatch" });
  expect(await transactions()).toBe(before + 1);
});

test("one name in two stores is two names", async () => {
  const [one, two] = ["a", "b"].map((name) => stores[0]?.stores.open(name));
  for (const store of [one, two])
    expect(await store?.write({ idempotencyKey: "k" })).toMatchObject({ isRepeat: false });
});
