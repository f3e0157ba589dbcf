import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll } from "vitest";
import { describeWatch } from "../../core/test/watch/describe-watch.ts";

const { url } = await testDatabase();
const clock = { now: () => 0 };
const database = postgres({ url, poolSize: 4, clock: () => clock.now() });
afterAll(() => database.close());

let stores = 0;
// Each world in a store of its own, of one database: its numbers have gaps.
const open = (now: () => number) => {
  clock.now = now;
  return database.stores.open(`watched-${stores++}`);
};

describeWatch("on PostgreSQL", open, 20);
