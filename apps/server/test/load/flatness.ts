import { setTimeout as sleep } from "node:timers/promises";
import type { Held, ServerUnderLoad } from "./server-under-load.ts";

const SAMPLES = 15;

/** How much more was held in the last third of a time than in the middle one: of medians, 1 where nothing grew. */
export interface Growth {
  readonly rss: number;
  /** Of what is left after a collection. */
  readonly heap: number;
}

/** Looks at a server for so long. The first third is for warming up. */
export async function growthOf(server: ServerUnderLoad, ms: number): Promise<Growth> {
  const held: Held[] = [];
  for (let n = 0; n < SAMPLES; n++) {
    await sleep(ms / SAMPLES);
    held.push(await server.held());
  }
  const [middle, last] = [held.slice(SAMPLES / 3, (2 * SAMPLES) / 3), held.slice((2 * SAMPLES) / 3)];
  const grown = (of: (one: Held) => number) => median(last.map(of)) / median(middle.map(of));
  return { rss: grown(({ rss }) => rss), heap: grown(({ heapUsed }) => heapUsed) };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
