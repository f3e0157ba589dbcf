import type { Command } from "commander";
import { isConfirmed } from "../confirm.ts";
import { withDatabaseOptions, type DatabaseOptions } from "../database/database-options.ts";
import { REFUSED } from "../exit-code.ts";
import { withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";

interface ListOptions extends DatabaseOptions {
  readonly json?: true;
}

interface DeleteOptions extends ListOptions {
  readonly yes?: true;
}

/** `relata stores`: the stores of a database, one for each tenant. */
export function addStores(program: Command, session: Session): void {
  const stores = program.command("stores").description("the stores of a database, one for each tenant");
  const list = stores.command("list").description("the names of the stores that anything was written to, one a line");
  withJson(withDatabaseOptions(list)).action(async (options: ListOptions) => {
    const names = await withStore(session, options, async (store) => store.stores.list());
    session.stdout.write(options.json === true ? toJson(names) : names.map((name) => `${name}\n`).join(""));
  });
  const remove = stores
    .command("delete <name>")
    .description("delete all of a store: tuples, attributes, models, history; exits with 1 where there is none")
    .option("--yes", "delete without asking");
  withJson(withDatabaseOptions(remove)).action((name: string, options: DeleteOptions) =>
    deleteStore(session, name, options),
  );
}

async function deleteStore(session: Session, name: string, options: DeleteOptions): Promise<void> {
  const { json, yes } = options;
  await withStore(session, options, async (database) => {
    const { value: count } = await database.stores.open(name).count({}, { consistency: "latest" });
    const question = `delete the store \`${name}\`, its ${count.toLocaleString("en")} tuples and its history?`;
    const how = { isAsking: json !== true, before: `\`relata count --store ${name}\`` };
    if (yes !== true && !(await isConfirmed(session, question, how))) {
      session.stderr.write("nothing was deleted\n");
      session.finish(REFUSED);
      return;
    }
    const wasThere = await database.stores.delete(name);
    const sentence = wasThere ? `deleted the store \`${name}\`\n` : `there was nothing in a store \`${name}\`\n`;
    session.stdout.write(json === true ? toJson({ deleted: wasThere }) : sentence);
    if (!wasThere) session.finish(REFUSED);
  });
}
