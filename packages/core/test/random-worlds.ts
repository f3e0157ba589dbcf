import { createRelata, type Relata, type Store } from "@relata/core";
import { formatInstant } from "@relata/model";
import { describeWorld, NOW, type World, type WorldQuestion } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import type { Parameters as Settings } from "fast-check";

/** The instant of every question of a random world, as the façade takes it. */
export const NOW_TEXT = formatInstant(NOW);

/**
 * An engine over the world. The store is written to beneath the façade: random worlds also hold tuples that their model
 * does not admit, and which the engine must treat as absent.
 */
export async function relataOf({ model, tuples, attributes }: World, store: Store): Promise<Relata> {
  await store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
  return createRelata({ model, store, clock: () => 0 });
}

/** The world in each store, by the name of the store. */
export async function enginesOf(world: World): Promise<readonly (readonly [string, Relata])[]> {
  return [
    ["memory", await relataOf(world, memoryStore())],
    ["sqlite", await relataOf(world, sqlite(":memory:"))],
  ];
}

/** The question as the façade takes it. */
export function asked({ subject, ...question }: Omit<WorldQuestion, "now"> & { readonly now: unknown }) {
  const { object, permission, resource, context } = question;
  return { subject: { allOf: subject }, object, permission, resource, context, now: NOW_TEXT };
}

/** How worlds are tried: under a seed that is printed, and can be given again as `RELATA_SEED`. */
export function worldsToTry<T>(numRuns: number): Settings<T> {
  const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(process.env["RELATA_WORLDS"] ?? numRuns);
  console.log(`façade: ${runs} worlds, RELATA_SEED=${seed}`);
  return { seed, numRuns: runs };
}

/** Answers that differ, with the world and the question written out. */
export function difference(
  expected: unknown,
  actual: unknown,
  world: World,
  question: WorldQuestion,
  who: string,
): Error {
  const answers = `${who}: expected ${JSON.stringify(expected)}, answered ${JSON.stringify(actual)}`;
  return new Error(`${answers}, in the world\n${describeWorld(world, question)}`);
}
