import { copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { giveTo, type ServerUser } from "./server-user.ts";

/** What is of the running server alone, or of its log, which a standby asks for. Law: §25.3.4.3 of PostgreSQL's manual. */
const NO_FILES_OF = new Set([
  "pg_dynshmem",
  "pg_notify",
  "pg_replslot",
  "pg_serial",
  "pg_snapshots",
  "pg_stat_tmp",
  "pg_subtrans",
  "pg_wal",
]);
const NOT_COPIED = new Set(["postmaster.pid", "postmaster.opts", "standby.signal"]);

/** Copies the files of a server that runs, between the start and the end of a backup: they change on the way. */
export async function copyCluster(from: string, to: string, user: ServerUser): Promise<void> {
  await copyFolder(from, to, user);
}

async function copyFolder(from: string, to: string, user: ServerUser): Promise<void> {
  await mkdir(to, { mode: 0o700 });
  await giveTo(user, to);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (NOT_COPIED.has(entry.name)) continue;
    if (NO_FILES_OF.has(entry.name)) {
      await mkdir(target, { mode: 0o700 });
      await giveTo(user, target);
    } else if (entry.isDirectory()) {
      await copyFolder(source, target, user);
    } else {
      await copyOne(source, target, user);
    }
  }
}

async function copyOne(from: string, to: string, user: ServerUser): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    // Gone meanwhile: the log of the server says so to the standby.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  await giveTo(user, to);
}
