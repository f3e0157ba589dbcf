import type { Tuple } from "@relata/model";
import type { Plan } from "@relata/resolver";
import { postgres, type PostgresStore } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test } from "vitest";

const { url, client } = await testDatabase();
const opened: PostgresStore[] = [];
afterAll(() => Promise.all(opened.map((store) => store.close())));

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const bob: Tuple = { ...ann, subject: { type: "user", id: "bob" } };
const viewers = { ask: "objects", object: ann.object, relation: "viewer" } as const;

let schemas = 0;

/** As many stores as asked for, over one new schema, as so many processes. */
function stores(count: number, poolSize = 4): readonly PostgresStore[] {
  const schema = `transactions_${schemas++}`;
  const made = Array.from({ length: count }, () => postgres({ url, schema, poolSize }));
  opened.push(...made);
  return made;
}

const pair = () => stores(2) as readonly [PostgresStore, PostgresStore];

test("a plan sees one snapshot, and its token is of it, whatever another connection writes before its next batch", async () => {
  const [reader, writer] = pair();
  await writer.write({ touch: [ann] });
  let writing: Promise<unknown> | undefined;
  let isWritten = false;
  const read = await reader.read(function* (): Plan<ReadonlySet<string>> {
    const seen = new Set<string>();
    for (let last = false; !last;) {
      // Once more after the write is there for others to see.
      last = isWritten;
      seen.add(JSON.stringify(yield [viewers]));
      writing ??= writer.write({ touch: [bob], delete: [ann] }).then(() => (isWritten = true));
    }
    return seen;
  });
  expect(read.value).toEqual(new Set([JSON.stringify([{ tuples: [ann] }])]));
  await writing;
  expect((await reader.contents({ consistency: { exactly: read.token } })).tuples).toEqual([ann]);
  expect((await reader.contents()).tuples).toEqual([bob]);
});

test("what one process wrote, the next read of another sees", async () => {
  const [one, two] = pair();
  const { token } = await one.write({ touch: [ann] });
  const seen = await two.contents();
  expect(seen.tuples).toEqual([ann]);
  expect(await one.log.numberOf(seen.token)).toBe(await one.log.numberOf(token));
  await expect(two.write({ create: [ann] })).rejects.toThrow("is there already");
});

test("of many that create one tuple at once, one does, and the others are told that it is there", async () => {
  const all = stores(4);
  const outcomes = await Promise.allSettled(
    Array.from({ length: 16 }, async (_, i) => all[i % 4]?.write({ create: [bob, ann] })),
  );
  const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as unknown] : []));
  expect(failed).toHaveLength(15);
  for (const failure of failed) expect(failure).toMatchObject({ code: "tuple_exists" });
  expect((await all[0]?.contents())?.tuples).toEqual([ann, bob]);
});

test("writers of the same keys in opposite orders all finish, and each replaces or keeps what was there", async () => {
  const all = stores(4);
  const keys = Array.from({ length: 30 }, (_, i): Tuple => ({ ...ann, object: { type: "doc", id: `${i}` } }));
  const write = async (i: number) => {
    const policy = { name: `p${i}`, parameters: {} };
    const touch = keys.map((key): Tuple => ({ ...key, policy }));
    return all[i % 4]?.write({ touch: i % 2 === 0 ? touch : touch.reverse() });
  };
  const written = await Promise.all(Array.from({ length: 24 }, (_, i) => write(i)));
  expect(written.map((one) => one?.written)).toEqual(written.map(() => 30));
  const tuples = (await all[0]?.contents())?.tuples ?? [];
  expect(tuples).toHaveLength(30);
  // All of one writer: no write is half above another.
  expect(new Set(tuples.map(({ policy }) => policy?.name)).size).toBe(1);
});

test("of many that write where nothing is yet, one finds it so", async () => {
  const all = stores(4);
  const filter = { object: ann.object, relation: "viewer" };
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, async (_, i) =>
      all[i % 4]?.write({
        touch: [{ ...ann, subject: { type: "user", id: `${i}` } }],
        preconditions: [{ must: "not_match", filter }],
      }),
    ),
  );
  expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect((await all[0]?.contents())?.tuples).toHaveLength(1);
});

test("a precondition still holds when the write is there: one that is ended meanwhile is waited for", async () => {
  const [one, two] = pair();
  for (let i = 0; i < 10; i++) {
    await one.write({ touch: [ann], delete: [bob] });
    const [kept] = await Promise.allSettled([
      one.write({ touch: [bob], preconditions: [{ must: "match", filter: { subject: ann.subject } }] }),
      two.write({ delete: [ann] }),
    ]);
    // In the order of commits: either ann was there when bob was written, or bob was not.
    const { tuples } = await one.contents();
    expect(tuples).toEqual(kept.status === "fulfilled" ? [bob] : []);
  }
});

test("every committed write is numbered, in a total order without gaps, by whoever comes by", async () => {
  const all = stores(3);
  const names = Array.from({ length: 40 }, (_, i): Tuple => ({ ...ann, subject: { type: "user", id: `${i}` } }));
  await Promise.all(names.map(async (tuple, i) => all[i % 3]?.write({ touch: [tuple] })));
  await expect(all[0]?.write({ create: names })).rejects.toThrow("is there already");
  await Promise.all(all.map((store) => store.close()));
  const rows = await client.unsafe<{ number: string | null }[]>(
    `select number from transactions_${schemas - 1}.relata_transactions order by number`,
  );
  expect(rows.map(({ number }) => Number(number))).toEqual(names.map((_, i) => i + 1));
});

test("a touch of what is there keeps its row, and a replaced tuple is an ended row and a new one", async () => {
  const [store] = stores(1) as readonly [PostgresStore];
  const until: Tuple = { ...ann, policy: { name: "p", parameters: { b: 1, a: [null] } } };
  for (const tuple of [ann, ann, until]) await store.write({ touch: [tuple] });
  const rows = await client.unsafe(
    `select policy, parameters, made_in, ended_in from transactions_${schemas - 1}.relata_tuples order by id`,
  );
  const third = rows[1]?.["made_in"] as unknown;
  expect([...rows]).toEqual([
    { policy: null, parameters: null, made_in: "1", ended_in: third },
    { policy: "p", parameters: '{"a":[null],"b":1}', made_in: third, ended_in: null },
  ]);
});
