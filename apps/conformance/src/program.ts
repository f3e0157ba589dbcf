import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";

import { Command, CommanderError, Option } from "commander";
import { globSync } from "tinyglobby";

import { decisionsFolder, SUITES, type SuiteName } from "./authzen/authzen-suites.ts";
import { runAuthzen } from "./authzen/run-authzen.ts";
import { BACKENDS, type BackendName } from "./backends.ts";
import type { Settled, Story } from "./case.ts";
import { fgaStories } from "./openfga/fga-stories.ts";
import type { Output } from "./report.ts";
import { runStories } from "./run-stories.ts";
import { readSpicedb } from "./spicedb/read-spicedb.ts";
import { storeStories } from "./stores/store-stories.ts";

const FAILED = 1;
const BAD_INPUT = 3;

export interface Surroundings {
  readonly out: Output;
  readonly err: Output;
}

interface Stories {
  readonly stories: readonly Story[];
  readonly settled: readonly Settled[];
}

/** Runs one command line, and answers its exit code: 0 where all passed, 1 where a case failed, 3 where a file is none. Never throws. */
export async function run(argv: readonly string[], { out, err }: Surroundings): Promise<number> {
  let exitCode = 0;
  const program = new Command("conformance")
    .description(
      "Converts the test data of other engines, and asks every store what they expect; and servers what AuthZEN expects.",
    )
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) });
  const cases = async (read: () => Stories, { store }: { readonly store: readonly BackendName[] }): Promise<void> => {
    const passed = await runStories(read(), { out, err, backends: store });
    exitCode = passed ? 0 : FAILED;
  };
  program
    .command("openfga <files...>")
    .description("OpenFGA's tests: stages of a model, tuples and assertions, in YAML")
    .addOption(stores())
    .action((files: string[], options: { store: BackendName[] }) =>
      cases(
        () =>
          joined(filesIn(files, "**/*_tests.{yaml,yml}").map((path) => fgaStories(readFileSync(path, "utf8"), path))),
        options,
      ),
    );
  program
    .command("stores <folders...>")
    .description("store files of OpenFGA, `*.fga.yaml`, with their models, tuples and tests")
    .addOption(stores())
    .action((folders: string[], options: { store: BackendName[] }) =>
      cases(() => joined(folders.flatMap(storesIn)), options),
    );
  program
    .command("spicedb <paths...>")
    .description("SpiceDB's validation files, by themselves or all of a folder: assertions and expected relations")
    .option("--golden <file>", "what SpiceDB answered to every question of these files, a JSON object a line")
    .addOption(stores())
    .action((paths: string[], { golden, store }: { readonly golden?: string; readonly store: BackendName[] }) =>
      cases(() => readSpicedb(filesIn(paths, "**/*.{yaml,yml,zaml}"), golden), { store }),
    );
  program
    .command("authzen")
    .argument("[suites...]", `${SUITES.join(", ")}: all of them, but with --url the first`, suiteNames)
    .description(
      "AuthZEN 1.0 over HTTP: its certification scenario, and the decisions of two scenarios of interoperability",
    )
    .option("--url <url>", "a server that holds the model and the data of the suite; else one is started")
    .option("--key <key>", "a key or token for that server; else that of RELATA_KEY")
    .option("--data <folder>", "where the decisions are", decisionsFolder())
    .action(async (suites: SuiteName[] | undefined, options: { url?: string; key?: string; data: string }) => {
      const { key = process.env["RELATA_KEY"] } = options;
      const shown = key === undefined ? {} : { key };
      const passed = await runAuthzen({ ...options, ...shown, suites: suites ?? [] }, { out, err });
      exitCode = passed ? 0 : FAILED;
    });
  try {
    await program.parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : BAD_INPUT;
    err.write(`error: ${error instanceof Error ? error.message : String(error)}\n`);
    return BAD_INPUT;
  }
}

/** Why with commas: names that follow one another would be taken for files. */
function stores(): Option {
  return new Option("--store <names>", `the databases to run on: ${BACKENDS.join(",")}`)
    .default(BACKENDS, "all of them")
    .argParser((given: string) => {
      const names = given.split(",");
      const known = BACKENDS.filter((name) => names.includes(name));
      if (known.length < names.length)
        throw new Error(`the databases are ${BACKENDS.join(", ")}, and not \`${given}\``);
      return known;
    });
}

function suiteNames(given: string, before: readonly SuiteName[] = []): readonly SuiteName[] {
  const name = SUITES.find((one) => one === given);
  if (name === undefined) throw new Error(`the suites are ${SUITES.join(", ")}, and not \`${given}\``);
  return [...before, name];
}

function storesIn(given: string): readonly Stories[] {
  const root = existsSync(given) && statSync(given).isDirectory() ? given : resolve(given, "..");
  return filesIn([given], "**/*.fga.{yaml,yml}").map((path) => storeStories(path, root));
}

/** Files as they are given, and of a folder those that match, by name. */
function filesIn(paths: readonly string[], pattern: string): readonly string[] {
  const found = paths.flatMap((path) => {
    if (!existsSync(path)) throw new Error(`there is no file or folder \`${path}\``);
    if (!statSync(path).isDirectory()) return [path];
    return globSync(pattern, { cwd: path, absolute: true }).sort();
  });
  if (found.length === 0) throw new Error(`there are no files \`${pattern}\` in \`${paths.join("`, `")}\``);
  return found;
}

function joined(all: readonly Stories[]): Stories {
  return { stories: all.flatMap(({ stories }) => stories), settled: all.flatMap(({ settled }) => settled) };
}
