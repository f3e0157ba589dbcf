import { execFile } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { binariesOf } from "./binaries.ts";
import { temporaryFolder, type Cluster } from "./cluster.ts";
import { giveTo, serverUser } from "./server-user.ts";

export const SUPERUSER = "postgres";
export const PASSWORD = "relata";

/** Makes the files of a new server: UTF-8, one user, a password for all, replication included. */
export async function makeCluster({ version, dataDir }: Cluster): Promise<void> {
  const { initdb } = await binariesOf(version);
  const user = serverUser();
  await mkdir(dataDir, { recursive: true });
  await giveTo(user, dataDir);
  const folder = await temporaryFolder();
  const passwordFile = join(folder, "password");
  try {
    await writeFile(passwordFile, PASSWORD);
    await giveTo(user, passwordFile);
    const access = [`--username=${SUPERUSER}`, "--auth=password", `--pwfile=${passwordFile}`];
    await promisify(execFile)(
      initdb,
      [`--pgdata=${dataDir}`, ...access, "--encoding=UTF8", "--locale=C", "--no-sync"],
      { ...user, env: { ...process.env, LC_ALL: "C" } },
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}
