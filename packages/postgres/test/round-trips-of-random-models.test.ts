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

/** Layers of types, each with groups, wildcards and an arrow to the next; what `view` is made of, differs from layer to layer. */
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
      relation viewer: user | user:* | group#member
      relation editor: user | group#member
      permission view = ${isLast ? view.replaceAll("parent->view", "viewer") : view}
    }`;
  });
  return ["model 1", "type user", "type group { relation member: user | group#member }", ...types].join("\n");
}

/** Arrows that `view` of the first layer leads through: one for each layer, until one has none. */
function arrowsOf({ views: all }: Layered): number {
  const end = all.findIndex((view, i) => i === all.length - 1 || !view.includes("parent->view"));
  return end;
}

function tuplesOf({ views: all, depth, width, entry }: Layered): readonly string[] {
  const nested = Array.from({ length: depth }, (_, i) => `group:${i + 1}#member@group:${i}#member`);
  const objects = all.flatMap((_, i) => [
    ...(i === all.length - 1 ? [] : [`t${i}:a#parent@t${i + 1}:a`, `t${i}:a#parent@t${i + 1}:b`]),
    ...Array.from({ length: width }, (__, n) => `t${i}:${n % 2 === 0 ? "a" : "b"}#viewer@group:w${n}#member`),
    `t${i}:a#editor@group:${depth}#member`,
  ]);
  return [...nested, ...objects, `group:${entry <= depth ? entry : `w${entry - depth}`}#member@user:ann`];
}

let worlds = 0;

test("a check is a round trip for each arrow of its permission and two more, in random models", async () => {
  const taken = new Map<number, number>();
  const outcomes = new Set<boolean>();
  await fc.assert(
    fc.asyncProperty(layered, async (world) => {
      const { model } = readModel(modelText(world));
      const relata = await createRelata({ model, store: database.stores.open(`world ${worlds++}`) });
      const resident = await createRelata({ model, store: memoryStore() });
      await relata.write(tuplesOf(world));
      await resident.write(tuplesOf(world));
      const allowed = await relata.can("user:ann", "view", "t0:a");
      expect(allowed).toBe(await resident.can("user:ann", "view", "t0:a"));
      outcomes.add(allowed);
      const before = proxy.turns;
      await relata.can("user:ann", "view", "t0:a");
      const turns = proxy.turns - before;
      expect(turns).toBeLessThanOrEqual(arrowsOf(world) + 2);
      taken.set(turns, (taken.get(turns) ?? 0) + 1);
    }),
    worldsToTry(40),
  );
  expect(outcomes).toEqual(new Set([true, false]));
  expect(Math.max(...taken.keys())).toBeGreaterThan(3);
});
