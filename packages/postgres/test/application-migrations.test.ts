import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Tuple } from "@relata/model";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { describeStore } from "@relata/store/conformance";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgresJs from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { empty } from "./empty.ts";
import { definitions, tables } from "./tables-of-a-database.ts";

const room = fileURLToPath(new URL("../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "relata-application-"));
const { url, client } = await testDatabase();
const tuple: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const place = { schema: "authz", prefix: "app_" };
const open = () => postgres({ url, ...place, migrate: "never", poolSize: 2, tokenWaitMs: 200 });

/** As an application does it: by the command line of drizzle-kit, which reads what is built. */
function generate(): void {
  const entry = join(room, "dist/schema.js");
  if (!existsSync(entry)) throw new Error(`${entry} is missing: run \`tsc -b\` at the root before this test`);
  const kit = join(room, "node_modules/drizzle-kit/bin.cjs");
  const args = ["generate", "--dialect=postgresql", "--schema=./test/application/schema.ts", `--out=${folder}`];
  const { status, stdout, stderr } = spawnSync(process.execPath, [kit, ...args], { cwd: room, encoding: "utf8" });
  if (status !== 0) throw new Error(`drizzle-kit failed: ${stdout}${stderr}`);
}

beforeAll(async () => {
  generate();
  const application = postgresJs(url, { max: 1, onnotice: () => undefined });
  await migrate(drizzle(application), { migrationsFolder: folder });
  await application.end();
});
afterAll(() => rmSync(folder, { recursive: true }));

test("an application's own migration holds relata's tables beside its own, and relata adds nothing to them", async () => {
  const before = await tables(client);
  expect(before.filter((name) => !name.startsWith("authz.app_"))).toEqual(["public.documents"]);
  const store = open();
  await store.write({});
  await store.close();
  expect(await tables(client)).toEqual(before);
});

test("relata's own migration makes the very same tables", async () => {
  const own = postgres({ url, schema: "own", prefix: "app_", poolSize: 1 });
  await own.contents();
  await own.close();
  const made = await definitions(client, "own");
  expect(made.filter((line) => !line.includes("app_migrations"))).toEqual(await definitions(client, "authz"));
  expect(made.length).toBeGreaterThan(60);
});

test("over tables that the application made, what is written is there for others to read", async () => {
  const [one, two] = [open(), open()];
  await one.write({ touch: [tuple], attributes: [{ object: tuple.object, set: { size: 1 } }], idempotencyKey: "k" });
  expect(
    await two.write({ touch: [tuple], attributes: [{ object: tuple.object, set: { size: 1 } }], idempotencyKey: "k" }),
  ).toMatchObject({ written: 1, isRepeat: true });
  expect(await two.contents()).toMatchObject({ tuples: [tuple], attributes: [{ values: { size: 1 } }] });
  await Promise.all([one.close(), two.close()]);
});

// The tables are the very same, as is held above: that all promises are kept over them is seen in the long suite.
const ALL_PROMISES = process.env["RELATA_LONG"] === "1" ? ["the store"] : [];

describe.each(ALL_PROMISES)("over tables that the application made, %s", (name) => {
  describeStore(name, async () => {
    await empty(client, place);
    return open();
  });
});
