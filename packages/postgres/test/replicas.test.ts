import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import type { PostgresOptions, PostgresStore } from "@relata/postgres";
import { startReplica, startServer, tcpProxy, type TcpProxy } from "@relata/postgres-server";
import { parseToken } from "@relata/store";
import postgresJs from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { databaseAt } from "../src/database-at.ts";
import { Replicas } from "../src/replicas.ts";
import { processOn } from "./engine-on.ts";

const server = await startServer();
const standby = await startReplica(server);
afterAll(async () => {
  await standby.stop();
  await server.stop();
}, 30_000);

/** Another process, which has no replicas. */
const other = processOn({ url: server.url }).store;

const viewer = (id: string): Tuple => ({
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id },
});

const namesOf = async (store: PostgresStore, options?: Parameters<PostgresStore["contents"]>[0]) =>
  (await store.contents(options)).tuples.map(({ subject }) => subject.id);

interface Both {
  readonly store: PostgresStore;
  readonly primary: TcpProxy;
  readonly replica: TcpProxy;
  /** Which of the two was asked meanwhile. */
  readonly asked: (call: () => Promise<unknown>) => Promise<readonly ("primary" | "replica")[]>;
}

/** A process that reads from the standby, too; its first read is behind it. */
async function process(options: Partial<PostgresOptions> = {}): Promise<Both> {
  const [primary, replica] = [await tcpProxy(server.url), await tcpProxy(standby.url)];
  // Whoever numbers in the background would be taken for a read.
  const { store } = processOn({ url: primary.url, replicas: [replica.url], isSequencer: false, ...options });
  afterAll(() => {
    primary.close();
    replica.close();
  });
  const asked = async (call: () => Promise<unknown>) => {
    const before = [primary.turns, replica.turns];
    await call();
    return (["primary", "replica"] as const).filter((_, i) => (i === 0 ? primary : replica).turns !== before[i]);
  };
  await store.contents();
  await sleep(100);
  return { store, primary, replica, asked };
}

beforeEach(async () => {
  await standby.resumeReplay();
  await other.write({ touch: [viewer("ann")] });
  await other.log.newest();
  await standby.caughtUp();
});

test("what a replica has, it answers: fast reads, reads with a token, and pages", async () => {
  const { store, asked } = await process();
  const { token } = await store.write({ touch: [viewer("bob")] });
  const number = await other.log.numberOf(token);
  await standby.caughtUp();
  expect(await asked(() => store.contents())).toEqual(["replica"]);
  expect(await asked(() => store.contents({ consistency: { atLeast: token } }))).toEqual(["replica"]);
  expect(await asked(() => store.contents({ consistency: { exactly: token } }))).toEqual(["replica"]);
  expect(await asked(() => store.tuples({}, { limit: 1, consistency: { atLeast: token } }))).toEqual(["replica"]);
  expect(await asked(() => store.contents({ consistency: "latest" }))).toEqual(["primary"]);
  const seen = await store.contents();
  expect(await other.log.numberOf(seen.token)).toBe(number);
});

test("a fast read may be stale on a replica that lags, and never misses own writes", async () => {
  const { store, asked } = await process();
  await standby.pauseReplay();
  await other.write({ touch: [viewer("cyd")] });
  expect(await namesOf(store)).not.toContain("cyd");
  expect(await asked(() => store.contents())).toEqual(["replica"]);
  for (const id of ["own 1", "own 2"]) {
    await store.write({ touch: [viewer(id)] });
    expect(await namesOf(store)).toEqual(expect.arrayContaining(["cyd", id]));
    const page = await store.tuples({}, { limit: 100 });
    expect(page.tuples).toContainEqual(viewer(id));
  }
  // Own writes to one store hold back no reads of another.
  expect(await asked(() => store.stores.open("else").contents())).toEqual(["replica"]);
  await standby.resumeReplay();
  await standby.caughtUp();
  expect(await asked(() => store.contents())).toEqual(["replica"]);
  expect(await namesOf(store)).toContain("own 2");
});

test("own writes that got their numbers are not missed either", async () => {
  const { store } = await process({ isSequencer: true });
  await standby.pauseReplay();
  await store.write({ touch: [viewer("numbered")] });
  await store.log.newest();
  expect(await namesOf(store)).toContain("numbered");
});

test("a replica that lags answers a token by waiting", async () => {
  const { store, asked } = await process({ replicaWaitMs: 10_000 });
  await standby.pauseReplay();
  const { token } = await other.write({ touch: [viewer("waited for")] });
  const reading = asked(async () => {
    expect(await namesOf(store, { consistency: { atLeast: token } })).toContain("waited for");
  });
  await sleep(200);
  await standby.resumeReplay();
  expect(await reading).toEqual(["replica"]);
});

