import { cover, type Coverage, type Suite } from "@relata/testing";
import type { Progress } from "../output/progress.ts";
import { wanted } from "./run-file.ts";
import type { SuiteOptions } from "./suite-options.ts";

/** Changes between two reports of progress. */
const STRIDE = 16;

/** The coverage of the suites, if it is asked for. */
export function coverSuites(suites: readonly Suite[], options: SuiteOptions, progress: Progress): Coverage | undefined {
  if (!options.coverage) return undefined;
  const onProgress = (done: number, all: number) => {
    if (done % STRIDE === 0) progress.say(`coverage: ${Math.floor((100 * done) / all)} % of ${all} changes tried`);
  };
  const coverage = cover(suites, { isWanted: wanted(options), onProgress });
  progress.end();
  return coverage;
}
