import { existsSync, readFileSync } from "node:fs";
import { postgresKeys } from "@relata/keys/postgres";
import type { SqliteKeyStore } from "@relata/keys/sqlite";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import fc from "fast-check";
import { compactDecrypt } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { ISSUER, keyed, type Kept, type Keyed } from "./keyed-situation.ts";
import { SecretHunt } from "./secret-hunt.ts";
import { step, type Step } from "./secret-places.ts";

afterEach(() => void vi.restoreAllMocks());

const ADMIN = "9f86d081884c7d659a2feaa0c55ad015";
const CLIENT = "q1w2e3r4t5z6u7i8o9p0+Q1W2E3R4T5Z6/U7I8O9P0==";
const PEPPER = "pepper-".repeat(6);
const ENCRYPTION = { id: "1", secret: Buffer.alloc(32, 0x5a).toString("base64url") };

/** A server whose every secret is known here, with all that its process prints. */
async function situation(kept?: Kept) {
  const issuer = { issuer: ISSUER, audiences: ["invoices"], encryption: [ENCRYPTION], algorithm: "ES256" } as const;
  const server = await keyed(
    {
      issuer,
      environment: { admin: ADMIN, clients: CLIENT },
      peppers: { current: "v1", versions: { v1: PEPPER } },
      failures: [{ limit: 1_000_000, windowSeconds: 1 }],
      limits: [{ limit: 1_000_000, windowSeconds: 60 }],
    },
    kept,
  );
  const privates: string[] = [];
  for (const { material } of await server.keyStore.signingKeys.list()) {
    const { plaintext } = await compactDecrypt(material, Buffer.from(ENCRYPTION.secret, "base64url"));
    privates.push((JSON.parse(new TextDecoder().decode(plaintext)) as { d: string }).d);
  }
  const over = await SecretHunt.over(server, [ADMIN, CLIENT], [PEPPER, ENCRYPTION.secret, ...privates]);
  for (const stream of [process.stdout, process.stderr]) {
    vi.spyOn(stream, "write").mockImplementation((chunk) => (over.hunt.hear(String(chunk)), true));
  }
  for (const method of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => over.hunt.hear(...values));
  }
  return { server, ...over };
}

/** Runs, and then all that is kept of them. */
async function run(
  { server, hunt }: { server: Keyed; hunt: SecretHunt },
  rows: () => Promise<readonly unknown[]>,
  numRuns: number,
) {
  const steps = fc.array(step, { minLength: 25, maxLength: 40, size: "max" });
  const take = async (all: readonly Step[]) => {
    for (const one of all) await hunt.take(one);
  };
  await fc.assert(fc.asyncProperty(steps, take), { numRuns });
  await server.keys.flush();
  hunt.hear(...server.logged.flat(), ...(await rows()));
}

const rowsOfFile = ({ keyStore }: Keyed) => {
  const { client } = keyStore as unknown as SqliteKeyStore;
  const tables = client.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
  const rows = tables.flatMap(({ name }) => client.prepare(`select * from "${name}"`).all());
  const files = [client.name, `${client.name}-wal`].filter((path) => existsSync(path));
  return [...rows, ...files.map((path) => readFileSync(path, "latin1"))];
};

test("of all that a fuzzed server says and keeps on SQLite, only the answers that are for it hold a secret", async () => {
  const { server, hunt, close } = await situation();
  await run({ server, hunt }, async () => rowsOfFile(server), 14);
  await close();
  expect(hunt.found()).toEqual([]);
  expect(hunt.secrets.size).toBeGreaterThan(20);
  // It did all kinds of things, and none was a fault.
  for (const status of [200, 201, 400, 401, 404]) expect([...hunt.statuses.keys()]).toContain(status);
  expect(server.logged.map(([message, cause]) => [message, String(cause), (cause as Error).stack])).toEqual([]);
  expect([...hunt.statuses.keys()].filter((status) => status >= 500)).toEqual([]);
});

test("the same on PostgreSQL", async () => {
  const { url } = await testDatabase();
  const parts = { url, prefix: "hunt_" };
  const keyStore = postgresKeys({ ...parts, poolSize: 2 });
  const { server, hunt, close } = await situation({ store: postgres({ ...parts, poolSize: 3 }), keyStore });
  const rows = async () => {
    const tables = await keyStore.query(
      "select table_schema s, table_name t from information_schema.tables where table_name like 'hunt\\_%'",
      [],
    );
    const all = [];
    for (const { s, t } of tables) all.push(...(await keyStore.query(`select * from "${s}"."${t}"`, [])));
    expect(all.length).toBeGreaterThan(20);
    return all;
  };
  await run({ server, hunt }, rows, 3);
  await close();
  expect(hunt.found()).toEqual([]);
  expect(hunt.secrets.size).toBeGreaterThan(8);
});

const LEAKS: Record<string, (server: Keyed, secret: string, hunt: SecretHunt) => unknown> = {
  "the log": (_, secret) => console.error("key", Buffer.from(secret).toString("base64")),
  "the cause of an error": (_, secret, hunt) => hunt.hear(new Error("no", { cause: new Error(secret) })),
  "the audit": async ({ keys }, secret) => {
    keys.note({ at: 1, event: "attempt", outcome: "refused", agent: secret });
    await keys.flush();
  },
  "a row of an application": ({ relata }, secret) =>
    relata.write([{ object: { type: "group", id: secret }, relation: "member", subject: "user:ann" }]),
};

test.each(Object.entries(LEAKS))("the search finds what leaks into %s", async (_, leak) => {
  const { server, hunt, close } = await situation();
  const { secret } = await server.keyOf();
  hunt.secrets.add(secret);
  await hunt.take({ what: "ask", which: 0, caller: 0, place: 0, form: 0 });
  hunt.hear(...rowsOfFile(server));
  expect(hunt.found()).toEqual([]);
  await leak(server, secret, hunt);
  hunt.hear(...rowsOfFile(server));
  await close();
  expect(hunt.found()).not.toEqual([]);
});
