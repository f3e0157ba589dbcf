import { createRelata, type Relata } from "@relata/core";
import { formatInstant } from "@relata/model";
import { describeWorld, NOW, type World, type WorldQuestion } from "@relata/spec";
import type { PostgresStore } from "@relata/postgres";
import type { Parameters as Settings } from "fast-check";

/**
 * The world in the store, in place of the one before. The store is written to beneath the façade: random worlds also
 * hold tuples that their model does not admit, and which the engine must treat as absent.
 */
export async function relataOver(store: PostgresStore, { model, tuples, attributes }: World): Promise<Relata> {
  const before = await store.contents();
  await store.write({
    delete: before.tuples,
    attributes: before.attributes.map(({ object, values }) => ({ object, unset: Object.keys(values) })),
  });
  await store.write({ touch: tuples, attributes: attributes.map(({ object, values }) => ({ object, set: values })) });
  return createRelata({ model, store, clock: () => 0 });
}

/** The question as the façade takes it. */
export function asked({ subject, ...question }: Omit<WorldQuestion, "now">) {
  const { object, permission, resource, context } = question;
  return { subject: { allOf: subject }, object, permission, resource, context, now: formatInstant(NOW) };
}

/** How worlds are tried: under a seed that is printed, and can be given again as `RELATA_SEED`. */
export function worldsToTry<T>(numRuns: number): Settings<T> {
  const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const path = process.env["RELATA_PATH"];
  console.log(`postgres: ${numRuns} worlds, RELATA_SEED=${seed}`);
  return { seed, numRuns, ...(path !== undefined && { path }) };
}

/** Answers that differ, with the world and the question written out. */
export function difference(expected: unknown, actual: unknown, world: World, question: WorldQuestion): Error {
  const answers = `expected ${JSON.stringify(expected)}, answered ${JSON.stringify(actual)}`;
  return new Error(`${answers}, in the world\n${describeWorld(world, question)}`);
}
