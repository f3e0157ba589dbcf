import type { FilterInput, Relata } from "@relata/core";
import { formatTuple, type Tuple } from "@relata/model";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, filledRelata, STORES, TUPLES } from "../situation.ts";

const members = (count: number) => Array.from({ length: count }, (_, i) => `group:eng#member@user:u${i}`);

async function walk(tuples: AsyncIterable<Tuple>): Promise<readonly string[]> {
  const walked: string[] = [];
  for await (const tuple of tuples) walked.push(formatTuple(tuple));
  return walked;
}

describe.each(STORES)("the tuples of a store %s", (_, open) => {
  test.each<[FilterInput, number]>([
    [{}, TUPLES.length],
    [{ object: "client_abc:invoice:1" }, 3],
    [{ object: { type: "client_abc:invoice", id: "1" } }, 3],
    [{ object: { type: "group" } }, 4],
    [{ object: { id: "1" } }, 3],
    [{ relation: "member" }, 4],
    [{ object: { type: "client_abc:invoice" }, relation: "owner" }, 2],
    [{ subject: "user:carl" }, 2],
    [{ subject: { type: "user" } }, 9],
    [{ subject: "group:clerks#member" }, 1],
    [{ subject: { type: "group", relation: "member" } }, 2],
    [{ subject: { type: "group", relation: null } }, 0],
    [{ subject: { type: "folder", id: "plans" } }, 1],
    [{ subject: "user:*" }, 1],
    [{ object: undefined, subject: { type: undefined, id: "eve" } } as unknown as FilterInput, 1],
    [{ object: { type: "nothing" } }, 0],
  ])("that match %j are paged, walked and counted alike", async (filter, count) => {
    const relata = await filledRelata(open);
    const page = await relata.tuples(filter);
    expect(page.tuples).toHaveLength(count);
    expect(page.next).toBeUndefined();
    expect(await relata.count(filter)).toBe(count);
    const walked = await walk(relata.tuples(filter, { limit: 2 }));
    expect([...walked].sort()).toEqual(page.tuples.map(formatTuple).sort());
  });

  test("come page by page, of the state that the first page is of, whatever is written meanwhile", async () => {
    const relata = await emptyRelata(open);
    await relata.write(members(7));
    const first = await relata.tuples({ relation: "member" }, { limit: 3 });
    await relata.write({ delete: members(7), touch: ["group:eng#member@user:new"] });
    const second = await relata.tuples({ relation: "member" }, { limit: 3, after: first.next ?? "" });
    const third = await relata.tuples({ relation: "member" }, { limit: 3, after: second.next ?? "" });
    const all = [first, second, third].flatMap(({ tuples }) => tuples.map(formatTuple));
    expect(all.sort()).toEqual(members(7).sort());
    expect(third.next).toBeUndefined();
    expect(await relata.count({ relation: "member" }, { consistency: { exactly: first.token } })).toBe(7);
  });

  test("are walked from a page on, and twice alike", async () => {
    const relata = await emptyRelata(open);
    await relata.write(members(5));
    const listing = relata.tuples({}, { limit: 2 });
    const { next = "" } = await listing;
    const rest = await walk(relata.tuples({}, { limit: 2, after: next }));
    expect(rest).toHaveLength(3);
    const [once, again] = [await walk(listing), await walk(listing)];
    expect(once).toHaveLength(5);
    expect(again).toEqual(once);
    expect(once.slice(2)).toEqual(rest);
  });

  test("are not paged with the cursor of another filter, or of another store", async () => {
    const relata = await emptyRelata(open);
    await relata.write(members(3));
    await relata.store("elsewhere").write(members(3));
    const { next = "" } = await relata.tuples({}, { limit: 1 });
    const attempts: readonly (() => PromiseLike<unknown>)[] = [
      () => relata.tuples({ relation: "member" }, { after: next }),
      () => relata.store("elsewhere").tuples({}, { after: next }),
      () => relata.tuples({}, { after: "next" }),
    ];
    for (const attempt of attempts) expect((await failureOf(attempt)).code).toBe("invalid_cursor");
  });
});

test.each<[string, (relata: Relata) => unknown, string]>([
  ["a page of nothing", (relata) => relata.tuples({}, { limit: 0 }), "`limit` is a whole number, from 1 on"],
  ["half a page", (relata) => relata.tuples({}, { limit: 1.5 }), "`limit` is a whole number, from 1 on"],
  [
    "a filter that is text",
    (relata) => relata.tuples("folder:plans" as never),
    "a filter is `{ object, relation, subject }`",
  ],
  ["a filter with a slip", (relata) => relata.count({ objects: "folder:plans" } as never), "a filter is `{ object,"],
  ["a part with a slip", (relata) => relata.count({ object: { typ: "folder" } } as never), "a filter is `{ object,"],
])("%s is refused", async (_, attempt, message) => {
  const relata = await emptyRelata(memoryStore);
  const failure = await failureOf(() => attempt(relata));
  expect(failure.code).toBe("invalid_question");
  expect(failure.message).toContain(message);
});

test("text in a filter is a reference of the model", async () => {
  const relata = await emptyRelata(memoryStore);
  expect((await failureOf(() => relata.count({ object: "foldr:a" }))).message).toContain("did you mean `folder`?");
  expect((await failureOf(() => relata.count({ subject: "ann" }))).code).toBe("invalid_reference");
  expect((await failureOf(() => relata.tuples({}, { after: 5 as never }))).code).toBe("invalid_cursor");
});
