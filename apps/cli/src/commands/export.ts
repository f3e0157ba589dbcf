import { resolve } from "node:path";
import { formatOf, type ConsistencyInput, type ExportInput, type Relata, type TransferFormat } from "@relata/core";
import { printRecords } from "@relata/transfer";
import { Option, type Command } from "commander";
import { stateOf, withConsistency, type ConsistencyOption } from "../consistency-option.ts";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { filterOf, isEmptyFilter, modelOfFilter, withFilter, type FilterOptions } from "../filter-options.ts";
import { engine, withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { counted } from "../output/model-summary.ts";
import { writeChunk } from "../output/write-chunk.ts";
import { streamWholeFile } from "../output/write-whole-file.ts";
import type { Session } from "../surroundings.ts";
import { exportJson } from "../transfer/export-json.ts";
import { withFormat } from "../transfer/transfer-options.ts";
import { sayRate, TransferProgress } from "../transfer/transfer-progress.ts";
import { usageError } from "../usage-error.ts";

/** Records between two looks at the clock. */
const EVERY = 1_000;

interface ExportOptions extends DatabaseOptions, FilterOptions, ConsistencyOption {
  readonly format?: TransferFormat;
  readonly kind?: "tuple" | "attributes";
  readonly out?: string;
  readonly output?: string;
  readonly quiet?: true;
  readonly json?: true;
}

/**
 * `relata export`: what is in a store, of one state, page by page. Without references to look for, it needs no model: facts
 * say it all, also those that a later model no longer admits. Law: importing an export into a new database and exporting
 * that gives the same text.
 */
export function addExport(program: Command, session: Session): void {
  const command = program
    .command("export")
    .description("print the facts of a database, as text that `import` reads; with a filter, tuples only");
  withFormat(withConsistency(withFilter(withStoreOptions(command))))
    .addOption(
      new Option("--kind <kind>", "only tuples, or only attributes: a CSV file holds one of them").argParser(toKind),
    )
    .option("-o, --out <file>", "write to a file, which is replaced as a whole or not at all")
    .addOption(new Option("--output <file>", "the same").hideHelp())
    .option("-q, --quiet", "show no progress");
  withJson(command).action((options: ExportOptions) => exportStore(session, options));
}

function toKind(text: string): "tuple" | "attributes" {
  if (text === "tuples") return "tuple";
  if (text === "attributes") return text;
  throw usageError(`--kind is tuples or attributes: \`${text}\` is neither`);
}

async function exportStore(session: Session, options: ExportOptions): Promise<void> {
  const filter = filterOf(options);
  await withStore(session, options, async (store) => {
    const relata = await engine(session, await modelOfFilter(session, options, store), store);
    await write(session, options, relata, { ...(!isEmptyFilter(filter) && { filter }), ...kindOf(options) });
  });
}

async function write(session: Session, options: ExportOptions, relata: Relata, input: ExportInput): Promise<void> {
  const { stdout, stderr, cwd } = session;
  const path = options.out ?? options.output;
  // Why not on the same terminal: the line of progress would stand between the facts.
  const isQuiet = options.quiet === true || stderr.isTTY !== true || (path === undefined && stdout.isTTY === true);
  const progress = new TransferProgress({ ...session, doing: "exporting", isQuiet });
  let count = 0;
  try {
    const total = isQuiet || input.kind === "attributes" ? 0 : await relata.count(input.filter ?? {}, stateOf(options));
    const onRecord = (): void => {
      if (++count % EVERY === 0) progress.say(count, total === 0 ? undefined : Math.min(1, count / total));
    };
    const chunks = await textOf(relata, options, input, onRecord);
    if (path === undefined) await print(session, chunks);
    else await streamWholeFile(resolve(cwd, path), path, chunks);
  } finally {
    progress.end();
  }
  if (!isQuiet) stderr.write(`exported ${counted(count, "record", "records")}${sayRate(count, progress.elapsedMs)}\n`);
}

/** Ends where nobody reads on, as behind `head`. */
async function print(session: Session, chunks: AsyncIterable<string>): Promise<void> {
  for await (const chunk of chunks) if (!(await writeChunk(session, chunk))) return;
}

async function textOf(
  relata: Relata,
  { format, json, out, output, consistency }: ExportOptions,
  input: ExportInput,
  onRecord: () => void,
): Promise<AsyncIterable<string>> {
  if (json === true) {
    const token = isExact(consistency) ? consistency.exactly : await relata.token();
    return exportJson(told(relata.export({ ...input, consistency: { exactly: token } }), onRecord), token);
  }
  const path = out ?? output;
  const records = told(relata.export({ ...input, ...(consistency !== undefined && { consistency }) }), onRecord);
  return printRecords(records, format ?? (path === undefined ? "text" : formatOf(path)), kindOf(input));
}

function isExact(state: ConsistencyInput | undefined): state is { readonly exactly: string } {
  return typeof state === "object" && "exactly" in state;
}

function kindOf({ kind }: Pick<ExportInput, "kind">): Pick<ExportInput, "kind"> {
  return kind === undefined ? {} : { kind };
}

async function* told<T>(records: AsyncIterable<T>, onRecord: () => void): AsyncGenerator<T> {
  for await (const record of records) {
    onRecord();
    yield record;
  }
}
