import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { addApply } from "./commands/apply.ts";
import { addCheck } from "./commands/check.ts";
import { addDiff } from "./commands/diff.ts";
import { addExpand } from "./commands/expand.ts";
import { addExplain } from "./commands/explain.ts";
import { addExport } from "./commands/export.ts";
import { addFmt } from "./commands/fmt.ts";
import { addGraph } from "./commands/graph.ts";
import { addGenerate } from "./commands/generate.ts";
import { addImport } from "./commands/import.ts";
import { addInit } from "./commands/init.ts";
import { addListObjects } from "./commands/list-objects.ts";
import { addListSubjects } from "./commands/list-subjects.ts";
import { addPolicy } from "./commands/policy.ts";
import { addKeys } from "./commands/keys.ts";
import { addModels } from "./commands/models.ts";
import { addPermissions } from "./commands/permissions.ts";
import { addPlan } from "./commands/plan.ts";
import { addTest } from "./commands/test.ts";
import { addValidate } from "./commands/validate.ts";
import { addConvert } from "./commands/convert.ts";
import { addCount } from "./commands/count.ts";
import { addDelete } from "./commands/delete.ts";
import { addGc } from "./commands/gc.ts";
import { addMigrate } from "./commands/migrate.ts";
import { addServe } from "./commands/serve.ts";
import { addStores } from "./commands/stores.ts";
import { addTuples } from "./commands/tuples.ts";
import { addWatch } from "./commands/watch.ts";
import { BAD_INPUT } from "./exit-code.ts";
import { reportError } from "./output/report-error.ts";
import type { Session, Surroundings } from "./surroundings.ts";

const EXAMPLES = `
Examples:
  relata validate --model authz.relata
  relata fmt
  relata import facts.txt --db authz.db
  relata check user:ann view folder:plans --db authz.db
  relata explain user:ann refund invoice:7 --db authz.db --resource '{"amount": 250}'
  relata expand view folder:plans --db authz.db --deep
  relata list-objects user:ann view folder --tuples facts.txt --json
  relata list-subjects group#member view folder:plans --db authz.db
  relata permissions user:ann --db authz.db --type folder
  relata export --db authz.db --out facts.txt
  relata tuples --db authz.db --type folder --limit 10
  relata count --db authz.db --relation viewer
  relata delete --db authz.db --subject-type visitor --dry-run
  relata migrate status --db authz.db
  relata stores list --db authz.db
  relata gc --db authz.db --keep 7d
  relata diff authz.relata authz.relata --db authz.db
  relata plan authz.relata --db authz.db
  relata apply authz.relata --db authz.db --message first
  relata models --db authz.db
  relata test
  relata graph --model authz.relata --out model.mmd
  relata init documents --dir docs-app
  relata generate --out authz.gen.ts
  relata convert model.fga --out authz
  relata keys create --name backup --tuple folder:plans#viewer --db authz.db
  relata keys list --db authz.db

A database is a SQLite file or a URL of PostgreSQL, as postgres://localhost/app.

Exit codes: 0 allowed or done, 1 denied, failed or changed, 2 conditional, 3 wrong input, 4 no answer.`;

/**
 * Runs one command line to its end, and answers the exit code. Never throws.
 *
 * @param argv the arguments, without the names of node and of the program
 */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  let exitCode = 0;
  const session: Session = { ...surroundings, finish: (code) => (exitCode = code) };
  try {
    await commandLine(session).parseAsync([...argv], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError && error.code.startsWith("commander.help")) return helpExitCode(error);
    if (error instanceof CommanderError && error.code === "commander.version") return 0;
    return reportError(surroundings, error, argv.includes("--json"));
  }
}

/** Help that was asked for is a success; help instead of a command that was left out is not. */
function helpExitCode({ exitCode }: CommanderError): number {
  return exitCode === 0 ? 0 : BAD_INPUT;
}

/** The parser: built anew for each run, because commander keeps what it has parsed. */
function commandLine(session: Session): Command {
  const { stdout, stderr } = session;
  const program = new Command("relata")
    .description("Answers who may do what, from a model and its tuples.")
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Why nothing: an error is also thrown, and `run` reports all of them alike.
      outputError: () => undefined,
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText("after", EXAMPLES);
  addValidate(program, session);
  addCheck(program, session);
  addExplain(program, session);
  addExpand(program, session);
  addListObjects(program, session);
  addListSubjects(program, session);
  addPermissions(program, session);
  addImport(program, session);
  addExport(program, session);
  addTuples(program, session);
  addCount(program, session);
  addDelete(program, session);
  addWatch(program, session);
  addStores(program, session);
  addMigrate(program, session);
  addGc(program, session);
  addKeys(program, session);
  addServe(program, session);
  addDiff(program, session);
  addPlan(program, session);
  addApply(program, session);
  addModels(program, session);
  addTest(program, session);
  addPolicy(program, session);
  addFmt(program, session);
  addGraph(program, session);
  addInit(program, session);
  addGenerate(program, session);
  addConvert(program, session);
  return program;
}

/** Beside `src` and `dist` alike. */
function version(): string {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string };
  return manifest.version;
}
