import { expect } from "vitest";
import { compareText, formatInstant } from "@relata/model";
import type { WindowEdge } from "../change-log.ts";
import type { Store } from "../store.ts";
import { promise, type OpenStore } from "./open-store.ts";
import { instant, texts, tuple, tuples } from "./text.ts";

const [A, B, C] = ["doc:a#viewer@user:ann", "doc:b#viewer@user:ann", "doc:c#viewer@user:ann"] as const;
const [MARCH, APRIL, MAY] = ["2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"] as const;
const [FIRST, LAST] = ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"] as const;

/** Starts and ends of windows, which nobody writes, and which change answers all the same. */
export function windowsOpenAndClose(open: OpenStore): void {
  promise(open, "tuples without a window have no edges", async (store) => {
    await store.write({ touch: tuples(A, "doc:*#viewer@user:*") });
    expect(await edges(store, FIRST, LAST)).toEqual([]);
  });

  promise(
    open,
    "each start and each end is told once, by instant, with the revision that made the tuple",
    async (store) => {
      const both = tuple(A, { from: MARCH, until: MAY, policy: { name: "p", parameters: { x: 1 } } });
      const made = await numberOf(store, { touch: [both] });
      const later = await numberOf(store, { touch: [tuple(B, { from: APRIL }), tuple(C, { until: APRIL })] });
      expect(await store.log.edges({ after: instant(FIRST), until: instant(LAST), limit: 1 })).toEqual([
        { instant: instant(MARCH), edge: "start", tuple: both, madeIn: made },
      ]);
      expect(await edges(store, FIRST, LAST)).toEqual([
        `${MARCH} start of ${texts([both])[0]}, made in ${made}`,
        `${APRIL} end of ${C} until ${APRIL}, made in ${later}`,
        `${APRIL} start of ${B} from ${APRIL}, made in ${later}`,
        `${MAY} end of ${texts([both])[0]}, made in ${made}`,
      ]);
    },
  );

  promise(open, "a range begins after its first instant and ends with its last, to the nanosecond", async (store) => {
    const instants = ["2026-03-01T00:00:00.000000001Z", "2026-03-01T00:00:00.000000002Z"] as const;
    await store.write({ touch: [tuple(A, { from: MARCH, until: instants[0] }), tuple(B, { from: instants[1] })] });
    const found = async (after: string, until: string) =>
      (await edges(store, after, until)).map((text) => text.slice(0, text.indexOf(" ")));
    expect(await found(FIRST, LAST)).toEqual([MARCH, ...instants]);
    expect(await found(MARCH, instants[1])).toEqual(instants);
    expect(await found(MARCH, instants[0])).toEqual([instants[0]]);
    expect(await found(instants[0], instants[1])).toEqual([instants[1]]);
    expect(await found(instants[1], LAST)).toEqual([]);
    expect(await found(MARCH, MARCH)).toEqual([]);
  });

  promise(open, "instants before 1970, and the first and the last of all, stand in their order", async (store) => {
    const old = ["0001-06-15T12:00:00Z", "1969-12-31T23:59:59.5Z", "1970-01-01T00:00:00Z", "2026-01-01T00:00:00.1Z"];
    for (const from of [LAST, ...old]) await store.write({ touch: [tuple(`doc:${from}#viewer@user:a`, { from })] });
    const found = await store.log.edges({ after: instant(FIRST), until: instant(LAST), limit: 100 });
    expect(found.map((edge) => formatInstant(edge.instant))).toEqual([...old, LAST]);
  });

  promise(
    open,
    "edges of a tuple that was ended or replaced are told with the revision that ended it",
    async (store) => {
      const made = await numberOf(store, { touch: [tuple(A, { until: APRIL })] });
      const moved = await numberOf(store, { touch: [tuple(A, { until: MAY })] });
      const ended = await numberOf(store, { delete: tuples(A) });
      const again = await numberOf(store, { create: [tuple(A, { until: MAY })] });
      expect(await edges(store, FIRST, LAST)).toEqual([
        `${APRIL} end of ${A} until ${APRIL}, made in ${made}, ended in ${moved}`,
        ...[
          `${MAY} end of ${A} until ${MAY}, made in ${moved}, ended in ${ended}`,
          `${MAY} end of ${A} until ${MAY}, made in ${again}`,
        ].sort(compareText),
      ]);
    },
  );

  promise(open, "a page holds as many as were wanted, and then all of its last instant", async (store) => {
    const instants = [MARCH, APRIL, APRIL, APRIL, MAY, MAY];
    await store.write({ touch: instants.map((from, i) => tuple(`doc:${i}#viewer@user:ann`, { from })) });
    const sizes = [1, 2, 3, 4, 5, 6, 7].map(async (limit) => {
      const found = await store.log.edges({ after: instant(FIRST), until: instant(LAST), limit });
      return found.length;
    });
    expect(await Promise.all(sizes)).toEqual([1, 4, 4, 4, 6, 6, 6]);
  });

  promise(open, "edges of one store are not told in another", async (store) => {
    await store.write({ touch: [tuple(A, { from: MARCH })] });
    expect(await edges(store.stores.open("other"), FIRST, LAST)).toEqual([]);
  });
}

async function numberOf(store: Store, changes: Parameters<Store["write"]>[0]): Promise<number> {
  const { token } = await store.write(changes);
  return store.log.numberOf(token);
}

/** By instant, as the store says, and at one instant by text. */
async function edges(store: Store, after: string, until: string): Promise<readonly string[]> {
  const found = await store.log.edges({ after: instant(after), until: instant(until), limit: 1_000 });
  const instants = found.map((edge) => edge.instant);
  expect(instants).toEqual([...instants].sort((a, b) => (a < b ? -1 : Number(a > b))));
  const lines = new Map<bigint, string[]>();
  for (const edge of found) lines.set(edge.instant, [...(lines.get(edge.instant) ?? []), edgeText(edge)]);
  return [...lines.values()].flatMap((of) => of.sort(compareText));
}

function edgeText({ instant, edge, tuple, madeIn, endedIn }: WindowEdge): string {
  const ended = endedIn === undefined ? "" : `, ended in ${endedIn}`;
  return `${formatInstant(instant)} ${edge} of ${texts([tuple])[0]}, made in ${madeIn}${ended}`;
}
