import type { Listed, ListedSeveral, ListingPage, ListingPageInput, Relata, View } from "@relata/core";
import type { ConsistencyOption } from "./consistency-option.ts";
import { pageOf, type ListOptions } from "./list-options.ts";
import { isOverFiles, withRelata } from "./open-store.ts";
import { printListing } from "./output/print-listing.ts";
import { toJson } from "./output/to-json.ts";
import type { Session } from "./surroundings.ts";

type Entry = Listed | ListedSeveral;

/** How a list is asked: all of it, a page of the store's, or one of a view. */
export interface AskList {
  readonly whole: (relata: Relata, state: ConsistencyOption) => PromiseLike<readonly Entry[]>;
  readonly page: (relata: Relata, page: ListingPageInput, state: ConsistencyOption) => Promise<ListingPage<Entry>>;
  readonly pageOfView: (view: View, page: ListingPageInput) => ListingPage<Entry>;
}

/** Asks for all of a list, or for the page that the options say, and prints it. */
export async function printList(session: Session, options: ListOptions, ask: AskList): Promise<void> {
  const page = pageOf(options);
  const { consistency } = options;
  const state = consistency === undefined ? {} : { consistency };
  const json = options.json === true;
  if (page === undefined) {
    printListing(session, await withRelata(session, options, async (relata) => ask.whole(relata, state)), json);
    return;
  }
  const { entries, next } = await withRelata(session, options, async (relata) => {
    // Why a view: files are read anew for each page, and no cursor of one reading names a state of another.
    if (isOverFiles(session, options)) return ask.pageOfView(await relata.at(state), page);
    return ask.page(relata, page, state);
  });
  if (json) {
    session.stdout.write(toJson({ entries, ...(next !== undefined && { next }) }));
    return;
  }
  printListing(session, entries, false);
  if (next !== undefined) session.stderr.write(`note: there are more: the same with --after '${next}'\n`);
}
