import { setTimeout as sleep } from "node:timers/promises";
import type { Tuple } from "@relata/model";
import type { PostgresStore } from "@relata/postgres";
import type { Consistency, ConsistencyToken } from "@relata/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { processOn } from "./engine-on.ts";
import { meanwhile, type Meanwhile } from "./meanwhile.ts";
import { server, standby } from "./two-servers.ts";

/*
 * The two cases of §2.2 of the Zanzibar paper, on real servers: two writers, a reader on another connection, and a reader on a
 * standby whose replay stops and goes on as it likes.
 */

/** Alice's and Charlie's processes, and one for each of those who read. */
const [alice, charlie] = [processOn({ url: server.url }).store, processOn({ url: server.url }).store];
const readers: readonly [string, PostgresStore][] = [
  ["on another connection", processOn({ url: server.url }).store],
  [
    "on a standby",
    processOn({ url: server.url, replicas: [standby.url], replicaWaitMs: 20, replicaLagMs: 60_000 }).store,
  ],
];

const folder = (round: string) => ({ type: "folder", id: round });
const aclOf = (round: string): Tuple => ({
  object: folder(round),
  relation: "viewer",
  subject: { type: "user", id: "bob" },
});
const contentOf = (round: string): Tuple => ({
  object: { type: "doc", id: round },
  relation: "parent",
  subject: folder(round),
});

/** What of a round is to be seen: the old access list, or the new content. */
async function seen(store: PostgresStore, round: string, consistency: Consistency) {
  const { value } = await store.read(
    function* () {
      const [acl, content] = yield [
        { ask: "objects", object: folder(round), relation: "viewer" },
        { ask: "objects", object: { type: "doc", id: round }, relation: "parent" },
      ];
      const some = (answer: typeof acl) => answer !== undefined && "tuples" in answer && answer.tuples.length > 0;
      return { oldAcl: some(acl), newContent: some(content) };
    },
    { consistency },
  );
  return value;
}

const ROUNDS = process.env["RELATA_LONG"] === "1" ? 300 : 15;
let rounds = 0;

/** One round: Bob may view the folder; Alice takes that away, and tells Charlie, who adds to the folder and has a token. */
async function newContent(round: string): Promise<ConsistencyToken> {
  await alice.write({ delete: [aclOf(round)] });
  const { token } = await charlie.write({ touch: [contentOf(round)] });
  return token;
}

/** Lets the standby replay, or not, for random times, until stopped. */
function replayByChance(maxMs: number): Meanwhile {
  const pauses = fc.sample(fc.integer({ min: 1, max: maxMs }), 8);
  return meanwhile(async (n) => {
    const ms = pauses[n % pauses.length] ?? 0;
    await standby.pauseReplay();
    await sleep(ms);
    await standby.resumeReplay();
    await sleep(ms / 2);
  });
}

describe.each(readers)("a reader %s", (_, reader) => {
  test("never sees the new content with the old access list, in whatever state it reads", async () => {
    const replay = replayByChance(40);
    const met = new Set<string>();
    for (let i = 0; i < ROUNDS; i++) {
      const round = String(rounds++);
      await alice.write({ touch: [aclOf(round)] });
      const looking = meanwhile(async () => {
        const { oldAcl, newContent: content } = await seen(reader, round, "fast");
        expect([round, oldAcl && content]).toEqual([round, false]);
        met.add(JSON.stringify({ oldAcl, content }));
      });
      await newContent(round);
      await looking.stop();
    }
    await replay.stop();
    // It looked before, between and after; else the test would say little.
    expect(met.size).toBeGreaterThan(1);
  });

  test("sees no old access list once the content's token says how new it is", async () => {
    const replay = replayByChance(120);
    for (let i = 0; i < ROUNDS; i++) {
      const round = String(rounds++);
      await alice.write({ touch: [aclOf(round)] });
      const token = await newContent(round);
      expect(await seen(reader, round, { atLeast: token })).toEqual({ oldAcl: false, newContent: true });
      expect(await seen(reader, round, { exactly: token })).toEqual({ oldAcl: false, newContent: true });
    }
    await replay.stop();
  });

  test("nor where the token is that of a check, made when the content was changed", async () => {
    const round = String(rounds++);
    await alice.write({ touch: [aclOf(round)] });
    await standby.caughtUp();
    await standby.pauseReplay();
    await alice.write({ delete: [aclOf(round)] });
    // Charlie's application asks whether he may, and keeps the token of the answer with the content.
    const { token } = await charlie.count({ object: folder(round) }, { consistency: "latest" });
    expect((await seen(reader, round, { atLeast: token })).oldAcl).toBe(false);
    await standby.resumeReplay();
  });
});

test("without a token the standby does show the old access list: the cases above are not there by chance", async () => {
  const [, onStandby] = readers[1] ?? [];
  const round = String(rounds++);
  await alice.write({ touch: [aclOf(round)] });
  await standby.caughtUp();
  await standby.pauseReplay();
  await alice.write({ delete: [aclOf(round)] });
  expect(onStandby && (await seen(onStandby, round, "fast"))).toEqual({ oldAcl: true, newContent: false });
  await standby.resumeReplay();
});
