import { cpus, tmpdir } from "node:os";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toOptions, USAGE, type Options } from "./options.ts";
import { PARTS } from "./parts/parts.ts";
import { Progress } from "./reporting/progress.ts";
import { tableOf } from "./reporting/table.ts";
import type { PartFound, Report } from "./reporting/figure.ts";
import { runPart } from "./run-part.ts";

/** What is stored with the sources, and compared with unless another is named. */
const BASELINE = fileURLToPath(new URL("../baseline.json", import.meta.url));

/** Where the docs keep their charts. */
const FIGURES = fileURLToPath(new URL("../../docs/explanation/figures", import.meta.url));

const WRONG_INPUT = 3;
const NO_ANSWER = 4;

// The process of a part ends with this one, which a signal alone would not see to.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(NO_ANSWER));

const options = toOptions(process.argv.slice(2), Object.keys(PARTS));
if (typeof options === "string") {
  console.error(`error: ${options}\n\n${USAGE}`);
  process.exitCode = WRONG_INPUT;
} else if (options.isHelp) {
  const width = Math.max(...Object.keys(PARTS).map(({ length }) => length));
  const parts = Object.entries(PARTS).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
  console.log(`${USAGE}\n\nParts:\n${parts.join("\n")}`);
} else {
  process.exitCode = await run(options);
}

async function run(options: Options): Promise<number> {
  const { isQuick, json, names, isResumed } = options;
  const before = isResumed ? reportIn(json) : undefined;
  const parts: Record<string, PartFound> = { ...(before?.isQuick === isQuick ? before.parts : {}) };
  const isDone = (name: string) => parts[name] !== undefined && parts[name].failure === undefined;
  const left = names.filter((name) => !isDone(name));
  const folder = mkdtempSync(join(tmpdir(), "relata-bench-"));
  const drawsInto = options.isDrawn ? FIGURES : undefined;
  const progress = new Progress(process.stderr);
  const reportNow = (): Report => ({
    isQuick,
    node: process.version,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? "unknown"}`,
    parts: Object.fromEntries(Object.keys(PARTS).flatMap((name) => (parts[name] ? [[name, parts[name]]] : []))),
  });
  try {
    for (const [at, name] of left.entries()) {
      progress.begin(`${at + 1}/${left.length} ${name}`);
      parts[name] = await runPart(name, { isQuick, folder, drawsInto, say: (doing) => progress.say(doing) });
      progress.end(parts[name].failure === undefined ? `${parts[name].seconds.toFixed(0)} s` : "failed");
      // Whatever comes next, this is kept: `--resume` goes on behind it.
      if (json !== undefined) writeFileSync(json, `${JSON.stringify(reportNow(), undefined, 2)}\n`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const report = reportNow();
  const baseline = options.baseline === undefined ? storedBaseline(isQuick) : reportIn(options.baseline);
  console.log(tableOf(report, { isColoured: options.isColoured, baseline, showsDetails: options.showsDetails }));
  return Object.values(report.parts).some(({ failure }) => failure !== undefined) ? NO_ANSWER : 0;
}

function reportIn(file: string | undefined): Report | undefined {
  return file === undefined || !existsSync(file) ? undefined : (JSON.parse(readFileSync(file, "utf8")) as Report);
}

/** A quick run is compared with no whole one. */
function storedBaseline(isQuick: boolean): Report | undefined {
  const stored = reportIn(BASELINE);
  return stored?.isQuick === isQuick ? stored : undefined;
}
