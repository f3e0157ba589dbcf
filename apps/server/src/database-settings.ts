import type { Database } from "./database.ts";
import type { Environment } from "./settings.ts";

export interface ReadDatabase {
  readonly database: Database;
  readonly problems: readonly string[];
}

const POSTGRES = /^postgres(ql)?:\/\//i;

/**
 * A file, or a URL of PostgreSQL. No problem repeats the URL, which may hold a password.
 *
 * @param isKeyed whether keys are kept, too
 */
export function readDatabase(env: Environment, isKeyed: boolean): ReadDatabase {
  const { RELATA_DB: path = "relata.db", RELATA_DATABASE_URL: url = "" } = env;
  if (url === "") return { database: { kind: "sqlite", path }, problems: fileProblems(path, isKeyed) };
  const problems = [
    POSTGRES.test(url) && URL.canParse(url)
      ? ""
      : "`RELATA_DATABASE_URL` is a URL, as `postgres://user:password@host:5432/database`",
    env["RELATA_DB"] === undefined ? "" : "`RELATA_DB` names a file beside `RELATA_DATABASE_URL`: set one of them",
    isKeyed && (env["RELATA_ENCRYPTION_KEYS"] ?? "") === "" ? UNSHARED : "",
  ];
  return { database: { kind: "postgres", url }, problems };
}

/** Why: a file beside the server is not beside the others, and what one signs with the others could not read. */
const UNSHARED =
  "`RELATA_ENCRYPTION_KEYS` is not set: servers of one PostgreSQL share it; write `1:` and the answer of `openssl rand -base64 32 | tr '+/' '-_' | tr -d '='`";

function fileProblems(path: string, isKeyed: boolean): readonly string[] {
  if (path === "") return ["`RELATA_DB` is empty: name a file, or leave it out for `relata.db`"];
  if (path !== ":memory:" || !isKeyed) return [];
  return [
    "`RELATA_DB` is `:memory:`: keys are kept in a file beside the tuples; name one, or set `RELATA_INSECURE_NO_AUTH=1`",
  ];
}
