import type { Tuple } from "@relata/model";
import type { Plan } from "@relata/resolver";
import { postgres, type PostgresStore } from "@relata/postgres";
import { tcpProxy } from "@relata/postgres-server";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, onTestFinished, test } from "vitest";

const { url, client } = await testDatabase();
const opened: PostgresStore[] = [];
afterAll(() => Promise.all(opened.map((store) => store.close())));

const tuple = (id: string): Tuple => ({
  object: { type: "doc", id },
  relation: "viewer",
  subject: { type: "user", id: "ann" },
  policy: { name: "p", parameters: {} },
});
const viewers = { ask: "objects", object: { type: "doc", id: "a" }, relation: "viewer" } as const;

function open(options: Partial<Parameters<typeof postgres>[0] & object> = {}): PostgresStore {
  const store = postgres({ url, schema: "failures", ...options });
  opened.push(store);
  return store;
}

function at(change: (target: URL) => void): string {
  const target = new URL(url);
  target.password = "s3cret-word";
  change(target);
  return target.href;
}

test.each([
  ["a server that is not there", at((target) => (target.port = "1")), "check that the server runs"],
  ["a wrong password", at((target) => (target.username = "nobody")), "check the user, the password and the database"],
  ["a database that is not there", url.replace(/[^/]*$/, "nowhere"), "and the database of the URL"],
])("%s is unavailable, and no password is told", async (_, target, hint) => {
  const failure: unknown = await Promise.resolve(open({ url: target }).contents()).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: "store_unavailable", message: expect.stringContaining(hint) });
  expect(String(failure)).not.toContain("s3cret-word");
});

test.each([[{ url: "" }], [{ schema: "" }], [{ poolSize: 0 }], [{ url: "postgres://%" }]])(
  "%j is refused at once",
  (options) => {
    expect(() => open(options)).toThrow(expect.objectContaining({ code: "store_unavailable" }));
  },
);

test("a write whose connection is killed leaves nothing of it, and the store usable", async () => {
  const store = open({ poolSize: 1 });
  await store.write({ touch: [tuple("a")] });
  // The write waits for this lock after it has made its transaction and ended what it replaces.
  const blocker = client.begin(async (tx) => {
    await tx.unsafe("select * from failures.relata_tuples where object_id = 'a' for update");
    const write = Promise.resolve(store.write({ touch: [tuple("b")], delete: [tuple("a")] })).catch(
      (error: unknown) => error,
    );
    let waiting: readonly { pid: number }[] = [];
    while (waiting.length === 0) {
      waiting = await tx.unsafe<{ pid: number }[]>(
        "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
    }
    await tx.unsafe(`select pg_terminate_backend(${waiting[0]?.pid})`);
    return { outcome: await write };
  });
  expect((await blocker).outcome).toMatchObject({ code: "store_unavailable" });
  expect((await store.contents()).tuples).toEqual([tuple("a")]);
  const [row] = await client.unsafe("select count(*)::int as count from failures.relata_transactions");
  expect(row).toEqual({ count: 1 });
  expect(await store.write({ touch: [tuple("b")], delete: [tuple("a")] })).toMatchObject({ written: 1, deleted: 1 });
  await store.write({ touch: [tuple("a")], delete: [tuple("b")] });
});

test("a connection that is cut between two batches fails the read, and never answers from another snapshot", async () => {
  const proxy = await tcpProxy(url);
  onTestFinished(() => proxy.close());
  const store = open({ url: proxy.url, poolSize: 1 });
  const read = store.read(function* (): Plan<string> {
    yield [viewers];
    proxy.cut();
    yield [viewers];
    return "answered";
  });
  await expect(read).rejects.toMatchObject({ code: "store_unavailable" });
  expect((await store.contents()).tuples).toEqual([tuple("a")]);
});

test("a pool that stays busy is unavailable after its time", async () => {
  const store = open({ poolSize: 1, poolTimeoutMs: 30 });
  await store.contents();
  const lock = client.begin(async (tx) => {
    await tx.unsafe("lock table failures.relata_database in access exclusive mode");
    const slow = store.write({});
    await expect(store.contents()).rejects.toMatchObject({
      code: "store_unavailable",
      message: "all 1 connections were busy for 30 ms: make `poolSize` larger",
    });
    return { slow };
  });
  await (
    await lock
  ).slow;
});

test("a statement that takes too long is unavailable, and changes nothing", async () => {
  const store = open({ statementTimeoutMs: 50 });
  await store.contents();
  await client.begin(async (tx) => {
    await tx.unsafe("lock table failures.relata_database in access exclusive mode");
    await expect(store.write({ touch: [tuple("slow")] })).rejects.toThrow("statementTimeoutMs");
  });
  expect((await store.contents()).tuples).toEqual([tuple("a")]);
});

test.each([
  ["parameters that are not JSON", "tuples set parameters = '{'"],
  ["parameters that are not an object", "tuples set parameters = '[]'"],
  ["a window that is no instant", "tuples set valid_from = 'soon'"],
  ["an attribute that is not JSON", "attributes set value = 'yes'"],
])("%s fails as unreadable and names the row: it grants and denies nothing", async (_, change) => {
  const schema = `damaged_${opened.length}`;
  const store = open({ schema });
  await store.write({ touch: [tuple("a")], attributes: [{ object: viewers.object, set: { size: 1 } }] });
  await client.unsafe(`update ${schema}.relata_${change}`);
  await expect(store.contents()).rejects.toMatchObject({
    code: "store_unreadable",
    message: expect.stringContaining("`doc:a"),
  });
});

test("tables that are gone are unreadable", async () => {
  const store = open({ schema: "gone" });
  await store.contents();
  await client.unsafe("drop table gone.relata_tuples");
  await expect(store.contents()).rejects.toMatchObject({ code: "store_unreadable" });
});