test("and by asking the primary, where it takes too long", async () => {
  const { store, asked } = await process({ replicaWaitMs: 200 });
  await standby.pauseReplay();
  const { token } = await other.write({ touch: [viewer("too late")], delete: [viewer("ann")] });
  for (const consistency of [{ atLeast: token }, { exactly: token }]) {
    const started = performance.now();
    const names: string[] = [];
    const asking = asked(async () => names.push(...(await namesOf(store, { consistency }))));
    expect(await asking).toEqual(["primary", "replica"]);
    expect(performance.now() - started).toBeGreaterThan(200);
    expect(names).toContain("too late");
    expect(names).not.toContain("ann");
  }
});

test("no fast read is further behind than the bound", async () => {
  const replicaLagMs = 400;
  const { store } = await process({ replicaLagMs });
  await standby.pauseReplay();
  await other.write({ touch: [viewer("bounded")] });
  const written = performance.now();
  const reads: { readonly age: number; readonly isSeen: boolean }[] = [];
  while (performance.now() - written < 3 * replicaLagMs) {
    // Measured before the read: what it answers is of a later moment.
    const age = performance.now() - written;
    reads.push({ age, isSeen: (await namesOf(store)).includes("bounded") });
    await sleep(20);
  }
  // The replica did answer at first, or nothing would be said of it.
  expect(reads.some(({ isSeen }) => !isSeen)).toBe(true);
  expect(reads.filter(({ age, isSeen }) => age > replicaLagMs && !isSeen)).toEqual([]);
});

test("a replica of another database never answers", async () => {
  const admin = postgresJs(server.url, { max: 1, onnotice: () => undefined });
  await admin.unsafe("create database stranger");
  await admin.end();
  const stranger = new URL(server.url);
  stranger.pathname = "/stranger";
  const strange = processOn({ url: stranger.href }).store;
  await strange.write({ touch: [viewer("stranger")] });
  const { store } = processOn({ url: server.url, replicas: [stranger.href] });
  for (let i = 0; i < 5; i++) {
    expect(await namesOf(store)).not.toContain("stranger");
    await sleep(30);
  }
  const { token } = await other.write({ touch: [viewer("ours")] });
  expect(await namesOf(store, { consistency: { atLeast: token } })).toContain("ours");
});

test("a replica that fails is passed over, and no read fails for it", async () => {
  const { store, replica, asked } = await process();
  expect(await asked(() => store.contents())).toEqual(["replica"]);
  replica.refuse();
  replica.cut();
  expect(await namesOf(store)).toContain("ann");
  expect(await asked(() => store.contents())).toEqual(["primary"]);
  await replica.resume();
  expect(await asked(() => store.contents())).toEqual(["primary"]);
});

test("one that failed is asked again once it has answered on the side", async () => {
  const proxy = await tcpProxy(standby.url);
  afterAll(() => proxy.close());
  const replicas = new Replicas([databaseAt({ url: proxy.url }), databaseAt({ url: standby.url })], 50);
  afterAll(() => replicas.close());
  const { storeId } = parseToken((await other.count({})).token);
  const [first, second] = [replicas.next(storeId), replicas.next(storeId)];
  expect(replicas.next(storeId)).toBe(first);
  if (first !== undefined) replicas.passOver(first);
  proxy.refuse();
  const three = () => [1, 2, 3].map(() => replicas.next(storeId));
  expect(three()).toEqual([second, second, second]);
  await sleep(80);
  // Looked at, and still refused.
  expect(three()).toEqual([second, second, second]);
  await proxy.resume();
  await expect.poll(() => three().includes(first), { timeout: 5_000 }).toBe(true);
});

test("while a transaction of the application holds a write to a store, no replica answers fast reads of it", async () => {
  const { store, engine } = processOn({ url: server.url, replicas: [standby.url] });
  await store.contents();
  await sleep(100);
  await standby.pauseReplay();
  const client = postgresJs(server.url, { max: 1 });
  afterAll(() => client.end());
  await client.begin(async (tx) => {
    const [row] = await tx`
      insert into relata_transactions (store, at) values ('main', 0) returning id, pg_current_xact_id()::text as xid`;
    engine.expect({ store: "main", id: Number(row?.["id"]), xid: String(row?.["xid"]) });
    await tx`
      insert into relata_tuples (store, object_type, object_id, relation, subject_type, subject_id, subject_relation, made_in)
      values ('main', 'doc', 'a', 'viewer', 'user', 'of the application', '', ${row?.["id"]})`;
  });
  expect(await namesOf(store)).toContain("of the application");
  await sleep(100);
  expect(await namesOf(store)).toContain("of the application");
});

test("a server that only follows is read, and does not claim to know what is latest", async () => {
  const { token } = await other.write({ touch: [viewer("followed")] });
  const { store } = processOn({ url: standby.url, tokenWaitMs: 10_000 });
  expect(await namesOf(store, { consistency: { atLeast: token } })).toContain("followed");
  expect(await store.models.list()).toEqual([]);
  await expect(store.contents({ consistency: "latest" })).rejects.toMatchObject({
    code: "store_unavailable",
    message: /follows another/,
  });
  await expect(store.write({ touch: [viewer("x")] })).rejects.toMatchObject({ code: "store_unavailable" });
});
