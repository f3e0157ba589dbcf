import type { Command } from "commander";
import { stateOf, withConsistency, type ConsistencyOption } from "../consistency-option.ts";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { filterOf, modelOfFilter, withFilter, type FilterOptions } from "../filter-options.ts";
import { engine, withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";

interface CountOptions extends DatabaseOptions, FilterOptions, ConsistencyOption {
  readonly json?: true;
}

/** `relata count`: how many live tuples match, as a number alone. */
export function addCount(program: Command, session: Session): void {
  const command = program.command("count").description("how many tuples match; all of them without a filter");
  withJson(withConsistency(withFilter(withStoreOptions(command)))).action(async (options: CountOptions) => {
    const filter = filterOf(options);
    const count = await withStore(session, options, async (store) => {
      const relata = await engine(session, await modelOfFilter(session, options, store), store);
      return relata.count(filter, stateOf(options));
    });
    session.stdout.write(options.json === true ? toJson({ count }) : `${count}\n`);
  });
}
