import { createRelata } from "@relata/core";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test } from "vitest";
import { model } from "../../core/test/situation.ts";
import { describeWatch } from "../../core/test/watch/describe-watch.ts";
import { Follower, saidOf } from "../../core/test/watch/follower.ts";

const { url } = await testDatabase();
const clock = { now: Date.now };
const database = postgres({ url, poolSize: 4, clock: () => clock.now() });
const another = postgres({ url, poolSize: 2 });
afterAll(async () => {
  await database.close();
  await another.close();
});

let stores = 0;
// Each world in a store of its own, of one database: its numbers have gaps.
const open = (now: () => number) => {
  clock.now = now;
  return database.stores.open(`watched-${stores++}`);
};

describeWatch("on PostgreSQL", open, 20);

const member = (i: number) => `group:eng#member@user:u${i % 5}`;

test("what many write at once, here and from elsewhere, is told in one order, each change once", async () => {
  clock.now = Date.now;
  const history = { automatic: false };
  const here = await createRelata({ model, store: database, history });
  const elsewhere = await createRelata({ model, store: another, history });
  const follower = new Follower();
  const watch = elsewhere.watch({ after: await elsewhere.token() });
  const write = async (w: number) => {
    const relata = w % 2 === 0 ? here : elsewhere;
    for (let i = 0; i < 25; i++) {
      if (i % 3 === 0) await relata.write({ delete: [member(i + w)] });
      else await relata.write([`${member(i + w)} until 2100-01-0${(i % 9) + 1}T00:00:00Z`, member(i + w + 1)]);
    }
  };
  const following = (async () => {
    for await (const event of watch) {
      follower.follow(event);
      if (follower.said().some((said) => said.startsWith("folder:last"))) break;
    }
  })();
  await Promise.all([0, 1, 2, 3, 4, 5].map(write));
  await here.write(["folder:last#viewer@user:ann"]);
  await following;
  expect(follower.kinds.filter((kind) => kind === "revision").length).toBeGreaterThan(20);
  expect(follower.said()).toEqual(saidOf(await here.contents({ consistency: "latest" })));
});
