import { existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import type { Store } from "@relata/store";
import { Organisation } from "./organisation.ts";
import type { Size } from "./size.ts";

/** Tuples of one write: many, since each write is a transaction. */
const CHUNK = 20_000;

/** Writes all of them to a store that has none of them. */
export async function fill(store: Store, tuples: Iterable<Tuple>, say: (doing: string) => void): Promise<void> {
  let chunk: Tuple[] = [];
  let written = 0;
  const write = async () => {
    if (chunk.length === 0) return;
    await store.write({ create: chunk });
    written += chunk.length;
    chunk = [];
    say(`filling the store: ${written.toLocaleString("en")} tuples`);
  };
  for (const tuple of tuples) if (chunk.push(tuple) === CHUNK) await write();
  await write();
}

/** The SQLite file of an organisation of that size; filled once in a run, and used by every part. */
export async function sqliteFile(folder: string, size: Size, say: (doing: string) => void): Promise<string> {
  const file = join(folder, `${size.name}.db`);
  if (existsSync(file)) return file;
  // What was left half filled is not taken for a whole one.
  const unfinished = `${file}.unfinished`;
  for (const suffix of ["", "-wal", "-shm"]) rmSync(unfinished + suffix, { force: true });
  const store = sqlite(unfinished);
  await fill(store, new Organisation(size).tuples(), say);
  store.close();
  renameSync(unfinished, file);
  return file;
}
