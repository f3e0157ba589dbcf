// Writes documents and their owners, each with its tuple in one transaction of the application; prints each that is committed.
// Arguments: the URL, and whether by `drizzle` or by the `driver`.
import { postgres } from "@relata/postgres";
import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/postgres-js";
import postgresJs from "postgres";
import type { Tuple } from "@relata/model";

const [, , url = "", way = ""] = process.argv;
const client = postgresJs(url, { max: 4, onnotice: () => undefined, connection: { application_name: "relata" } });
const store = postgres(url);
await store.log.newest();

const owner = (id: string): Tuple => ({
  object: { type: "doc", id },
  relation: "owner",
  subject: { type: "user", id: "ann" },
});

async function writeBoth(id: string): Promise<void> {
  if (way === "drizzle") {
    await drizzle(client).transaction(async (tx) => {
      await tx.execute(sql`insert into documents values (${id})`);
      await store.in(tx).write({ touch: [owner(id)] });
    });
    return;
  }
  await client.begin(async (tx) => {
    await store.in(tx).write({ touch: [owner(id)] });
    await tx`insert into documents values (${id})`;
  });
}

const lanes = [0, 1, 2].map(async (lane) => {
  for (let n = lane; ; n += 3) {
    await writeBoth(String(n));
    process.stdout.write(`${n}\n`);
  }
});
await Promise.all(lanes);
