import fc, { type IRawProperty, type Parameters as Settings } from "fast-check";

/**
 * How a theorem is run: under a seed that is printed, and can be given again as `RELATA_SEED`, with the path of one
 * failing world as `RELATA_PATH`; over more worlds where `RELATA_WORLDS` says so.
 */
export function worldsToTry<T>(numRuns: number): Settings<T> {
  const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const runs = Number(process.env["RELATA_WORLDS"] ?? numRuns);
  console.log(`theorem: ${runs} worlds, RELATA_SEED=${seed}`);
  const path = process.env["RELATA_PATH"];
  return { seed, numRuns: runs, ...(path !== undefined && { path }) };
}

/** What a law fails with, over so many worlds; undefined where it holds. */
export function failureOf<T>(law: IRawProperty<T, false>, numRuns: number): string | undefined {
  return fc.defaultReportMessage(fc.check(law, worldsToTry(numRuns)));
}
