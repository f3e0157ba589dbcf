import { compareText, type Tuple } from "@relata/model";
import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, expect, test } from "vitest";

const { url, client } = await testDatabase();
const main = postgres({ url, poolSize: 3 });
afterAll(() => main.close());

function tuple(id: string, subject = "ann"): Tuple {
  return { object: { type: "doc", id }, relation: "viewer", subject: { type: "user", id: subject } };
}

const connections = async () => {
  const [row] = await client.unsafe<{ count: number }[]>(`
    select count(*)::int as count from pg_stat_activity where datname = current_database() and application_name = 'relata'`);
  return row?.count ?? 0;
};

test("a hundred stores share the connections of their database, and closing one of them closes nothing", async () => {
  const names = Array.from({ length: 100 }, (_, i) => `tenant ${i}`);
  await Promise.all(names.map((name, i) => main.stores.open(name).write({ touch: [tuple(`${i}`)] })));
  expect(await connections()).toBeLessThanOrEqual(3);
  await main.stores.open("tenant 7").close();
  expect((await main.stores.open("tenant 7").contents()).tuples).toEqual([tuple("7")]);
  expect(await main.stores.list()).toEqual([...names].sort(compareText));
});

test("a store that is deleted while it is written to keeps nothing of a write that came before, and no half of any", async () => {
  const others = Array.from({ length: 3 }, () => postgres({ url, poolSize: 2 }));
  const neighbour = main.stores.open("neighbour");
  await neighbour.write({ touch: [tuple("a")] });
  const over = new AbortController();
  const writers = others.map(async (database, w) => {
    const store = database.stores.open("deleted");
    for (let i = 0; !over.signal.aborted; i++) {
      // The first is there already, where the store was not deleted since.
      await store.write({ touch: [tuple("a"), tuple(`${w} ${i} left`), tuple(`${w} ${i} right`)] });
    }
    await database.close();
  });
  for (let i = 0; i < 10; i++) {
    await main.stores.delete("deleted");
    const { tuples } = await main.stores.open("deleted").contents();
    const ids = new Set(tuples.map(({ object: { id } }) => id));
    expect([...ids].filter((id) => id.endsWith("left")).every((id) => ids.has(id.replace("left", "right")))).toBe(true);
    expect(ids.size % 2 === 1 || ids.size === 0).toBe(true);
  }
  over.abort();
  await Promise.all(writers);
  expect((await neighbour.contents()).tuples).toEqual([tuple("a")]);
});

test("a number never comes again, also where the store of the highest one is deleted", async () => {
  const last = main.stores.open("last");
  for (let i = 0; i < 3; i++) await last.write({});
  const highest = await last.log.newest();
  expect(await main.stores.delete("last")).toBe(true);
  expect(await main.stores.list()).not.toContain("");
  await main.write({});
  expect(await main.log.newest()).toBe(highest + 1);
  // What keeps a number from coming again is one row, however often stores are deleted.
  await last.write({});
  await main.stores.delete("last");
  await main.write({});
  await main.collectGarbage({ before: Number.MAX_SAFE_INTEGER });
  expect(await client.unsafe("select 1 from relata_transactions where store = ''")).toHaveLength(1);
});
