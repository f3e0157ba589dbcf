import type { Parameters as Settings } from "fast-check";

/** How worlds are tried: under a seed that is printed, and can be given again as `RELATA_SEED`, with its path. */
export function worldsToTry<T>(numRuns: number): Settings<T> {
  const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const path = process.env["RELATA_PATH"];
  const runs = Number(process.env["RELATA_WORLDS"] ?? numRuns);
  console.log(`diff: ${runs} worlds, RELATA_SEED=${seed}`);
  return { seed, numRuns: runs, ...(path !== undefined && { path }) };
}
