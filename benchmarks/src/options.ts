import { parseArgs } from "node:util";

/** What the caller wants to be measured, and how it is told. */
export interface Options {
  readonly isHelp: boolean;
  /** Parts, in the order in which they run. */
  readonly names: readonly string[];
  /** Whether charts are drawn into the docs: only where they are asked for by name, and not of a quick run. */
  readonly isDrawn: boolean;
  readonly isQuick: boolean;
  readonly json: string | undefined;
  readonly isResumed: boolean;
  readonly baseline: string | undefined;
  readonly showsDetails: boolean;
  readonly isColoured: boolean;
}

export const USAGE = `Usage: npm run bench -- [part…] [options]

Measures all parts, or the named ones, after every answer was asserted, and prints one table.

  --quick            seconds instead of minutes: does it work, not how fast it is
  --details          every figure, by kind of question
  --json FILE        write all figures there, after each part
  --resume           with --json: leave out the parts that FILE has already
  --baseline FILE    compare with the figures there, instead of benchmarks/baseline.json
  --help`;

/** The options, or what is wrong with them. */
export function toOptions(args: readonly string[], parts: readonly string[]): Options | string {
  const parsed = parsedOf(args);
  if (typeof parsed === "string") return parsed;
  const { positionals, values } = parsed;
  const unknown = positionals.find((name) => !parts.includes(name));
  if (unknown !== undefined) return `there is no part \`${unknown}\`: name some of ${parts.join(", ")}`;
  if (values.resume === true && values.json === undefined) return "`--resume` goes on with a file: name it by `--json`";
  return {
    isHelp: values.help === true,
    names: positionals.length === 0 ? parts : parts.filter((name) => positionals.includes(name)),
    isDrawn: positionals.includes("curves") && values.quick !== true,
    isQuick: values.quick === true,
    json: values.json,
    isResumed: values.resume === true,
    baseline: values.baseline,
    showsDetails: values.details === true,
    isColoured: process.stdout.isTTY && (process.env["NO_COLOR"] ?? "") === "",
  };
}

function parsedOf(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: "boolean" },
        details: { type: "boolean" },
        json: { type: "string" },
        resume: { type: "boolean" },
        baseline: { type: "string" },
        help: { type: "boolean" },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
