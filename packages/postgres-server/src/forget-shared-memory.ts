import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

/**
 * Gives back the few bytes of the system's shared memory by which a server marks its files as in use. One that was killed
 * leaves them for its next start to find; where there will be none, they would stay until the machine is started anew.
 *
 * `pid` is the server's own, which has ended: another may run on the same files by now.
 */
export async function forgetSharedMemory(dataDir: string, pid: number): Promise<void> {
  const id = await segmentOf(dataDir, pid);
  if (id === undefined) return;
  // They are gone already where something else has tidied up.
  await promisify(execFile)("ipcrm", ["-m", id]).catch(() => undefined);
}

/** From the file that a server removes when it ends in order: its id, and in the seventh line a key and the segment's id. */
async function segmentOf(dataDir: string, pid: number): Promise<string | undefined> {
  try {
    const lines = (await readFile(join(dataDir, "postmaster.pid"), "utf8")).split("\n");
    return Number(lines[0]) === pid ? lines[6]?.trim().split(/\s+/)[1] : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
