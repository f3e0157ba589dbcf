import { isDeepStrictEqual } from "node:util";
import { describeWorld, type World, type WorldQuestion } from "@relata/spec";

/** Two answers to one question that should be one. */
export class Disagreement extends Error {}

/** Fails with the world and the question written out, where two answers differ. */
export function expectSame(actual: unknown, expected: unknown, world: World, question: WorldQuestion): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw disagreement(`expected ${written(expected)}, answered ${written(actual)}`, world, question);
}

export function disagreement(what: string, world: World, question: WorldQuestion): Disagreement {
  return new Disagreement(`${what}, in the world\n${describeWorld(world, question)}`);
}

/** As JSON; the instants of windows, which it cannot write, as text. */
export function written(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part)) ?? "nothing";
}
