import { resolve } from "node:path";
import { formatFacts } from "@relata/core";
import { formatObject, formatTuple } from "@relata/model";
import type { Contents } from "@relata/store";
import type { Command } from "commander";
import { openDatabase } from "../open-store.ts";
import { withJson } from "../options.ts";
import { toJson } from "../output/to-json.ts";
import { writeWholeFile } from "../output/write-whole-file.ts";
import type { Session } from "../surroundings.ts";

interface ExportOptions {
  readonly db: string;
  readonly out?: string;
  readonly json?: true;
}

/** Facts that are put into text at once. */
const BLOCK = 10_000;

/**
 * `relata export`: everything in a database, in canonical order. It needs no model: facts say it all, also those that a
 * later model no longer admits. Law: importing an export into a new database and exporting that gives the same text.
 */
export function addExport(program: Command, session: Session): void {
  const command = program
    .command("export")
    .description("print all facts of a database, as text that `import` reads")
    .requiredOption("-d, --db <file>", "SQLite database")
    .option("-o, --out <file>", "write to a file, which is replaced as a whole or not at all");
  withJson(command).action((options: ExportOptions) => exportFacts(session, options));
}

async function exportFacts(session: Session, { db, out, json }: ExportOptions): Promise<void> {
  const store = openDatabase(session, db);
  try {
    const contents = await store.contents();
    const chunks = json === true ? [toJson(asData(contents))] : factsOf(contents);
    if (out !== undefined) writeWholeFile(resolve(session.cwd, out), out, chunks);
    else for (const chunk of chunks) session.stdout.write(chunk);
  } finally {
    await store.close();
  }
}

/** Tuples as text, because their text form is complete; attributes with their object. */
function asData({ tuples, attributes, token }: Contents): unknown {
  const objects = attributes.map(({ object, values }) => ({ object: formatObject(object), values }));
  return { tuples: tuples.map(formatTuple), attributes: objects, token };
}

/** Why in parts: one text of all facts may be longer than a text can be. */
function* factsOf({ tuples, attributes }: Contents): Generator<string> {
  for (let i = 0; i < tuples.length; i += BLOCK)
    yield formatFacts({ tuples: tuples.slice(i, i + BLOCK), attributes: [] });
  for (let i = 0; i < attributes.length; i += BLOCK) {
    yield formatFacts({ tuples: [], attributes: attributes.slice(i, i + BLOCK) });
  }
}
