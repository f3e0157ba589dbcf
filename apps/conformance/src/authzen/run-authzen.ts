import type { Output } from "../report.ts";
import { LEVELS, type AuthzenCase, type Level } from "./authzen-case.ts";
import { casesOf, exampleOf, isThere, SUITES, type SuiteName } from "./authzen-suites.ts";
import { ownServer } from "./own-server.ts";
import { Pdp } from "./pdp.ts";

export interface AuthzenOptions {
  /** What to run: where none is named, all on a server of our own, and the certification scenario on another's. */
  readonly suites: readonly SuiteName[];
  /** A policy decision point that is there; absent, one is started for each suite. */
  readonly url?: string;
  readonly key?: string;
  /** The folder of the decisions. */
  readonly data: string;
}

interface Counts {
  passed: number;
  failed: number;
}

/**
 * Runs suites of AuthZEN, and tells what became of them: what failed in full, then a table of the levels, then one line that counts.
 * Answers whether every case passed.
 */
export async function runAuthzen(
  options: AuthzenOptions,
  { out, err }: { out: Output; err: Output },
): Promise<boolean> {
  const { url, key, data } = options;
  const counts = new Map<Level, Counts>();
  for (const suite of suitesOf(options, err)) {
    const cases = casesOf(suite, data);
    const own = url === undefined ? await ownServer(exampleOf(suite)) : undefined;
    try {
      const pdp = new Pdp(own?.url ?? url ?? "", own?.key ?? key);
      await pdp.discover();
      for (const each of cases) count(counts, each, await wrongWith(each, pdp), out);
    } finally {
      await own?.close();
    }
  }
  return tell(counts, out);
}

/** Decisions that are not there are named, so that nobody takes them for passed. */
function suitesOf({ suites, url, data }: AuthzenOptions, err: Output): readonly SuiteName[] {
  if (suites.length > 0) return suites;
  if (url !== undefined) return ["certification"];
  const absent = SUITES.filter((suite) => !isThere(suite, data));
  if (absent.length > 0) err.write(`not run: ${absent.join(" and ")}, whose decisions are not in \`${data}\`\n`);
  return SUITES.filter((suite) => !absent.includes(suite));
}

/** Why: a server that ends one connection must not hide what becomes of the other cases. */
async function wrongWith({ run }: AuthzenCase, pdp: Pdp): Promise<string | undefined> {
  try {
    return await run(pdp);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : "";
    return `no answer: ${error instanceof Error ? error.message : String(error)}${cause}`;
  }
}

function count(counts: Map<Level, Counts>, { level, name }: AuthzenCase, wrong: string | undefined, out: Output): void {
  const counted = counts.get(level) ?? { passed: 0, failed: 0 };
  counts.set(level, counted);
  if (wrong === undefined) counted.passed++;
  else counted.failed++;
  if (wrong !== undefined) out.write(`✗ ${level} › ${name}\n  ${wrong}\n\n`);
}

function tell(counts: ReadonlyMap<Level, Counts>, out: Output): boolean {
  const rows = LEVELS.flatMap((level) => {
    const counted = counts.get(level);
    return counted === undefined ? [] : [{ level, ...counted }];
  });
  const width = Math.max(...rows.map(({ level }) => level.length));
  for (const { level, passed, failed } of rows) {
    out.write(`${failed === 0 ? "✓" : "✗"} ${level.padEnd(width)}  ${passed} passed, ${failed} failed\n`);
  }
  const sum = (name: keyof Counts) => rows.reduce((total, row) => total + row[name], 0);
  out.write(`${sum("passed")} passed, ${sum("failed")} failed\n`);
  return sum("failed") === 0 && sum("passed") > 0;
}
