import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { generateDrizzleJson, generateMigration } from "drizzle-kit/api";
import { postgres, postgresMigrations, type PostgresOptions } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, onTestFinished, test } from "vitest";
import * as schema from "../src/schema.ts";
import { definitions, tables } from "./tables-of-a-database.ts";

const { url, client } = await testDatabase();
const migrations = fileURLToPath(new URL("../migrations/", import.meta.url));
const built = fileURLToPath(new URL("../dist/index.js", import.meta.url));

type Snapshot = Parameters<typeof generateMigration>[0];

/** Opens a store on that schema, has it do something, and closes it. */
async function start(name: string, options: Partial<PostgresOptions> = {}): Promise<string> {
  const store = postgres({ url, schema: name, poolSize: 1, ...options });
  onTestFinished(() => store.close());
  return (await store.contents()).token;
}

function migrationsOf(name: string) {
  const made = postgresMigrations({ url, schema: name });
  onTestFinished(() => made.close());
  return made;
}

test("drizzle-kit finds nothing to change between the migrations and the schema", async () => {
  const journal = JSON.parse(readFileSync(`${migrations}meta/_journal.json`, "utf8")) as { entries: { idx: number }[] };
  const last = String(journal.entries.at(-1)?.idx).padStart(4, "0");
  const migrated = JSON.parse(readFileSync(`${migrations}meta/${last}_snapshot.json`, "utf8")) as Snapshot;
  expect(await generateMigration(migrated, generateDrizzleJson(schema))).toEqual([]);
});

test("eight stores that start at once on a new database make its tables once, and are one store", async () => {
  const stores = Array.from({ length: 8 }, () => postgres({ url, schema: 'at "once"', poolSize: 1 }));
  const tokens = await Promise.all(stores.map(async (store) => (await store.contents()).token));
  expect(new Set(tokens).size).toBe(1);
  await Promise.all(stores.map((store) => store.close()));
  const rows = await client.unsafe(`select count(*)::int as count from "at ""once""".relata_migrations`);
  expect([...rows]).toEqual([{ count: 1 }]);
});

