import { formatTuple } from "@relata/model";
import { Option, type Command } from "commander";
import { stateOf, withConsistency, type ConsistencyOption } from "../consistency-option.ts";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { filterOf, modelOfFilter, withFilter, type FilterOptions } from "../filter-options.ts";
import { engine, withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { wholeNumber } from "../transfer/transfer-options.ts";

interface TuplesOptions extends DatabaseOptions, FilterOptions, ConsistencyOption {
  readonly limit: number;
  readonly after?: string;
  readonly json?: true;
}

/** Tuples of a page, where nobody says how many: what a person still reads. */
const LIMIT = 100;

/**
 * `relata tuples`: a page of the tuples that match, one a line. Where there are more, a note on standard error says how to get
 * them: the next page is of the same state, whatever is written meanwhile.
 */
export function addTuples(program: Command, session: Session): void {
  const command = program.command("tuples").description("a page of the tuples that match, one a line");
  withConsistency(withFilter(withStoreOptions(command)))
    .addOption(new Option("--limit <number>", "tuples of a page").default(LIMIT).argParser(wholeNumber("--limit")))
    .option("--after <cursor>", "the page behind that one");
  withJson(command).action((options: TuplesOptions) => printPage(session, options));
}

async function printPage(session: Session, options: TuplesOptions): Promise<void> {
  const filter = filterOf(options);
  const { limit, after } = options;
  const page = await withStore(session, options, async (store) => {
    const relata = await engine(session, await modelOfFilter(session, options, store), store);
    return relata.tuples(filter, { limit, ...stateOf(options), ...(after !== undefined && { after }) });
  });
  const { next, token } = page;
  const tuples = page.tuples.map(formatTuple);
  if (options.json === true) {
    session.stdout.write(toJson({ tuples, token, ...(next !== undefined && { next }) }));
    return;
  }
  session.stdout.write(tuples.map((line) => `${line}\n`).join(""));
  if (next !== undefined) session.stderr.write(`note: there are more: the same with --after '${next}'\n`);
}
