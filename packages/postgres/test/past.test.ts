import type { Tuple } from "@relata/model";
import type { Answer, Plan, Wanted } from "@relata/resolver";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import type { PageOptions } from "@relata/store";
import { afterAll, expect, test } from "vitest";

const { url, client } = await testDatabase();
// What it writes has no number, until a read needs it.
const store = postgres({ url, poolSize: 2, isSequencer: false });
afterAll(() => store.close());

const object = { type: "doc", id: "a" };
const tuples = ["ann", "bob"].map((id): Tuple => ({ object, relation: "viewer", subject: { type: "user", id } }));
const attributes = [{ object, values: { size: 1 } }];

const questions: readonly Wanted[] = [
  { ask: "objects", object, relation: "viewer" },
  { ask: "usages", entity: { type: "user", id: "ann" } },
  { ask: "attributes", object },
  { ask: "ids", type: "user" },
];

const unnumbered = async () => {
  const rows = await client.unsafe("select id from relata_transactions where number is null");
  return rows.length;
};

test("what was ended by a write that has no number yet is in the state before it, through every door", async () => {
  await store.write({ touch: tuples, attributes: [{ object, set: { size: 1 } }] });
  const { token, next: after } = await store.tuples({}, { limit: 1 });
  const consistency = { exactly: token };
  expect(await unnumbered()).toBe(0);
  await store.write({ delete: tuples, attributes: [{ object, unset: ["size"] }] });
  expect(await unnumbered()).toBe(1);

  expect(await store.contents({ consistency })).toMatchObject({ tuples, attributes });
  expect(await store.count({}, { consistency })).toMatchObject({ value: 2 });
  expect(await store.count({ object }, { consistency })).toMatchObject({ value: 2 });
  const second: PageOptions = { limit: 1, ...(after !== undefined && { after }) };
  expect((await store.tuples({}, second)).tuples).toEqual([tuples[1]]);
  const { value } = await store.read(
    function* (): Plan<readonly Answer[]> {
      return yield questions;
    },
    { consistency },
  );
  expect(value).toEqual([{ tuples }, { tuples: [tuples[0]] }, { attributes: { size: 1 } }, { ids: ["ann", "bob"] }]);
  expect(await unnumbered()).toBe(1);
  expect(await store.contents()).toMatchObject({ tuples: [], attributes: [] });
});
