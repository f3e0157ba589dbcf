import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import { postgres } from "@relata/postgres";
import type { Changes } from "@relata/store";
import postgresJs from "postgres";

/** How many write at once, and how. */
export interface Load {
  readonly writers: number;
  /** Where it is not 0, each write is one of the application's transactions, which works on for so long before it commits. */
  readonly heldMs: number;
}

/** Medians over the rounds, so that what else the machine does in one of them counts little. */
export interface Throughput extends Load {
  /** Writes per second, of one tuple each. */
  readonly without: number;
  readonly with: number;
  /** Of the two slices of a round. */
  readonly ratio: number;
}

export interface ThroughputOptions {
  readonly url: string;
  readonly sliceMs: number;
  /** Each is a slice with the sequencer and one without, in one order and in the next round in the other. */
  readonly rounds: number;
}

let schemas = 0;

/**
 * The same writes with a sequencer beside them and without one, in turn and on one server, so that whatever else the machine
 * does meets both. Each goes to tables of its own: what the one leaves unnumbered, the other need not number.
 *
 * @throws Error where a committed write is lost, or has no number in the end
 */
export async function throughput(load: Load, { url, sliceMs, rounds }: ThroughputOptions): Promise<Throughput> {
  const sides = [await openSide(url, load, true), await openSide(url, load, false)] as const;
  for (const side of sides) await side.writeFor(sliceMs / 4);
  const found: { readonly with: number; readonly without: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const);
    const written = [0, 0];
    for (const at of order) written[at] = await sides[at].writeFor(sliceMs);
    found.push({ with: written[0] ?? 0, without: written[1] ?? 0 });
  }
  for (const side of sides) await side.close();
  const perSecond = 1_000 / sliceMs;
  return {
    ...load,
    with: median(found.map((round) => round.with)) * perSecond,
    without: median(found.map((round) => round.without)) * perSecond,
    ratio: median(found.map((round) => round.with / round.without)),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
}

interface Side {
  /** Answers how many writes were acknowledged in that time. */
  readonly writeFor: (ms: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

async function openSide(url: string, load: Load, isSequencer: boolean): Promise<Side> {
  const { writers, heldMs } = load;
  const schema = `throughput_${schemas++}`;
  const store = postgres({ url, schema, isSequencer, poolSize: Math.max(10, writers) });
  await store.contents();
  const application = postgresJs(url, { max: writers, onnotice: () => undefined });
  await application.unsafe(`create table ${schema}.documents (title text)`);
  const write = (changes: Changes) =>
    heldMs === 0
      ? store.write(changes)
      : application.begin(async (tx) => {
          await tx.unsafe(`insert into ${schema}.documents values ('a document with its owner')`);
          await store.in(tx).write(changes);
          await sleep(heldMs);
        });
  let total = 0;
  const writeFor = async (ms: number) => {
    const before = total;
    const end = performance.now() + ms;
    const one = async () => {
      while (performance.now() < end) await write({ touch: [tupleOf(total++)] });
    };
    await Promise.all(Array.from({ length: writers }, one));
    return total - before;
  };
  const close = async () => {
    const [newest, { value }] = [await store.log.newest(), await store.count({})];
    if (newest !== total || value !== total) {
      throw new Error(`of ${total} writes, ${newest} have a number and ${value} are there`);
    }
    await store.close();
    await application.end();
  };
  return { writeFor, close };
}

function tupleOf(n: number): Tuple {
  return { object: { type: "doc", id: `${n}` }, relation: "viewer", subject: { type: "user", id: `${n % 100}` } };
}
