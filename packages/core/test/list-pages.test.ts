import { readModel, type ListingPage, type ListingPageInput, type Relata } from "@relata/core";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, filledRelata, NOON, STORES } from "./situation.ts";

const MEMBERS = { object: "group:eng", permission: "member", type: "user" };
const FOLDERS = { subject: "user:ann", permission: "view", type: "folder" };

type Page = (page: ListingPageInput) => ListingPage | Promise<ListingPage>;

/** All pages, each as the references that are on it. */
async function pagesOf(ask: Page, limit: number): Promise<readonly (readonly string[])[]> {
  const pages: (readonly string[])[] = [];
  let page = await ask({ limit });
  for (;;) {
    pages.push(page.entries.map(({ reference }) => reference));
    if (page.next === undefined) return pages;
    page = await ask({ limit, after: page.next });
  }
}

async function engineWith(open: Parameters<typeof emptyRelata>[0], tuples: readonly string[]): Promise<Relata> {
  const relata = await emptyRelata(open);
  await relata.write(tuples);
  return relata;
}

const eng = (...ids: readonly string[]) => ids.map((id) => `group:eng#member@user:${id}`);

describe.each(STORES)("a page of a list %s", (_, open) => {
  test("holds so many entries, and says where the next begins; the last one says nothing", async () => {
    const relata = await engineWith(open, eng("c", "a", "e", "d", "b"));
    const ask: Page = (page) => relata.listSubjects(MEMBERS, page);
    expect(await pagesOf(ask, 2)).toEqual([["user:a", "user:b"], ["user:c", "user:d"], ["user:e"]]);
    expect(await pagesOf(ask, 5)).toEqual([["user:a", "user:b", "user:c", "user:d", "user:e"]]);
    expect(await relata.listSubjects({ ...MEMBERS, object: "group:none" }, {})).toEqual({ entries: [] });
  });

  test("is of the state of the first one, whatever is written meanwhile", async () => {
    const relata = await engineWith(open, eng("a", "b", "c"));
    const first = await relata.listSubjects(MEMBERS, { limit: 1 });
    await relata.write({ delete: eng("a", "b"), touch: eng("bb", "d") });
    const second = await relata.listSubjects(MEMBERS, { limit: 5, after: first.next ?? "" });
    expect(second.entries.map(({ reference }) => reference)).toEqual(["user:b", "user:c"]);
    expect(second.next).toBeUndefined();
  });

  test("ends with the wildcard, once, with all that it does not reach", async () => {
    const relata = await engineWith(open, [
      "folder:f#viewer@user:*",
      "folder:f#viewer@user:a",
      "folder:f#viewer@user:b",
    ]);
    const ask: Page = (page) => relata.listSubjects({ object: "folder:f", permission: "view", type: "user" }, page);
    expect(await pagesOf(ask, 1)).toEqual([["user:a"], ["user:b"], ["user:*"]]);
    expect(await pagesOf(ask, 2)).toEqual([["user:a", "user:b"], ["user:*"]]);
    expect(await pagesOf(ask, 3)).toEqual([["user:a", "user:b", "user:*"]]);
  });

  test("is of the instant of the first one", async () => {
    let now = NOON;
    const relata = await emptyRelata(open, { clock: () => now });
    await relata.write(eng("a", "b", "c").map((tuple) => `${tuple} until 2026-03-02T12:00:00Z`));
    const first = await relata.listSubjects(MEMBERS, { limit: 1 });
    now += 24 * 60 * 60_000;
    expect((await relata.listSubjects(MEMBERS, { after: first.next ?? "" })).entries).toHaveLength(2);
    expect(await relata.listSubjects(MEMBERS)).toEqual([]);
  });

  test("cannot be asked for with a cursor of another question, or with none at all", async () => {
    const relata = await engineWith(open, [...eng("a", "b"), "group:ops#member@user:a"]);
    const { next = "" } = await relata.listSubjects(MEMBERS, { limit: 1 });
    const others = [
      { ...MEMBERS, object: "group:ops" },
      { ...MEMBERS, permission: ["member"] },
      { ...MEMBERS, type: "apikey" },
      { ...MEMBERS, now: "2026-03-02T11:00:00Z" },
      { ...MEMBERS, context: { region: "eu" } },
    ];
    for (const other of others) {
      expect(await failureOf(() => relata.listSubjects(other, { after: next }))).toMatchObject({
        code: "invalid_cursor",
        message: "the cursor is of another list: begin this one without a cursor",
      });
    }
    expect(await failureOf(() => relata.listObjects(FOLDERS, { after: next }))).toMatchObject({
      code: "invalid_cursor",
    });
    for (const after of ["", "x", next.slice(0, -8), 7 as unknown as string]) {
      expect(await failureOf(() => relata.listSubjects(MEMBERS, { after }))).toMatchObject({
        code: "invalid_cursor",
        message: "the cursor is none that a page ended with: pass one on as it came",
      });
    }
  });

  test("has at least one entry, and 1,000 unless it is said", async () => {
    const many = Array.from({ length: 1_001 }, (_, i) => `u${i}`);
    const relata = await engineWith(open, eng(...many));
    for (const limit of [0, -1, 1.5, Number.NaN])
      expect(await failureOf(() => relata.listSubjects(MEMBERS, { limit }))).toMatchObject({
        code: "invalid_question",
      });
    expect((await relata.listSubjects(MEMBERS, {})).entries).toHaveLength(1_000);
  });

  test("whose state has been forgotten cannot be had", async () => {
    const relata = await engineWith(open, eng("a", "b"));
    const { next = "" } = await relata.listSubjects(MEMBERS, { limit: 1 });
    await relata.write({ delete: eng("b") });
    await relata.collectGarbage({ before: new Date("2200-01-01") });
    expect(await failureOf(() => relata.listSubjects(MEMBERS, { after: next }))).toMatchObject({
      code: "snapshot_expired",
    });
  });

  test("may begin in a state that is named", async () => {
    const relata = await emptyRelata(open);
    const { token } = await relata.write(eng("a", "b"));
    await relata.write({ delete: eng("a", "b") });
    const question = { ...MEMBERS, consistency: { exactly: token } };
    expect(await pagesOf((page) => relata.listSubjects(question, page), 1)).toEqual([["user:a"], ["user:b"]]);
  });

  test("in a view is of the view, and its cursor holds nowhere else", async () => {
    const relata = await filledRelata(open);
    const view = await relata.at();
    const all = view.listObjects(FOLDERS).map(({ reference }) => reference);
    expect((await pagesOf((page) => view.listObjects(FOLDERS, page), 1)).flat()).toEqual(all);
    await relata.write(["folder:more#viewer@user:ann", "folder:most#viewer@user:ann"]);
    const { next: here = "" } = await relata.listObjects(FOLDERS, { limit: 1 });
    await relata.write(["folder:other#viewer@user:*"]);
    expect(await failureOf(() => view.listObjects(FOLDERS, { after: here }))).toMatchObject({ code: "invalid_cursor" });
    const { next: there = "" } = (await relata.at()).listObjects(FOLDERS, { limit: 1 });
    expect(await failureOf(() => relata.listObjects(FOLDERS, { after: there }))).toMatchObject({
      code: "invalid_cursor",
    });
  });
});

test("a cursor holds under the model that it was given under, and no other", async () => {
  const [, open] = STORES[0] as (typeof STORES)[number];
  const store = open();
  const relata = await emptyRelata(() => store);
  await relata.write(eng("a", "b"));
  const { next = "" } = await relata.listSubjects(MEMBERS, { limit: 1 });
  const { model } = readModel("model 1\ntype user\ntype group { relation member: user }");
  const other = await emptyRelata(() => store, { model });
  expect(await failureOf(() => other.listSubjects(MEMBERS, { after: next }))).toMatchObject({ code: "invalid_cursor" });
});
