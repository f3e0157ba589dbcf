import { printChecks } from "./checks.ts";
import { printKeys } from "./keys-table.ts";
import { printSequencer } from "./sequencer-table.ts";
import { printServer } from "./server-table.ts";
import { printTokens } from "./tokens.ts";

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  checks: printChecks,
  keys: printKeys,
  sequencer: printSequencer,
  server: printServer,
  tokens: printTokens,
};

const [name = "checks"] = process.argv.slice(2);
const run = BENCHMARKS[name];
if (run === undefined) {
  console.error(`there is no benchmark \`${name}\`: name one of ${Object.keys(BENCHMARKS).join(", ")}`);
  process.exitCode = 3;
} else {
  await run();
}
