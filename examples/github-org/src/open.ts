import { readFile } from "node:fs/promises";
import { createRelata, type Relata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { model, type Authz } from "./authz.gen.ts";
import type { Configuration } from "./organizations.ts";
import { toTuples } from "./to-tuples.ts";

/** The small organisation that comes with the example. */
export const ACME = new URL("../acme.json", import.meta.url);

/** An engine on a SQLite file that holds what the configuration states. */
export async function open(configuration: string | URL, database: string): Promise<Relata<Authz>> {
  const relata = await createRelata({ model, store: sqlite(database) });
  // Why: this is our own example file; an application would validate what strangers send.
  const parsed = JSON.parse(await readFile(configuration, "utf8")) as Configuration;
  await relata.write(toTuples(parsed));
  return relata;
}
