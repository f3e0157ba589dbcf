import { randomBytes } from "node:crypto";
import type { Tuple } from "@relata/model";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test } from "vitest";

const { url } = await testDatabase();
const store = postgres({ url, poolSize: 1 });
afterAll(() => store.close());

/** Text that does not compress. */
const noise = (sizeBytes: number) => randomBytes(sizeBytes).toString("base64url").slice(0, sizeBytes);

const [object, subject] = [noise(1_024), noise(1_024)];

test("two ids as long as ids may be stand in a tuple, with names as long as bare names may be", async () => {
  const name = "n".repeat(64);
  const tuple: Tuple = {
    object: { type: name, id: object },
    relation: name,
    subject: { type: name, id: subject, relation: name },
  };
  for (const of of [store, store.stores.open(noise(128))]) {
    await of.write({ create: [tuple] });
    expect((await of.contents()).tuples).toEqual([tuple]);
    await of.write({ delete: [tuple] });
    expect((await of.contents()).tuples).toEqual([]);
  }
});

test("a key that no index takes is refused by name, and nothing is written", async () => {
  const short: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
  const long: Tuple = {
    object: { type: noise(254), id: object },
    relation: noise(254),
    subject: { type: noise(254), id: subject },
  };
  await expect(store.write({ touch: [short, long] })).rejects.toMatchObject({
    code: "invalid_tuple",
    message: expect.stringMatching(
      new RegExp(`^the key of \`${long.object.type.slice(0, 40)}.* 2810 bytes.*: shorten`),
    ),
  });
  expect((await store.contents()).tuples).toEqual([]);
});

test("attributes have room for the longest names", async () => {
  const of = { type: noise(254), id: object };
  const name = noise(254);
  const long = store.stores.open("\u{1F600}".repeat(64));
  await long.write({ attributes: [{ object: of, set: { [name]: 1 } }] });
  expect((await long.contents()).attributes).toEqual([{ object: of, values: { [name]: 1 } }]);
});
