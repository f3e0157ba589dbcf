import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
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
  expect(before.filter((name) => !/^authz\.app_/.test(name))).toEqual(["public.documents"]);
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

describe("with tables that the application made", () => {
  describeStore(
    "the store",
    async () => {
      await empty(client, place);
      return open();
    },
    { runs: 2 },
  );
});
