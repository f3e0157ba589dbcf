// `npm run serve`: a server to try, of a model of the examples, over a database in `.relata`. What the environment says, or
// arguments behind `--`, as `npm run serve -- --port 9000`, comes before that.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runApp } from "./run-app.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const { env } = process;
const isKnown = (...names) => names.some((name) => (env[name] ?? "") !== "");

if (!isKnown("RELATA_MODEL", "RELATA_CONFIG")) env.RELATA_MODEL = join(ROOT, "examples/invoices/authz.relata");
if (!isKnown("RELATA_DB", "RELATA_DATABASE_URL", "RELATA_CONFIG")) {
  mkdirSync(join(ROOT, ".relata"), { recursive: true });
  env.RELATA_DB = join(ROOT, ".relata/demo.db");
}
process.argv.splice(2, 0, "serve");
runApp("apps/cli", "serve");
