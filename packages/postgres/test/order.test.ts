import type { Tuple } from "@relata/model";
import { testDatabase } from "@relata/postgres-server/test-database";
import type { ConsistencyToken } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { processOn } from "./engine-on.ts";
import { meanwhile } from "./meanwhile.ts";

const { url, client } = await testDatabase();

const WRITERS = 8;
const WRITES = 10;
const READERS = 3;

const tuple = (writer: number, n: number): Tuple => ({
  object: { type: "doc", id: `w${writer}` },
  relation: "viewer",
  subject: { type: "user", id: `${n}` },
});

const textOf = ({ object, subject }: Tuple) => `${object.id}/${subject.id}`;
const setOf = (tuples: readonly Tuple[]) => new Set(tuples.map(textOf));

/** Each writer is a process of its own, and so are the readers. Every third numbers nothing of what it writes. */
const open = (i: number) => processOn({ url, poolSize: 2, isSequencer: i % 3 !== 0 });
const writers = Array.from({ length: WRITERS }, (_, i) => open(i));
const readers = Array.from({ length: READERS }, (_, i) => open(i));

interface Made {
  readonly writer: number;
  readonly tuple: string;
  readonly token: ConsistencyToken;
}

interface Saw {
  readonly tuples: ReadonlySet<string>;
  readonly token: ConsistencyToken;
}

/** Writes one after another, each in a transaction that is held open for a random time: so ids commit out of order. */
async function writeAll(writer: number, heldMs: readonly number[], made: Made[]): Promise<void> {
  for (const [n, ms] of heldMs.entries()) {
    const token = await writers[writer]?.writeSlowly([tuple(writer, n)], ms);
    if (token !== undefined) made.push({ writer, tuple: textOf(tuple(writer, n)), token });
  }
}

/** Reads; and at once, elsewhere, what the token of that promises. */
async function look(reader: number, saw: Saw[]): Promise<void> {
  const here = readers[reader]?.store;
  const elsewhere = readers[(reader + 1) % READERS]?.store;
  if (here === undefined || elsewhere === undefined) return;
  const { tuples, token } = await here.contents();
  saw.push({ tuples: setOf(tuples), token });
  const again = setOf((await elsewhere.contents({ consistency: { atLeast: token } })).tuples);
  expect(tuples.map(textOf).filter((one) => !again.has(one))).toEqual([]);
}

test("eight writers at once: one order, of which every exact state is a beginning, and every token what was seen", async () => {
  await writers[0]?.store.contents();
  const held = fc.sample(fc.array(fc.integer({ min: 0, max: 25 }), { minLength: WRITES, maxLength: WRITES }), WRITERS);
  const [made, saw]: [Made[], Saw[]] = [[], []];
  const reading = readers.map((_, reader) => meanwhile(() => look(reader, saw)));
  await Promise.all(held.map((ms, writer) => writeAll(writer, ms, made)));
  await Promise.all(reading.map(({ stop }) => stop()));

  const store = readers[0]?.store;
  if (store === undefined) throw new Error("there is no reader");
  const numbered = new Map<number, Made>();
  const last = new Map<number, number>();
  for (const one of made) {
    const number = await store.log.numberOf(one.token);
    numbered.set(number, one);
    // Tokens are monotone per writer: each wrote one after another.
    expect(number).toBeGreaterThan(last.get(one.writer) ?? 0);
    last.set(one.writer, number);
  }
  const order = [...numbered.keys()].sort((a, b) => a - b);
  expect(order).toEqual(Array.from({ length: WRITERS * WRITES }, (_, i) => i + 1));
  // Ids came to be committed in another order; else the test would say little.
  const ids = await client<{ id: string }[]>`select id from relata_transactions order by number`;
  expect(ids.map(({ id }) => Number(id))).not.toEqual(ids.map(({ id }) => Number(id)).sort((a, b) => a - b));

  const before = new Set<string>();
  for (const number of order) {
    const one = numbered.get(number);
    if (one === undefined) continue;
    before.add(one.tuple);
    const { tuples, token } = await store.contents({ consistency: { exactly: one.token } });
    expect(setOf(tuples)).toEqual(before);
    expect(await store.log.numberOf(token)).toBe(number);
  }

  expect(saw.length).toBeGreaterThan(READERS);
  for (const { tuples, token } of saw) {
    const exact = setOf((await store.contents({ consistency: { exactly: token } })).tuples);
    expect([...tuples].filter((one) => !exact.has(one))).toEqual([]);
  }

  // The log tells the same order, once each.
  const { revisions, isLast } = await store.log.revisions(0, 10_000);
  expect(isLast).toBe(true);
  expect(revisions.map(({ number }) => number)).toEqual(order);
  const told = revisions.map(({ changes }) =>
    changes.map((change) => "after" in change && textOf(change.after as Tuple)),
  );
  expect(told).toEqual(order.map((number) => [numbered.get(number)?.tuple]));
});
