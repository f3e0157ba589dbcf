import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lastWill, type LastWill } from "./last-will.ts";
import type { PostgresVersion } from "./postgres-version.ts";
import { giveTo, serverUser } from "./server-user.ts";

/** The files of a server, and what becomes of them and of it if this process ends first. */
export interface Cluster {
  readonly version: PostgresVersion;
  readonly dataDir: string;
  /** Its last word is the id of the process that runs on the files, or `none`. */
  readonly will: LastWill;
  /** Removes the files, unless the folder was given. Nothing may run on them. */
  remove(): Promise<void>;
}

const WILL = `
  if [ "$noted" != none ]; then
    kill -QUIT "$noted"
    # Bounded: where the first process of a container collects no orphans, the dead can be signalled for ever.
    tenths=0
    while [ $tenths -lt 100 ] && kill -0 "$noted"; do sleep 0.1; tenths=$((tenths + 1)); done
  fi
  [ -z "$1" ] || rm -rf -- "$1"`;

/** A cluster without files yet, in a temporary folder or in the one that is given. */
export async function emptyCluster(version: PostgresVersion, given?: string): Promise<Cluster> {
  const folder = given === undefined ? await temporaryFolder() : "";
  const will = lastWill(WILL, folder);
  will.note("none");
  const remove = async () => {
    if (folder !== "") await rm(folder, { recursive: true, force: true });
    will.revoke();
  };
  return { version, dataDir: given ?? join(folder, "data"), will, remove };
}

/** A folder in the system's temporary one, which belongs to whom the server runs as. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "relata-postgres-"));
  await giveTo(serverUser(), folder);
  return folder;
}
