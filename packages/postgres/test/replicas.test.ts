import { setTimeout as sleep } from "node:timers/promises";
import { tcpProxy } from "@relata/postgres-server";
import { parseToken } from "@relata/store";
import postgresJs from "postgres";
import { afterAll, beforeEach, expect, test } from "vitest";
import { databaseAt } from "../src/database-at.ts";
import { Replicas } from "../src/replicas.ts";
import { processOn } from "./engine-on.ts";
import { namesOf, other, reading, server, standby, viewer } from "./two-servers.ts";

beforeEach(async () => {
  await standby.resumeReplay();
  await other.write({ touch: [viewer("ann")] });
  await other.log.newest();
  await standby.caughtUp();
});

test("what a replica has, it answers: fast reads, reads with a token, and pages", async () => {
  const { store, asked } = await reading();
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
  const { store, asked } = await reading();
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

test("nor a write of its own that another process had made before under the same name", async () => {
  const { store } = await reading();
  await standby.pauseReplay();
  const named = { touch: [viewer("once")], idempotencyKey: "once" };
  await other.write(named);
  expect(await namesOf(store)).not.toContain("once");
  expect(await store.write(named)).toMatchObject({ isRepeat: true });
  expect(await namesOf(store)).toContain("once");
});

test("own writes that got their numbers are not missed either", async () => {
  const { store } = await reading({ isSequencer: true });
  await standby.pauseReplay();
  await store.write({ touch: [viewer("numbered")] });
  await store.log.newest();
  expect(await namesOf(store)).toContain("numbered");
});

test("a replica that lags answers a token by waiting", async () => {
  const { store, asked } = await reading({ replicaWaitMs: 10_000 });
  await standby.pauseReplay();
  const { token } = await other.write({ touch: [viewer("waited for")] });
  const answered = asked(async () => {
    expect(await namesOf(store, { consistency: { atLeast: token } })).toContain("waited for");
  });
  await sleep(200);
  await standby.resumeReplay();
  expect(await answered).toEqual(["replica"]);
});

test("and by asking the primary, where it takes too long", async () => {
  const { store, asked } = await reading({ replicaWaitMs: 200 });
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
  const { store, asked } = await reading({ replicaLagMs });
  let isStale = false;
  for (let i = 0; i < 5 && !isStale; i++) {
    await standby.pauseReplay();
    await expect.poll(() => asked(() => store.contents())).toEqual(["replica"]);
    const name = `bounded ${i}`;
    await other.write({ touch: [viewer(name)] });
    const written = performance.now();
    const reads: { readonly age: number; readonly isSeen: boolean }[] = [];
    while (performance.now() - written < 2 * replicaLagMs) {
      // Measured before the read: what it answers is of a later moment.
      const age = performance.now() - written;
      reads.push({ age, isSeen: (await namesOf(store)).includes(name) });
      await sleep(20);
    }
    expect(reads.filter(({ age, isSeen }) => age > replicaLagMs && !isSeen)).toEqual([]);
    isStale = reads.some(({ isSeen }) => !isSeen);
    await standby.resumeReplay();
    await standby.caughtUp();
  }
  // The replica did answer before the bound, or nothing would be said of it.
  expect(isStale).toBe(true);
});

test("where the primary is away, replicas answer fast reads until the bound, and then nobody answers", async () => {
  const { store, primary } = await reading({ replicaLagMs: 1_000, connectTimeoutMs: 2_000 });
  await expect.poll(() => store.contents().then(() => true)).toBe(true);
  primary.refuse();
  primary.cut();
  expect(await namesOf(store)).toContain("ann");
  await sleep(1_100);
  await expect(store.contents()).rejects.toMatchObject({ code: "store_unavailable" });
  await primary.resume();
  expect(await namesOf(store)).toContain("ann");
});

test("a replica of another database never answers", async () => {
  const admin = postgresJs(server.url, { max: 1, onnotice: () => undefined });
  await admin.unsafe("create database stranger");
  await admin.end();
  const stranger = new URL(server.url);
  stranger.pathname = "/stranger";
  const strange = processOn({ url: stranger.href }).store;
  await strange.write({ touch: [viewer("stranger")] });
  // It has more than any bound or token of ours asks for.
  const theirs = postgresJs(stranger.href, { max: 1 });
  await theirs`insert into relata_transactions (store, at) select 'main', 0 from generate_series(1, 1000)`;
  await theirs.end();
  await strange.log.newest();
  const { store } = processOn({ url: server.url, replicas: [stranger.href] });
  for (let i = 0; i < 5; i++) {
    expect(await namesOf(store)).not.toContain("stranger");
    await sleep(30);
  }
  const { token } = await other.write({ touch: [viewer("ours")] });
  expect(await namesOf(store, { consistency: { atLeast: token } })).toContain("ours");
});

test("a replica that fails is passed over, and no read fails for it", async () => {
  const { store, replica, asked } = await reading();
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

test("it cannot listen either, and so the log is looked at each second", async () => {
  const { store } = processOn({ url: standby.url });
  const after = await store.log.newest();
  let wakes = 0;
  const stop = store.log.listen(() => wakes++);
  await expect.poll(() => wakes, { timeout: 5_000 }).toBe(1);
  const number = await other.log.numberOf((await other.write({ touch: [viewer("polled for")] })).token);
  await expect.poll(() => wakes, { timeout: 5_000 }).toBe(2);
  expect((await store.log.revisions(after, 10)).revisions.map((one) => one.number)).toEqual([number]);
  stop();
});
