import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll } from "vitest";
import { model } from "../src/authz.gen.ts";
import { folders, invoices, invoicesOnPostgres } from "../src/on-postgres.ts";
import { describeUses, FOLDERS, INVOICES, TUPLES } from "./uses.ts";

const { url, client } = await testDatabase();
const relata = await createRelata({ model, store: postgres(url) });
await relata.write(TUPLES);
await client.unsafe(`create table folders (id text primary key, name text not null);
  create table invoices (id integer primary key, folder text not null, amount double precision not null, status text not null)`);
const db = drizzle(client);
await db.insert(folders).values(FOLDERS);
await db.insert(invoices).values(INVOICES);
afterAll(() => relata.close());

describeUses("PostgreSQL", invoicesOnPostgres(db, relata));
