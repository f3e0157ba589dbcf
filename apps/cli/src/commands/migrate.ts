import type { MigrationStatus } from "@relata/store";
import Table from "cli-table3";
import type { Command } from "commander";
import { withDatabaseOptions, type DatabaseOptions } from "../database/database-options.ts";
import { withMigrations } from "../database/open-migrations.ts";
import { WOULD_CHANGE } from "../exit-code.ts";
import { withJson } from "../options.ts";
import { counted } from "../output/model-summary.ts";
import { toJson } from "../output/to-json.ts";
import type { Session } from "../surroundings.ts";

interface StatusOptions extends DatabaseOptions {
  readonly json?: true;
}

interface UpOptions extends StatusOptions {
  readonly dryRun?: true;
}

/** `relata migrate`: the tables of a database, for whoever makes them before the application starts. */
export function addMigrate(program: Command, session: Session): void {
  const migrate = program
    .command("migrate")
    .description("the tables of a database: look whether they are there, make them");
  const status = migrate
    .command("status")
    .description("which migrations a database has, and which it lacks; exits with 1 if it lacks any");
  withJson(withDatabaseOptions(status)).action((options: StatusOptions) => printStatus(session, options));
  const up = migrate
    .command("up")
    .description("bring the tables to this version, all of it or nothing")
    .option("--dry-run", "print the SQL that would be run, and change nothing");
  withJson(withDatabaseOptions(up)).action((options: UpOptions) => bringUp(session, options));
}

async function printStatus(session: Session, options: StatusOptions): Promise<void> {
  const status = await withMigrations(session, options, async (migrations) => migrations.status());
  const { applied, pending } = status;
  session.stdout.write(
    options.json === true ? toJson({ applied: names(applied), pending: names(pending) }) : listed(session, status),
  );
  if (pending.length > 0) session.finish(WOULD_CHANGE);
}

async function bringUp(session: Session, options: UpOptions): Promise<void> {
  const { json, dryRun } = options;
  if (dryRun === true) {
    const { pending } = await withMigrations(session, options, async (migrations) => migrations.status());
    session.stdout.write(json === true ? toJson({ pending }) : sqlOf(pending));
    return;
  }
  const done = await withMigrations(session, options, async (migrations) => migrations.up());
  if (json === true) session.stdout.write(toJson({ applied: names(done) }));
  else if (done.length === 0) session.stdout.write("the tables are those of this version: nothing was changed\n");
  else {
    const lines = names(done).map((name) => `applied  ${name}\n`);
    session.stdout.write(`${lines.join("")}applied ${counted(done.length, "migration", "migrations")}\n`);
  }
}

/** A table for a person; for a script, a line each, whose first word says whether the database has it. */
function listed({ stdout }: Session, { applied, pending }: MigrationStatus): string {
  const rows = [...names(applied).map((name) => ["applied", name]), ...names(pending).map((name) => ["pending", name])];
  if (stdout.isTTY !== true) return rows.map((row) => `${row.join("  ")}\n`).join("");
  const table = new Table({ head: ["state", "migration"], style: { head: [], border: [] } });
  table.push(...rows);
  return `${table.toString()}\n`;
}

/** A script that `psql` or `sqlite3` would run. */
function sqlOf(pending: MigrationStatus["pending"]): string {
  if (pending.length === 0) return "-- the tables are those of this version: there is nothing to run\n";
  return pending
    .map(({ name, statements }) => {
      const ended = statements.map((statement) => `${statement.trim().replace(/;$/, "")};\n`);
      return `-- ${name}\n${ended.join("")}`;
    })
    .join("\n");
}

function names(migrations: readonly { readonly name: string }[]): readonly string[] {
  return migrations.map(({ name }) => name);
}