/** A process that waits for its word, opens a store, writes, and prints its token. */
function program() {
  if (!existsSync(built)) throw new Error(`${built} is missing: run \`tsc -b\` at the root before this test`);
  const script = `
    import { postgres } from ${JSON.stringify(built)};
    process.stdin.once("data", async () => {
      const store = postgres({ url: ${JSON.stringify(url)}, schema: "processes", poolSize: 1 });
      const { token } = await store.write({});
      await store.close();
      console.log(token.slice(0, 22));
      process.exit();
    });
    console.log("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script]);
  let output = "";
  child.stdout.on("data", (text: Buffer) => (output += text.toString()));
  child.stderr.on("data", (text: Buffer) => (output += text.toString()));
  const isReady = new Promise<void>((resolve) => child.stdout.once("data", () => resolve()));
  const answer = new Promise<string>((resolve) => child.once("close", () => resolve(output)));
  return { isReady, start: () => void child.stdin.end("go\n"), answer };
}

test("processes that start at once make the tables once, and write to one store", async () => {
  const programs = Array.from({ length: 3 }, program);
  await Promise.all(programs.map(({ isReady }) => isReady));
  for (const one of programs) one.start();
  const answers = await Promise.all(programs.map(({ answer }) => answer));
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^ready\n[\w-]{22}\n$/);
  const [row] = await client.unsafe<{ migrations: number; writes: number }[]>(`
    select (select count(*)::int from processes.relata_migrations) as migrations,
      (select count(*)::int from processes.relata_transactions) as writes`);
  expect(row).toEqual({ migrations: 1, writes: 3 });
});

test("everything is in the schema that was given, and named with the prefix that was given", async () => {
  const prefix = "a_prefix_of_31_characters_in_al";
  expect(prefix).toHaveLength(31);
  await start("elsewhere", { prefix });
  const names = await client.unsafe<{ relname: string }[]>(
    "select relname from pg_class where relnamespace = 'elsewhere'::regnamespace",
  );
  expect(names.filter(({ relname }) => !relname.startsWith(prefix))).toEqual([]);
  expect(await tables(client)).not.toContainEqual(expect.stringContaining("public."));
  await start("elsewhere");
  const lines = (await definitions(client, "elsewhere")).filter((line) => !line.includes("_pkey"));
  const [ours, theirs] = [
    lines.filter((line) => !line.includes(prefix)),
    lines.filter((line) => line.includes(prefix)),
  ];
  expect(theirs.map((line) => line.replaceAll(prefix, "relata_")).sort()).toEqual(ours);
});

test.each(["", "Relata_", "1_", 'a"b', "a_prefix_of_32_characters_in_all_"])(
  "`%s` cannot begin the names of tables",
  (prefix) => {
    expect(() => postgres({ url, prefix })).toThrow("cannot begin the names of tables");
  },
);

test("text is compared by its bytes in every column that is searched, whatever the database says of letters", async () => {
  await start("bytes");
  const columns = await client.unsafe<{ name: string }[]>(`
    select a.attrelid::regclass || '.' || a.attname as name from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'bytes'::regnamespace and c.relkind = 'r'
    where a.attcollation not in (0, 'pg_catalog."C"'::regcollation) order by 1`);
  const others = ["bytes.relata_migrations.hash", "message", "model", "text"];
  expect(columns.map(({ name }) => name.replace("bytes.relata_models.", ""))).toEqual(others);
});

test("a database that a newer version wrote is refused, whoever makes its tables, and stays as it was", async () => {
  await start("newer");
  await client.unsafe("insert into newer.relata_migrations values (99999999999999, 'later')");
  const before = await definitions(client, "newer");
  const refused = { code: "store_newer", message: expect.stringContaining("update relata") as string };
  await expect(start("newer")).rejects.toMatchObject(refused);
  await expect(start("newer", { migrate: "never" })).rejects.toMatchObject(refused);
  await expect(migrationsOf("newer").status()).rejects.toMatchObject(refused);
  await expect(migrationsOf("newer").up()).rejects.toMatchObject(refused);
  expect(await definitions(client, "newer")).toEqual(before);
});

test("a dry run tells every statement, and changes nothing", async () => {
  const before = await tables(client);
  const { applied, pending } = await migrationsOf("dry").status();
  expect(applied).toEqual([]);
  expect(pending.map(({ name }) => name)).toEqual(["0000_first"]);
  expect(await tables(client)).toEqual(before);
  // Run by hand, they are the whole migration.
  await client.begin((tx) => tx.unsafe(pending.flatMap(({ statements }) => statements).join(";\n")));
  expect(await migrationsOf("dry").status()).toEqual({ applied: [{ name: "0000_first" }], pending: [] });
  expect(await migrationsOf("wet").up()).toEqual(
    pending.map((one) => ({ ...one, statements: expect.any(Array) as string[] })),
  );
  expect(await definitions(client, "dry")).toEqual(await definitions(client, "wet"));
});

test("of two that bring the tables up at once, one does it, and both find it done", async () => {
  const outcomes = await Promise.all([migrationsOf("pair").up(), migrationsOf("pair").up()]);
  expect(outcomes.map((done) => done.length).sort((a, b) => a - b)).toEqual([0, 1]);
  expect(await migrationsOf("pair").up()).toEqual([]);
});

test("a store that may not make its tables says that there are none, and how to mend it", async () => {
  const refused = start("absent", { migrate: "never" });
  await expect(refused).rejects.toMatchObject({
    code: "store_outdated",
    message: expect.stringMatching(
      /has no tables of relata in the schema `absent`: run `relata migrate up`, or the migrations of the application/,
    ),
  });
  expect(await tables(client)).not.toContainEqual(expect.stringContaining("absent."));
});

test.each([
  ["a column", "alter table lacking.relata_tuples drop column policy", ["relata_tuples.policy"]],
  ["an index", "drop index lacking.relata_tuples_live_sets", ["relata_tuples (relata_tuples_live_sets)"]],
  ["a type", "alter table lacking.relata_models alter column number type bigint", ["relata_models.number"]],
  [
    "the order of text",
    'alter table lacking.relata_idempotency alter column hash type text collate "default"',
    ["relata_idempotency.hash"],
  ],
])("a table that is another in %s is outdated", async (_, change, missing) => {
  await client.unsafe("drop schema if exists lacking cascade");
  await start("lacking");
  await start("lacking", { migrate: "never" });
  await client.unsafe(change);
  await expect(start("lacking", { migrate: "never" })).rejects.toMatchObject({
    code: "store_outdated",
    message: expect.stringMatching(/lacks `relata_.*`@relata\/postgres\/schema`, or run `relata migrate`/),
    details: { missing },
  });
});

test("a column that the application added does no harm, but one that each row must have is of a newer version", async () => {
  await start("more");
  await client.unsafe("alter table more.relata_tuples add column note text");
  await start("more", { migrate: "never" });
  await client.unsafe("alter table more.relata_tuples add column weight integer not null");
  await expect(start("more", { migrate: "never" })).rejects.toMatchObject({
    code: "store_newer",
    message: expect.stringContaining("`relata_tuples.weight`"),
  });
});

test("a database that has lost its name, and was written to, is damaged", async () => {
  const store = postgres({ url, schema: "nobody", poolSize: 1 });
  await store.write({});
  await store.close();
  await client.unsafe("delete from nobody.relata_database");
  await expect(start("nobody")).rejects.toMatchObject({ code: "store_unreadable" });
  await client.unsafe("delete from nobody.relata_transactions");
  expect(await start("nobody")).toMatch(/~0$/);
});

const latin = `${new URL(url).pathname.slice(1)}_latin`;
afterAll(() => client.unsafe(`drop database if exists ${latin} with (force)`));

test("a database that keeps text in another encoding is refused", async () => {
  await client.unsafe(`create database ${latin} encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`);
  const at = new URL(url);
  at.pathname = `/${latin}`;
  const made = postgresMigrations(at.href);
  await expect(made.up()).rejects.toMatchObject({
    code: "store_unavailable",
    message: expect.stringContaining("UTF8"),
  });
  await made.close();
  await expect(made.status()).rejects.toMatchObject({ code: "closed" });
});
