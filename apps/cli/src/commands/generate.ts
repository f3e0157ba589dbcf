import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { generateModule } from "@relata/generate";
import type { Command } from "commander";
import { STALE } from "../exit-code.ts";
import { loadModel } from "../load-model.ts";
import { withJson, withModel } from "../options.ts";
import { modelSummary } from "../output/model-summary.ts";
import { toJson } from "../output/to-json.ts";
import { writeWholeFile } from "../output/write-whole-file.ts";
import type { Session } from "../surroundings.ts";
import { systemReason, usageError } from "../usage-error.ts";

interface GenerateOptions {
  readonly model?: string;
  readonly out?: string;
  readonly check?: true;
  readonly stdout?: true;
  readonly json?: true;
}

const OUT = "authz.gen.ts";

/**
 * `relata generate`: the model as a TypeScript module with its types. A file that says the same already is left alone,
 * so that nothing that watches it wakes. With `--check` nothing is written, and a file that differs ends with 1.
 */
export function addGenerate(program: Command, session: Session): void {
  const command = program
    .command("generate")
    .description("write the model and its types as a TypeScript module")
    .option("-o, --out <file>", `the module to write (default: ${OUT})`)
    .option("--check", "write nothing, and exit with 1 where the module is not that of the model")
    .option("--stdout", "print the module instead");
  withJson(withModel(command)).action((options: GenerateOptions) => generate(session, options));
}

async function generate(session: Session, options: GenerateOptions): Promise<void> {
  const { out = OUT, check, stdout, json } = options;
  if (stdout === true && (check === true || options.out !== undefined || json === true)) {
    throw usageError("--stdout prints the module and nothing else: leave out --out, --check and --json");
  }
  const model = loadModel(session, options.model);
  const text = generateModule(model);
  if (stdout === true) {
    session.stdout.write(text);
    return;
  }
  const path = resolve(session.cwd, out);
  const before = readModule(path, out);
  const upToDate = before === text;
  if (check === true && !upToDate) session.finish(STALE);
  else if (!upToDate) writeWholeFile(path, out, [text]);
  if (json === true) session.stdout.write(toJson({ out, upToDate, written: !upToDate && check !== true }));
  else if (upToDate) session.stdout.write(`${out} is up to date\n`);
  else if (check === true) session.stderr.write(staleText(options, out, before === undefined));
  else session.stdout.write(`${out}: ${modelSummary(model)}\n`);
}

/** What is there, with the line ends that were written: a checkout may have changed them. */
function readModule(path: string, shown: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path, "utf8").replaceAll("\r\n", "\n");
  } catch (error) {
    throw usageError(`${shown} cannot be read: ${systemReason(error)}`);
  }
}

/** Says the command that mends it, with the options that were given. */
function staleText({ model, out: given }: GenerateOptions, out: string, isMissing: boolean): string {
  const options = [...option("--model", model), ...option("--out", given)];
  const command = ["relata", "generate", ...options].join(" ");
  const what = isMissing ? "is not there" : "is stale: it is not what the model says now";
  return `${out} ${what}; run \`${command}\`\n`;
}

function option(name: string, value: string | undefined): readonly string[] {
  if (value === undefined) return [];
  return [name, /^[\w./:@-]+$/.test(value) ? value : `'${value}'`];
}
