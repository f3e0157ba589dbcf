import { execFile } from "node:child_process";
import { mkdtemp, open, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { lastWill } from "./last-will.ts";

const run = promisify(execFile);

/** A folder on a file system of its own, which is full sooner than others. */
export interface SmallDisk {
  readonly folder: string;
  /** Takes all the room that is left, so that the next byte of anybody finds none. */
  fill(): Promise<void>;
  /** Gives back what `fill` took. */
  relieve(): Promise<void>;
  /** Ends it, with all that is on it. */
  remove(): Promise<void>;
}

/** Why a test that needs a small disk did not run, for its title. */
export const NO_SMALL_DISK = "not run: a small disk takes root and Linux";

/** A small disk in memory; undefined where this process may not mount one, which takes root, and Linux. */
export async function smallDisk(sizeBytes: number): Promise<SmallDisk | undefined> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return undefined;
  const folder = await mkdtemp(join(tmpdir(), "relata-disk-"));
  try {
    await run("mount", ["-t", "tmpfs", "-o", `size=${sizeBytes},mode=0755`, "relata-small-disk", folder]);
  } catch (error) {
    await rmdir(folder);
    // A container's root may not be let.
    if (/permission denied|not permitted|must be superuser/i.test(String(error))) return undefined;
    throw error;
  }
  // Lazily, so that it also goes where something still stands on it.
  const will = lastWill('umount -l "$1" && rmdir "$1"', folder);
  const ballast = join(folder, ".ballast");
  return {
    folder,
    fill: () => fill(ballast),
    relieve: () => rm(ballast, { force: true }),
    remove: async () => {
      await run("umount", ["-l", folder]);
      await rmdir(folder);
      will.revoke();
    },
  };
}

/** Writes until the system says that there is no room, in ever smaller pieces down to a byte. */
async function fill(path: string): Promise<void> {
  const file = await open(path, "a");
  try {
    for (let size = 1_048_576; size >= 1;) {
      try {
        await file.appendFile(new Uint8Array(size));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    await file.close();
  }
}
