import { isDeepStrictEqual } from "node:util";
import { createRelata, type ConsistencyInput, type Relata, type ResidentOptions, type Store } from "@relata/core";
import { indexModel, type Failure, type Tuple } from "@relata/model";
import { NAMES, questions, specify, worlds, type World, type WorldQuestion } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { engineVerdict } from "../engine-verdict.ts";
import { asked, difference, worldsToTry } from "../random-worlds.ts";
import { slowStore } from "./slow-store.ts";

/** Engines over one store that differ in what they keep, and in how late they learn of what others wrote. */
const ENGINES: readonly (readonly [string, boolean | ResidentOptions, (store: Store) => Store])[] = [
  ["nothing resident", false, (store) => store],
  ["resident", true, (store) => store],
  ["resident, with the groups of one subject", { closures: 1 }, (store) => store],
  ["over its budget", { maxBytes: 1 }, (store) => store],
  ["resident, behind a wire", true, (store) => slowStore(store)],
  ["resident with one closure, behind a wire that tells late", { closures: 1 }, (store) => slowStore(store, 1)],
];

interface Asked {
  readonly name: string;
  readonly relata: Relata;
}

async function enginesOver(world: World, store: Store): Promise<readonly Asked[]> {
  const engines: Asked[] = [];
  for (const [name, resident, over] of ENGINES) {
    const relata = await createRelata({ model: world.model, store: over(store), clock: () => 0, resident });
    await relata.ready();
    engines.push({ name, relata });
  }
  return engines;
}

/** The lists of an engine, or why there is none, as text. */
async function listed(world: World, part: Omit<WorldQuestion, "permission">, relata: Relata, given: object) {
  const { subject, now, context } = asked({ ...part, permission: "" });
  const { type } = part.object;
  const known = indexModel(world.model).types.get(type)?.rewrites;
  const lists: unknown[] = [];
  for (const permission of NAMES) {
    if (known?.has(permission) !== true) continue;
    const question = { subject, now, context, permission, type, ...given };
    lists.push(await Promise.resolve(relata.listObjects(question)).catch((error: Failure) => error.code));
    const page = relata.listObjects(question, { limit: 2 });
    lists.push(await page.then(({ entries }) => entries).catch((error: Failure) => error.code));
  }
  return lists;
}

/** Each question by `check` and in a batch, as the specification answers it. */
async function compare(
  world: World,
  part: Omit<WorldQuestion, "permission">,
  { name, relata }: Asked,
  consistency: ConsistencyInput,
): Promise<number> {
  const specified = specify(world, part);
  const known = indexModel(world.model).types.get(part.object.type)?.rewrites;
  const names = NAMES.filter((permission) => known?.has(permission) === true);
  const inputs = names.map((permission) => asked({ ...part, permission }));
  const { now } = asked({ ...part, permission: "" });
  const items = inputs.map(({ subject, object, permission, resource, context }) => ({
    subject,
    object,
    permission,
    resource,
    context,
  }));
  const batch = await relata.checkMany(items, { now, consistency });
  for (const [i, permission] of names.entries()) {
    const expected = specified(permission);
    const alone = await engineVerdict(() => relata.check({ ...inputs[i], consistency } as never));
    const { decision, failure } = batch[i] ?? {};
    const inBatch = await engineVerdict(async () => {
      if (failure !== undefined) throw failure;
      return decision as never;
    });
    for (const verdict of [alone, inBatch]) {
      if (!isDeepStrictEqual(verdict, expected))
        throw difference(expected, verdict, world, { ...part, permission }, `${name}, ${JSON.stringify(consistency)}`);
    }
  }
  return names.length;
}

/** The world with one of its tuples taken away, or given back. */
function moved(world: World, all: readonly Tuple[], n: number): { world: World; tuple: Tuple; isThere: boolean } {
  const tuple = all[n % all.length] as Tuple;
  const isThere = world.tuples.includes(tuple);
  const tuples = isThere ? world.tuples.filter((one) => one !== tuple) : [...world.tuples, tuple];
  return { world: { ...world, tuples }, tuple, isThere: !isThere };
}

test.each([
  ["memory", () => memoryStore()],
  ["sqlite", () => sqlite(":memory:")],
])(
  "over %s, no answer depends on what is resident, on how much of it is kept, nor on how late the log is told",
  async (_, open) => {
    let compared = 0;
    const law = fc.asyncProperty(
      worlds,
      questions,
      fc.array(fc.record({ tuple: fc.nat(), writer: fc.nat() }), { minLength: 1, maxLength: 4 }),
      async (first, part, moves) => {
        const store = open();
        const sets = first.attributes.map(({ object, values }) => ({ object, set: values }));
        await store.write({ touch: first.tuples, attributes: sets });
        const engines = await enginesOver(first, store);
        let world = first;
        for (const engine of engines) compared += await compare(world, part, engine, "fast");
        for (const { tuple: n, writer } of first.tuples.length === 0 ? [] : moves) {
          const move = moved(world, first.tuples, n);
          world = move.world;
          const own = engines[writer % engines.length] as Asked;
          // Why `latest` for the others: what others wrote, `fast` may see some time later.
          await write(own.relata, move.tuple, move.isThere);
          compared += await compare(world, part, own, "fast");
          for (const engine of engines) compared += await compare(world, part, engine, "latest");
          const lists = [];
          for (const { relata } of engines) lists.push(await listed(world, part, relata, { consistency: "latest" }));
          for (const list of lists) expect(list).toEqual(lists[0]);
        }
        for (const { relata } of engines) await relata.close();
      },
    );
    await fc.assert(law, worldsToTry(30));
    console.log(`${compared} questions compared`);
    expect(compared).toBeGreaterThan(1_000);
  },
);

/** Beneath the façade, which refuses what the model does not admit; the engine is told as of a write of its own. */
async function write(relata: Relata, tuple: Tuple, isThere: boolean): Promise<void> {
  const { commit } = relata as unknown as { commit: (changes: object) => Promise<unknown> };
  await commit.call(relata, isThere ? { touch: [tuple] } : { delete: [tuple] });
}
