import { resolve } from "node:path";
import type { Facts } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { checkChanges, type Changes, type Written } from "@relata/store";
import type { Command } from "commander";
import { modelFor } from "../applied-model.ts";
import { withJson, withModel } from "../options.ts";
import { counted } from "../output/model-summary.ts";
import { Progress } from "../output/progress.ts";
import { toJson } from "../output/to-json.ts";
import { readFacts } from "../read-facts.ts";
import type { Session } from "../surroundings.ts";

interface ImportOptions {
  readonly model?: string;
  readonly db: string;
  readonly json?: true;
}

/**
 * `relata import`: facts into a database, all of them or none. Tuples are touched: those that are there stay, and a new
 * window or policy replaces the old. Nothing is deleted.
 */
export function addImport(program: Command, session: Session): void {
  const command = program
    .command("import <file...>")
    .description("write the facts of the files (`-`: standard input) into a database, all of them or none")
    .requiredOption("-d, --db <file>", "SQLite database; made if there is none");
  withJson(withModel(command)).action((files: readonly string[], options: ImportOptions) =>
    importFacts(session, files, options),
  );
}

async function importFacts(session: Session, files: readonly string[], options: ImportOptions): Promise<void> {
  const progress = new Progress(session.stderr);
  try {
    const model = await modelFor(session, options);
    const facts = await readFacts(session, model, files, (path, part) =>
      progress.say(`reading ${path}: ${Math.round(part * 100)} %`),
    );
    progress.say(`writing ${counted(facts.tuples.length, "tuple", "tuples")}`);
    const changes = { touch: facts.tuples, attributes: facts.attributes };
    // Why before the database is opened: an import that is refused leaves none behind.
    checkChanges(changes);
    const written = write(session, options.db, changes);
    progress.end();
    session.stdout.write(options.json === true ? toJson(report(facts, written)) : sentence(facts, written));
  } finally {
    progress.end();
  }
}

/** One transaction, whatever the size: a failure, or the end of the process, leaves the database as it was. */
function write({ cwd, clock }: Session, db: string, changes: Changes): Written {
  const store = sqlite(resolve(cwd, db), { clock });
  try {
    return store.write(changes);
  } finally {
    store.close();
  }
}

/** Attributes count by object: that is how a file of facts has them. */
function report({ tuples, attributes }: Facts, { written, token }: Written) {
  const objects = new Set(attributes.map(({ object }) => JSON.stringify([object.type, object.id]))).size;
  return { tuples: tuples.length, written, unchanged: tuples.length - written, objects, token };
}

/** "imported 1,024 tuples and 3 objects' attributes (12 already there)". */
function sentence(facts: Facts, done: Written): string {
  const { tuples, objects, unchanged } = report(facts, done);
  const attributes =
    objects === 0 ? "" : ` and ${objects === 1 ? "1 object's" : `${objects.toLocaleString("en")} objects'`} attributes`;
  const already = unchanged === 0 ? "" : ` (${unchanged.toLocaleString("en")} already there)`;
  return `imported ${counted(tuples, "tuple", "tuples")}${attributes}${already}\n`;
}
