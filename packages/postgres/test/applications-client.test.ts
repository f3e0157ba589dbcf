import { parseInstant, type Tuple } from "@relata/model";
import { postgres, type PostgresTransaction } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { drizzle } from "drizzle-orm/postgres-js";
import postgresJs, { type Sql } from "postgres";
import { afterAll, expect, test } from "vitest";

const { url } = await testDatabase();
const other = await testDatabase();
const store = postgres(url);
// Its tables are there before any transaction of the application is.
await store.contents();
afterAll(() => store.close());

const until = parseInstant("2030-01-01T00:00:00.000000001Z");
const tuple: Tuple = {
  object: { type: "doc", id: "ä'\\" },
  relation: "owner",
  subject: { type: "group", id: "g", relation: "member" },
  policy: { name: "p", parameters: { level: 1 } },
  ...(until !== undefined && { until }),
};

/** A client with a parser, a serializer or a transform for whatever could be in the way. */
const client = postgresJs(url, {
  max: 1,
  transform: {
    ...postgresJs.camel,
    value: { from: (value: unknown) => (value instanceof Date ? { date: value } : value) },
  },
  types: {
    bigint: postgresJs.BigInt,
    text: {
      to: 25,
      from: [25],
      serialize: String,
      parse: (text: string) => ({ text }),
    },
    flag: {
      to: 16,
      from: [16],
      serialize: (value: unknown) => (value === true ? "t" : "f"),
      parse: (text: string) => (text === "t" ? "yes" : "no"),
    },
  },
});
afterAll(() => client.end());

/** What the application asks, with its own Date as a parameter, and its own ways with what comes back. */
function ask(sql: Pick<Sql, "unsafe">) {
  const query = `select $1::timestamptz as the_time, 9007199254740993::bigint as the_number, 'x'::text as the_text,
    true as the_flag, $2::text as the_empty`;
  return sql.unsafe(query, [new Date(0) as unknown as string, ""]);
}

test("the application's client is left as it was, and what it makes of rows makes nothing of ours", async () => {
  const before = await ask(client);
  expect(before[0]).toMatchObject({
    theTime: { date: new Date(0) },
    theNumber: 9007199254740993n,
    theFlag: "yes",
    theEmpty: { text: "" },
  });
  const attributes = [{ object: tuple.object, values: { level: 1, empty: "" } }];
  await client.begin("isolation level repeatable read", async (tx) => {
    const inside = store.in(tx);
    const written = await inside.write({
      touch: [tuple],
      attributes: [{ object: tuple.object, set: attributes[0]?.values ?? {} }],
    });
    expect(written).toMatchObject({ written: 1 });
    expect(await inside.write({ touch: [tuple] })).toMatchObject({ written: 0 });
    expect(await inside.contents()).toMatchObject({ tuples: [tuple], attributes });
    expect(await ask(tx)).toEqual(before);
  });
  expect(await ask(client)).toEqual(before);
  expect(await store.contents()).toMatchObject({ tuples: [tuple], attributes });
});

test("a client that changes whole rows is refused in words", async () => {
  const changing = postgresJs(url, { max: 1, transform: { row: { from: (row) => ({ rows: [row] }) } } });
  const act = changing.begin((tx) => store.in(tx).write({ touch: [tuple] }));
  await expect(act).rejects.toMatchObject({ code: "invalid_transaction" });
  await changing.end();
});

test("what is no transaction, or is one of another database, is refused", async () => {
  const client = other.client;
  expect(() => store.in(client as unknown as PostgresTransaction)).toThrow("what `sql.begin` of postgres.js gives");
  expect(() => store.in(drizzle(client))).toThrow("takes a transaction of drizzle");
  const elsewhere = other.client.begin(async (tx) => {
    await expect(store.in(tx).write({ touch: [tuple] })).rejects.toMatchObject({ code: "invalid_transaction" });
    // The transaction is as usable as it was.
    expect(await tx`select 1 as one`).toEqual([{ one: 1 }]);
  });
  await elsewhere;
});
