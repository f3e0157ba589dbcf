// As built, as an application would run. Writes a document and its owner's tuple in one transaction, says so, and waits in it to be killed.
import { drizzle as onSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle as onPostgres } from "drizzle-orm/postgres-js";
import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { sqlite } from "@relata/sqlite";
import { model } from "../../dist/authz.gen.js";
import * as postgresApp from "../../dist/on-postgres.js";
import * as sqliteApp from "../../dist/on-sqlite.js";

const [, , kind, target] = process.argv;
const plan = { id: "plan", title: "Plan", owner: "ann" };

if (kind === "sqlite") {
  const db = onSqlite(target);
  const relata = await createRelata({ model, store: sqlite(target) });
  db.transaction((tx) => {
    sqliteApp.createDocument({ db: tx, relata }, plan);
    process.stdout.write("written\n");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
} else {
  const db = onPostgres(target);
  const relata = await createRelata({ model, store: postgres(target) });
  await db.transaction(async (tx) => {
    await postgresApp.createDocument({ db: tx, relata }, plan);
    process.stdout.write("written\n");
    await new Promise(() => setInterval(() => undefined, 1_000));
  });
}
