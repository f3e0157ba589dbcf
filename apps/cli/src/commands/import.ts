import type { Model, Store } from "@relata/core";
import type { TransferFormat } from "@relata/transfer";
import { Option, type Command } from "commander";
import { modelFor } from "../applied-model.ts";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { databasePlace, isThere } from "../database/database-place.ts";
import { NOT_ANSWERED } from "../exit-code.ts";
import { withStore } from "../open-store.ts";
import { withJson, withModel } from "../options.ts";
import { counted } from "../output/model-summary.ts";
import { printWritten } from "../output/print-written.ts";
import type { Session } from "../surroundings.ts";
import { FileImport, type FilesImported } from "../transfer/import-files.ts";
import { wholeNumber, withFormat } from "../transfer/transfer-options.ts";
import { sayRate } from "../transfer/transfer-progress.ts";

interface ImportOptions extends DatabaseOptions {
  readonly model?: string;
  readonly format?: TransferFormat;
  readonly batch: number;
  readonly quiet?: true;
  readonly token?: true;
  readonly json?: true;
}

/** Records of one transaction, where nobody says how many. */
const BATCH = 1_000;

/**
 * `relata import`: files of facts into a store, batch by batch, in bounded memory. Tuples are touched: those that are there
 * stay, a new window or policy replaces the old, and an import can be done again. Nothing is deleted.
 */
export function addImport(program: Command, session: Session): void {
  const command = program
    .command("import <file...>")
    .description("write the facts of the files (`-`: standard input) into a database, which is made if there is none");
  withFormat(withStoreOptions(withModel(command)))
    .addOption(
      new Option("--batch <number>", "records of one transaction: all of them are written, or none")
        .default(BATCH)
        .argParser(wholeNumber("--batch")),
    )
    .option("-q, --quiet", "show no progress")
    .option("--token", "print nothing but the consistency token of what was written");
  withJson(command).action((files: readonly string[], options: ImportOptions) => importFiles(session, files, options));
}

async function importFiles(session: Session, files: readonly string[], options: ImportOptions): Promise<void> {
  const begin = async (store: Store | undefined): Promise<readonly [Model, FileImport]> => {
    const model = await modelFor(session, options, store);
    const begun = new FileImport(session, model, planOf(session, files, options));
    await begun.begin();
    return [model, begun];
  };
  const finish = async (store: Store, [model, begun]: readonly [Model, FileImport]): Promise<void> =>
    report(session, await begun.write(model, store), options);
  const make = { make: true };
  if (isThere(databasePlace(session, options))) {
    await withStore(session, options, async (store) => finish(store, await begin(store)), make);
    return;
  }
  // Why before the file is made: an import that is refused leaves none behind.
  const begun = await begin(undefined);
  await withStore(session, options, (store) => finish(store, begun), make);
}

function planOf(session: Session, files: readonly string[], { format, batch, quiet }: ImportOptions) {
  const signal = session.interruption?.();
  return {
    files,
    batch,
    isQuiet: quiet === true,
    ...(format !== undefined && { format }),
    ...(signal !== undefined && { signal }),
  };
}

function report(session: Session, imported: FilesImported, options: ImportOptions): void {
  const { tuples, objects, written, records, token, isComplete, elapsedMs } = imported;
  if (!isComplete) {
    session.stderr.write(`interrupted: the first ${counted(records, "record was", "records were")} imported\n`);
    session.finish(NOT_ANSWERED);
  }
  const data = { tuples, written, unchanged: tuples - written, objects, token, seconds: elapsedMs / 1_000 };
  printWritten(session, options, { token, data, sentence: isComplete ? sentence(imported) : "" });
}

/** "imported 1,024 tuples and 3 objects' attributes (12 already there) in 1.2 s (853 a second)". */
function sentence({ tuples, objects, written, records, elapsedMs }: FilesImported): string {
  const attributes =
    objects === 0 ? "" : ` and ${objects === 1 ? "1 object's" : `${objects.toLocaleString("en")} objects'`} attributes`;
  const unchanged = tuples - written;
  const already = unchanged === 0 ? "" : ` (${unchanged.toLocaleString("en")} already there)`;
  return `imported ${counted(tuples, "tuple", "tuples")}${attributes}${already}${sayRate(records, elapsedMs)}`;
}
