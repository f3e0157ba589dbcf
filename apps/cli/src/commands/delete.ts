import type { DeletePreview, FilterInput, Relata } from "@relata/core";
import { formatTuple } from "@relata/model";
import { Option, type Command } from "commander";
import { isConfirmed } from "../confirm.ts";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { NOT_ANSWERED, REFUSED } from "../exit-code.ts";
import { filterOf, isEmptyFilter, modelOfFilter, withFilter, type FilterOptions } from "../filter-options.ts";
import { engine, withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { counted } from "../output/model-summary.ts";
import { printWritten } from "../output/print-written.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { wholeNumber } from "../transfer/transfer-options.ts";
import { TransferProgress } from "../transfer/transfer-progress.ts";
import { usageError } from "../usage-error.ts";

interface DeleteOptions extends DatabaseOptions, FilterOptions {
  readonly batch?: number;
  readonly dryRun?: true;
  readonly yes?: true;
  readonly token?: true;
  readonly json?: true;
}

/** `relata delete`: the tuples that match, after a look at how many there are, and a question. */
export function addDelete(program: Command, session: Session): void {
  const command = program
    .command("delete")
    .description("delete the tuples that match: shows how many there are, and asks; a filter is needed");
  withFilter(withStoreOptions(command))
    .addOption(
      new Option("--batch <number>", "delete so many in each transaction (default: all in one)").argParser(
        wholeNumber("--batch"),
      ),
    )
    .option("--dry-run", "show what would be deleted, and delete nothing")
    .option("--yes", "delete without asking")
    .option("--token", "print nothing but the consistency token of the deletion");
  withJson(command).action((options: DeleteOptions) => deleteTuples(session, options));
}

async function deleteTuples(session: Session, options: DeleteOptions): Promise<void> {
  const filter = filterOf(options);
  if (isEmptyFilter(filter)) {
    throw usageError(
      "without a filter every tuple would be deleted: give --type, --object, --relation, --subject or --subject-type; `relata stores delete` deletes a whole store",
    );
  }
  await withStore(session, options, async (store) => {
    const relata = await engine(session, await modelOfFilter(session, options, store), store);
    const preview = await relata.deleteMatching(filter, { preview: true });
    if (options.dryRun === true) return printPreview(session, preview, options);
    if (!(await isWanted(session, preview, options))) return;
    await commit(session, relata, filter, preview.count, options);
  });
}

function printPreview({ stdout }: Session, preview: DeletePreview, { json }: DeleteOptions): void {
  const { count, examples, token } = preview;
  if (json === true) stdout.write(toJson({ count, examples: examples.map(formatTuple), token }));
  else stdout.write(shown(preview));
}

/** Whether there is something to delete, and whoever may say so wants it. */
async function isWanted(session: Session, preview: DeletePreview, options: DeleteOptions): Promise<boolean> {
  const { yes, json } = options;
  if (yes === true || preview.count === 0) return true;
  if (json !== true) session.stderr.write(shown(preview));
  const what = counted(preview.count, "tuple", "tuples");
  if (await isConfirmed(session, `delete ${what}?`, { isAsking: json !== true, before: "--dry-run" })) return true;
  session.stderr.write("nothing was deleted\n");
  session.finish(REFUSED);
  return false;
}

async function commit(
  session: Session,
  relata: Relata,
  filter: FilterInput,
  count: number,
  options: DeleteOptions,
): Promise<void> {
  const progress = new TransferProgress({ ...session, doing: "deleting", isQuiet: false });
  const signal = session.interruption?.();
  try {
    const done = await relata.deleteMatching(filter, {
      ...(options.batch !== undefined && { batch: options.batch }),
      ...(signal !== undefined && { signal }),
      onProgress: (deleted) => progress.say(deleted, count === 0 ? undefined : Math.min(1, deleted / count)),
    });
    progress.end();
    if (!done.isComplete) session.finish(NOT_ANSWERED);
    const end = done.isComplete ? "" : "; interrupted: others are left";
    printWritten(session, options, {
      token: done.token,
      data: done,
      sentence: `deleted ${counted(done.deleted, "tuple", "tuples")}${end}`,
    });
  } finally {
    progress.end();
  }
}

/** "3 tuples match, for instance", and some of them below. */
function shown({ count, examples }: DeletePreview): string {
  if (count === 0) return "no tuple matches\n";
  const what = count === 1 ? "1 tuple matches" : `${count.toLocaleString("en")} tuples match`;
  const lead = examples.length < count ? `${what}, for instance` : what;
  return `${lead}:\n${examples.map((tuple) => `  ${formatTuple(tuple)}\n`).join("")}`;
}
