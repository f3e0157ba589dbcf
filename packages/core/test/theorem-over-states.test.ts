import { isDeepStrictEqual } from "node:util";
import { createRelata, type ConsistencyToken, type Relata, type Store } from "@relata/core";
import { NAMES, questions, specify, worlds, type World, type WorldQuestion } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore, type Changes } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { engineVerdict } from "./engine-verdict.ts";
import { asked, difference, worldsToTry } from "./random-worlds.ts";

/** A world in a store of its own, one of several in a database. */
interface Tenant {
  readonly name: string;
  readonly world: World;
  readonly store: Store;
  readonly relata: Relata;
}

const DATABASES: readonly (readonly [string, () => Store])[] = [
  ["memory", () => memoryStore()],
  ["sqlite", () => sqlite(":memory:")],
];

async function tenantOf(database: Store, name: string, world: World): Promise<Tenant> {
  const store = database.stores.open(name);
  const root = await createRelata({ model: world.model, store: database, clock: () => 0 });
  return { name, world, store, relata: root.store(name) };
}

/** The world in parts, so that its writes fall between those of another. */
function partsOf({ tuples, attributes }: World): readonly Changes[] {
  const half = Math.ceil(tuples.length / 2);
  const sets = attributes.map(({ object, values }) => ({ object, set: values }));
  return [{ touch: tuples.slice(0, half), attributes: sets }, { touch: tuples.slice(half) }];
}

/** Leaves little of a world as it was: half is gone, and the facts of another one stand beside the rest. */
function disturbance({ tuples, attributes }: World, other: World): Changes {
  const gone = tuples.filter((_, i) => i % 2 === 0);
  const keys = new Set(gone.map((tuple) => JSON.stringify([tuple.object, tuple.relation, tuple.subject])));
  const touch = other.tuples.filter(
    (tuple) => !keys.has(JSON.stringify([tuple.object, tuple.relation, tuple.subject])),
  );
  const unset = attributes.map(({ object, values }) => ({ object, unset: Object.keys(values) }));
  return { delete: gone, touch, attributes: unset };
}

/** @throws where an answer of the engine is not that of the specification */
async function compare(tenant: Tenant, part: Omit<WorldQuestion, "permission">, exactly?: ConsistencyToken) {
  const specified = specify(tenant.world, part);
  for (const permission of NAMES) {
    const question = { ...part, permission };
    const input = { ...asked(question), ...(exactly !== undefined && { consistency: { exactly } }) };
    const verdict = await engineVerdict(() => tenant.relata.check(input));
    const expected = specified(permission);
    if (!isDeepStrictEqual(verdict, expected))
      throw difference(expected, verdict, tenant.world, question, `${tenant.name}, ${exactly ?? "now"}`);
  }
}

test("check answers as the specification does of each of two stores of a database, and of what was exactly so before", async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(worlds, worlds, questions, async (first, second, part) => {
      for (const [name, open] of DATABASES) {
        const database = open();
        const a = await tenantOf(database, `a over ${name}`, first);
        const b = await tenantOf(database, `b over ${name}`, second);
        const written: ConsistencyToken[] = [];
        for (const [i, changes] of partsOf(first).entries()) {
          written.push((await a.store.write(changes)).token);
          await b.store.write(partsOf(second)[i] ?? {});
        }
        for (const tenant of [a, b]) await compare(tenant, part);
        await a.store.write(disturbance(first, second));
        await compare(a, part, written.at(-1));
        await compare(b, part);
        if (first.tuples.length > 0) changed++;
        await database.close();
      }
    }),
    worldsToTry(25),
  );
  expect(changed).toBeGreaterThan(15);
});
