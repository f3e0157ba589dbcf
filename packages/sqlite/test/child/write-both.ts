// Writes documents and their owners, each with its tuple in one transaction of drizzle; prints each that is committed.
// Arguments: the file.
import type { Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";

const [, , path = ""] = process.argv;
const store = sqlite(path);
const db = drizzle(new Database(path));
db.run(sql`create table if not exists documents (id text primary key)`);

const owner = (id: string): Tuple => ({
  object: { type: "doc", id },
  relation: "owner",
  subject: { type: "user", id: "ann" },
});

for (let n = 0; ; n++) {
  db.transaction((tx) => {
    tx.run(sql`insert into documents values (${String(n)})`);
    store.in(tx).write({ touch: [owner(String(n))] });
  });
  process.stdout.write(`${n}\n`);
}
