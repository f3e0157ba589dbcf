import type { ListedSeveral, ListingPage, ListingPageInput, Relata } from "@relata/core";
import { isFailure, isWildcard } from "@relata/model";
import { NAMES, questions, worlds, type World } from "@relata/spec";
import { sqlite } from "@relata/sqlite";
import { memoryStore, type Store } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { asked, difference, relataOf, worldsToTry } from "./random-worlds.ts";

const named = questions.filter(({ subject, object }) => [...subject, object].every((one) => !isWildcard(one)));

type Ask = (page: ListingPageInput) => Promise<ListingPage<ListedSeveral>>;

/** Takes something away and adds something, between two pages. */
async function disturb(store: Store, world: World, other: World, round: number): Promise<void> {
  const gone = world.tuples.filter((_, i) => i % 3 === round % 3);
  await store.write({ delete: gone });
  const come = other.tuples.filter((_, i) => i % 2 === round % 2);
  await store.write({ touch: come });
}

async function inPages(ask: Ask, limit: number, between: (round: number) => Promise<void>) {
  const entries: ListedSeveral[] = [];
  let page = await ask({ limit });
  for (let round = 0; ; round++) {
    entries.push(...page.entries);
    expect(page.entries.length).toBeLessThanOrEqual(limit);
    if (page.next === undefined) return entries;
    await between(round);
    page = await ask({ limit, after: page.next });
  }
}

/** The list, or the failure of one of its candidates; a list of pages fails where the whole does. */
async function listed(list: PromiseLike<readonly ListedSeveral[]>): Promise<readonly ListedSeveral[] | string> {
  try {
    return await list;
  } catch (error) {
    if (isFailure(error, "paradox") || isFailure(error, "policy_failed")) return error.code;
    throw error;
  }
}

/** Without instants: how long it holds is told of what was decided, and a page decides less than a list. */
function textOf(entries: unknown): string {
  return JSON.stringify(entries, (_, part: unknown) => (typeof part === "bigint" ? undefined : part));
}

let pages = 0;

async function expectPages(
  relata: Relata,
  world: World,
  other: World,
  part: typeof named extends fc.Arbitrary<infer T> ? T : never,
  store: Store,
  limit: number,
) {
  const { subject, object, resource, ...rest } = asked({ ...part, permission: "view" });
  const input = { ...rest, permission: NAMES.slice(3) };
  const lists: readonly (readonly [PromiseLike<readonly ListedSeveral[]>, Ask])[] = [
    [
      relata.listObjects({ ...input, subject, type: object.type }),
      (page) => relata.listObjects({ ...input, subject, type: object.type }, page),
    ],
    ...["user", "group#member"].map((type) => {
      const question = { ...input, object, resource, type };
      return [relata.listSubjects(question), (page: ListingPageInput) => relata.listSubjects(question, page)] as const;
    }),
  ];
  for (const [list, ask] of lists) {
    const whole = await listed(list);
    const between = async (round: number) => {
      pages++;
      await disturb(store, world, other, round);
    };
    const parts = await listed(inPages(ask, limit, between));
    if (textOf(parts) !== textOf(whole))
      throw difference(whole, parts, world, { ...part, permission: "view" }, `pages of ${limit}`);
  }
}

test("pages of any size are the list as it was, over memory and over sqlite, while others write", async () => {
  const sizes = fc.integer({ min: 1, max: 3 });
  await fc.assert(
    fc.asyncProperty(worlds, worlds, named, sizes, async (world, other, part, limit) => {
      for (const store of [memoryStore(), sqlite(":memory:")]) {
        const relata = await relataOf(world, store);
        await expectPages(relata, world, other, part, store, limit);
        await relata.close();
      }
    }),
    worldsToTry(60),
  );
  console.log(`pages after which others wrote: ${pages}`);
  expect(pages).toBeGreaterThan(20);
});
