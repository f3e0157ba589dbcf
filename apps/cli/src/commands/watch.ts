import { eventData, type WatchEvent } from "@relata/core";
import type { Command } from "commander";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { filterOf, isEmptyFilter, modelOfFilter, withFilter, type FilterOptions } from "../filter-options.ts";
import { engine, withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { eventText } from "../output/watch-event-text.ts";
import { toJson } from "../output/to-json.ts";
import { writeChunk } from "../output/write-chunk.ts";
import type { Session } from "../surroundings.ts";

interface WatchOptions extends DatabaseOptions, FilterOptions {
  readonly after?: string;
  readonly json?: true;
}

/**
 * `relata watch`: what happens to a store, as it happens, until ctrl-c, or until nobody reads on. Whatever ends it, the
 * cursor of the last event that was printed is told on standard error.
 */
export function addWatch(program: Command, session: Session): void {
  const command = program
    .command("watch")
    .description("print what happens to a store as it happens, until ctrl-c; --json has a line an event")
    .option("--after <cursor>", "begin behind a cursor, or behind the write of a token (default: now)");
  withJson(withFilter(withStoreOptions(command))).action((options: WatchOptions) => watch(session, options));
}

async function watch(session: Session, options: WatchOptions): Promise<void> {
  const filter = filterOf(options);
  const { after } = options;
  const signal = session.interruption?.();
  let last: string | undefined;
  try {
    await withStore(session, options, async (store) => {
      const relata = await engine(session, await modelOfFilter(session, options, store), store);
      const events = relata.watch({
        ...(after !== undefined && { after }),
        ...(!isEmptyFilter(filter) && { filters: [filter] }),
        ...(signal !== undefined && { signal }),
      });
      for await (const event of events) {
        if (!(await writeChunk(session, printed(event, options)))) return;
        last = event.cursor;
      }
    });
  } finally {
    if (last !== undefined) session.stderr.write(`note: go on behind the last event with --after ${last}\n`);
  }
}

function printed(event: WatchEvent, { json }: WatchOptions): string {
  return json === true ? toJson(eventData(event)) : eventText(event);
}
