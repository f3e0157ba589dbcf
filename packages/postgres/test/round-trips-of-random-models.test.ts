import { createRelata, readModel } from "@relata/core";
import { memoryStore } from "@relata/store";
import { postgres } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { worldsToTry } from "./random-worlds.ts";

const { url } = await testDatabase();
const proxy = await tcpProxy(url);
// What it wrote is numbered by another, so that nothing is on the wire but what is counted.
const database = postgres({ url: proxy.url, poolSize: 1, isSequencer: false });
afterAll(async () => {
  await database.close();
  proxy.close();
});

/** Layers of types, each with groups of two kinds, wildcards and an arrow to the next; what `view` is made of, differs from layer to layer. */
interface Layered {
  readonly views: readonly string[];
  /** How far groups are nested, and how many stand on one object. */
  readonly depth: number;
  readonly width: number;
  /** By which of the groups the user comes in, if by any. */
  readonly entry: number;
}

const leaves = ["viewer", "editor", "parent->view"];
const views: fc.Arbitrary<string> = fc.letrec<{ view: string }>((tie) => ({
  view: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...leaves),
    fc
      .tuple(tie("view"), fc.constantFrom("+", "+", "&", "-"), tie("view"))
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
  ),
})).view;

const layered: fc.Arbitrary<Layered> = fc.record({
  views: fc.array(views, { minLength: 1, maxLength: 5 }),
  depth: fc.integer({ min: 0, max: 30 }),
  width: fc.integer({ min: 1, max: 40 }),
  entry: fc.integer({ min: 0, max: 60 }),
});

/** The last layer has no arrow, so that what is asked of it ends. */
function modelText({ views: all }: Layered): string {
  const types = all.map((view, i) => {
    const isLast = i === all.length - 1;
    return `type t${i} {
      ${isLast ? "" : `relation parent: t${i + 1}`}
      relation viewer: user | user:* | group#member | team#member
      relation editor: user | group#member | team#member
      permission view = ${isLast ? view.replaceAll("parent->view", "viewer") : view}
    }`;
  });
  const groups = ["group", "team"].map((kind) => `type ${kind} { relation member: user | group#member | team#member }`);
  return ["model 1", "type user", ...groups, ...types].join("\n");
}

/** Arrows that `view` of the first layer leads through: one for each layer, until one has none. */
function arrowsOf({ views: all }: Layered): number {
  const end = all.findIndex((view, i) => i === all.length - 1 || !view.includes("parent->view"));
  return end;
}

/** One of a chain, in which a group stands in a team, and that in a group. */
const nth = (i: number) => `${i % 2 === 0 ? "group" : "team"}:${i}`;

function tuplesOf({ views: all, depth, width, entry }: Layered): readonly string[] {
  const nested = Array.from({ length: depth }, (_, i) => `${nth(i + 1)}#member@${nth(i)}#member`);
  const objects = all.flatMap((_, i) => [
    ...(i === all.length - 1 ? [] : [`t${i}:a#parent@t${i + 1}:a`, `t${i}:a#parent@t${i + 1}:b`]),
    ...Array.from({ length: width }, (__, n) => `t${i}:${n % 2 === 0 ? "a" : "b"}#viewer@group:w${n}#member`),
    `t${i}:a#editor@${nth(depth)}#member`,
  ]);
  return [...nested, ...objects, `${entry <= depth ? nth(entry) : `group:w${entry - depth}`}#member@user:ann`];
}

let worlds = 0;

/** The answer, which is that of memory, and the round trips of a check that knows nothing yet but its statements. */
async function checked(world: Layered): Promise<{ readonly allowed: boolean; readonly turns: number }> {
  const { model } = readModel(modelText(world));
  const store = database.stores.open(`world ${worlds++}`);
  // Why nothing is collected: that takes journeys of its own, some time after a write.
  const relata = await createRelata({ model, store, history: { automatic: false } });
  const resident = await createRelata({ model, store: memoryStore() });
  await relata.write(tuplesOf(world));
  await resident.write(tuplesOf(world));
  const allowed = await relata.can("user:ann", "view", "t0:a");
  expect(allowed).toBe(await resident.can("user:ann", "view", "t0:a"));
  const before = proxy.turns;
  await relata.can("user:ann", "view", "t0:a");
  return { allowed, turns: proxy.turns - before };
}

test("a check is a round trip for each arrow of its permission and two more, in random models", async () => {
  const outcomes = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(layered, async (world) => {
      const { allowed, turns } = await checked(world);
      outcomes.add(allowed);
      expect(turns).toBeLessThanOrEqual(arrowsOf(world) + 2);
    }),
    worldsToTry(40),
  );
  expect(outcomes).toEqual(new Set([true, false]));
});

test.each([0, 1, 2, 3, 4])(
  "a denial through %i arrows takes just so many and two, whatever the groups",
  async (arrows) => {
    const all = Array.from({ length: arrows + 1 }, () => "(viewer + editor) + parent->view");
    for (const [depth, width] of [
      [0, 1],
      [3, 2],
      [200, 1],
      [1, 1_000],
    ] as const) {
      const nobody = depth + width + 1;
      expect(await checked({ views: all, depth, width, entry: nobody })).toEqual({ allowed: false, turns: arrows + 2 });
      expect((await checked({ views: all, depth, width, entry: 0 })).turns).toBeLessThanOrEqual(arrows + 2);
    }
  },
);
