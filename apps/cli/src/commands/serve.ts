import type { Command } from "commander";
import type { Session } from "../surroundings.ts";
import { usageError } from "../usage-error.ts";

interface ServeOptions {
  readonly model?: string;
  readonly db?: string;
  readonly host?: string;
  readonly port?: string;
  readonly config?: string;
  readonly printConfig?: true;
}

const EXAMPLES = `
Examples:
  relata serve --model authz.relata                         on a SQLite file, for this machine
  RELATA_DATABASE_URL=postgres://… RELATA_ENCRYPTION_KEYS=1:… RELATA_ISSUER=https://auth.example.com \\
    relata serve --model authz.relata --host 0.0.0.0        on PostgreSQL, for others, any number of times
  RELATA_INSECURE_NO_AUTH=1 relata serve --db :memory:      without keys, to try things

Everything else is said by the environment, or by the file of --config: who may call, limits, logs.
docs/reference/server-settings.md lists it, and --print-config shows what is said.
`;

/** `relata serve`: keys and decisions over HTTP, until ctrl-c. What has no option comes from the environment, or from a file. */
export function addServe(program: Command, session: Session): void {
  program
    .command("serve")
    .description("answer over HTTP, until ctrl-c; a server that is new shows a key that may do everything, once")
    .option("--model <file>", "the model file (default: RELATA_MODEL)")
    .option(
      "--db <database>",
      "a SQLite file, or a URL of PostgreSQL (default: RELATA_DATABASE_URL, RELATA_DB, relata.db)",
    )
    .option("--host <address>", "the address to listen at (default: HOST, 127.0.0.1)")
    .option("--port <number>", "the port (default: PORT, 8787)")
    .option("--config <file>", "settings as JSON or YAML (default: RELATA_CONFIG, relata.config.json)")
    .option("--print-config", "print what the server would be told, without secrets, and end")
    .addHelpText("after", EXAMPLES)
    .action((options: ServeOptions) => serveFor(session, options));
}

async function serveFor(session: Session, options: ServeOptions): Promise<void> {
  const { stdout, stderr, env, interruption } = session;
  // Why only here: nothing else of the command line needs HTTP, and loading it takes longer than most commands.
  const { configurationText, readConfiguration, serve } = await import("@relata/server");
  const read = readConfiguration(told(env, options));
  if ("problems" in read) throw usageError(read.problems.join("\n"));
  const print = (text: string) => void stdout.write(text);
  if (options.printConfig === true) return print(configurationText(read.said));
  const write = (text: string) => void stderr.write(text);
  await serve(read, { write, print, ending: interruption?.() ?? new AbortController().signal });
}

/** The environment, under what the options say. */
function told(env: Session["env"], { model, db, host, port, config }: ServeOptions): Session["env"] {
  const { RELATA_DB: _file, RELATA_DATABASE_URL: _url, ...others } = env;
  return {
    ...(db === undefined ? env : { ...others, [db.includes("://") ? "RELATA_DATABASE_URL" : "RELATA_DB"]: db }),
    ...(model !== undefined && { RELATA_MODEL: model }),
    ...(host !== undefined && { HOST: host }),
    ...(port !== undefined && { PORT: port }),
    ...(config !== undefined && { RELATA_CONFIG: config }),
  };
}
