import { Failure, type ModelEntry, type Store } from "@relata/core";
import { printModel } from "@relata/language";
import { formatInstant, instantFromMs } from "@relata/model";
import type { Command } from "commander";
import { withStoreOptions, type DatabaseOptions } from "../database/database-options.ts";
import { withStore } from "../open-store.ts";
import { withJson } from "../options.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface ModelsOptions extends DatabaseOptions {
  readonly json?: true;
}

/** Characters of a hash that are shown: enough to tell the models of one database apart. */
const HASH_LENGTH = 12;

/** `relata models`: the models that were applied to a database, the last one being the applied one; or one of them. */
export function addModels(program: Command, session: Session): void {
  const command = program
    .command("models [action] [number]")
    .description("the models applied to a database, a line each; `models show 3` prints the third");
  withJson(withStoreOptions(command)).action(
    async (action: string | undefined, number: string | undefined, options: ModelsOptions) => {
      if (action !== undefined && action !== "show")
        throw usageError(`there is no \`models ${action}\`: write \`models show\``);
      await withStore(session, options, async (store) => {
        session.stdout.write(action === undefined ? await list(store, options) : await show(store, number, options));
      });
    },
  );
}

async function list(store: Store, { json }: ModelsOptions): Promise<string> {
  const entries = await store.models.list();
  if (json === true) return toJson(entries.map((entry) => ({ ...entry, at: timeOf(entry) })));
  return entries.map((entry) => `${line(entry)}\n`).join("");
}

function line({ number, hash, message, ...entry }: ModelEntry): string {
  const said = message === undefined ? "" : `  ${message.replaceAll(/\s+/g, " ")}`;
  return `${number}  ${timeOf(entry)}  ${hash.slice(0, HASH_LENGTH)}${said}`;
}

/** The model as it was written, or, where that was not kept, as the printer of models writes it. */
async function show(store: Store, number: string | undefined, { json }: ModelsOptions): Promise<string> {
  if (number !== undefined && !/^\d{1,9}$/.test(number)) throw usageError(`\`${number}\` is not the number of a model`);
  const stored = await store.models.get(number === undefined ? undefined : Number(number));
  if (stored === undefined) {
    const which = number === undefined ? "no model has been applied" : `there is no model ${number}`;
    throw new Failure("unknown_model", `${which}: \`relata models\` lists those that there are`);
  }
  if (json === true) return toJson({ ...stored, at: timeOf(stored) });
  return stored.text ?? printModel(stored.model);
}

function timeOf({ at }: Pick<ModelEntry, "at">): string {
  return formatInstant(instantFromMs(at));
}
