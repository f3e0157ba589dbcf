import { expect } from "vitest";
import { matches } from "../matches.ts";
import type { PageCursor, PageOptions } from "../paging.ts";
import type { TupleFilter } from "../store.ts";
import { allAttributePages, allTuplePages } from "./all-pages.ts";
import { BUSY_DAY, MORNING } from "./busy-day.ts";
import { CROSSED, everyFilter } from "./every-filter.ts";
import { attributesText } from "./observe.ts";
import { expectFailure, promise, type OpenStore } from "./open-store.ts";
import { instant, object, texts, tuple, tuples } from "./text.ts";

const NOW = instant("2026-01-01T00:00:00Z");
const URL_TEXT = /^[\w.~!*'()%-]+$/;

/** Lists of tuples and of attributes, page by page, and counts. */
export function pagesAreOfOneState(open: OpenStore): void {
  promise(open, "a list of nothing is one empty page, and the last", async (store) => {
    expect(await store.tuples({}, { limit: 1 })).toEqual({ tuples: [], token: expect.any(String) });
    expect(await store.attributes({ limit: 1 })).toEqual({ attributes: [], token: expect.any(String) });
    expect((await store.count({})).value).toBe(0);
  });

  promise(
    open,
    "pages of any size hold everything once, in one order, and all are full but the last",
    async (store) => {
      await store.write(MORNING);
      const { tuples: all, attributes } = await store.contents();
      const [order = []] = await allTuplePages(store, {}, { limit: 1_000 });
      expect(texts(order)).toEqual(texts(all));
      const [objects = []] = await allAttributePages(store, { limit: 1_000 });
      for (const limit of [1, 2, 3, 7, 8, 9]) {
        const pages = await allTuplePages(store, {}, { limit });
        const attributePages = await allAttributePages(store, { limit });
        expect(pages.flat()).toEqual(order);
        expect(attributePages.flat()).toEqual(objects);
        for (const page of [...pages.slice(0, -1), ...attributePages.slice(0, -1)]) expect(page).toHaveLength(limit);
        for (const page of [pages.at(-1), attributePages.at(-1)]) expect(page).not.toEqual([]);
      }
      expect(objects.map(attributesText).sort()).toEqual(attributes.map(attributesText).sort());
    },
  );

  promise(open, "a filter of any parts lists and counts what has them all, and nothing else", async (store) => {
    await store.write({ touch: CROSSED });
    for (const filter of everyFilter()) {
      const expected = texts(CROSSED.filter((one) => matches(filter, one)));
      const listed = (await allTuplePages(store, filter, { limit: 5 })).flat();
      const { value } = await store.count(filter);
      expect([filter, texts(listed), value]).toEqual([filter, expected, expected.length]);
    }
  });

  promise(open, "parts are compared as text: wildcards and patterns match only themselves", async (store) => {
    await store.write({ touch: tuples("doc:*#viewer@user:*", "doc:a#viewer@user:a", "doc:%#viewer@user:_") });
    for (const [id, found] of [
      ["*", "doc:*#viewer@user:*"],
      ["%", "doc:%#viewer@user:_"],
      ["A", undefined],
    ] as const) {
      const listed = (await store.tuples({ object: { type: "doc", id } }, { limit: 9 })).tuples;
      expect(texts(listed)).toEqual(found === undefined ? [] : [found]);
    }
  });

  promise(
    open,
    "a list goes on over the state that it began with, whatever is written between pages",
    async (store) => {
      await store.write(MORNING);
      const before = await store.contents();
      for (const [, act] of BUSY_DAY.slice(0, 4)) await act(store);
      const now = await store.contents();
      const acts = BUSY_DAY.slice(4).values();
      const found = await allTuplePages(
        store,
        {},
        { limit: 1 },
        async () => void (await acts.next().value?.[1](store)),
      );
      expect(texts(found.flat())).toEqual(texts(now.tuples));
      const old = await allTuplePages(store, {}, { limit: 1, consistency: { exactly: before.token } }, async (page) => {
        await store.write({ touch: tuples(`doc:page-${page}#viewer@user:ann`) });
      });
      expect(texts(old.flat())).toEqual(texts(before.tuples));
    },
  );

  promise(open, "so does a list of attributes, and it shows no object in part", async (store) => {
    await store.write(MORNING);
    const before = await store.contents();
    const pages = await allAttributePages(store, { limit: 1 }, async (page) => {
      const change = { set: { size: page, other: page }, unset: ["status"] };
      await store.write({
        attributes: ["doc:a", "doc:b", `doc:${page}`].map((of) => ({ object: object(of), ...change })),
      });
      await store.write({ attributes: [{ object: object("doc:c"), unset: ["size", "other"] }] });
    });
    expect(pages.flat().map(attributesText).sort()).toEqual(before.attributes.map(attributesText).sort());
  });

  promise(open, "every page says of which state it is, and later pages are asked for no other", async (store) => {
    await store.write(MORNING);
    const first = await store.tuples({}, { limit: 2 });
    await store.deleteMatching({});
    const rest = await store.tuples({}, { ...nextOf(first, 100), consistency: "latest" });
    const { tuples: whole } = await store.contents({ consistency: { exactly: rest.token } });
    expect(texts([...first.tuples, ...rest.tuples])).toEqual(texts(whole));
    expect(await store.log.numberOf(rest.token)).toBe(await store.log.numberOf(first.token));
  });

  promise(open, "tuples come with all that they carry", async (store) => {
    const carried = tuple("doc:a#viewer@group:*", {
      policy: { name: "p", parameters: { x: [null, { y: "ü" }] } },
      from: "1960-01-01T00:00:00.000000001Z",
      until: "2027-01-01T00:00:00Z",
    });
    await store.write({ touch: [carried] });
    expect((await store.tuples({}, { limit: 1 })).tuples).toEqual([carried]);
    await store.write({ delete: [carried] });
  });

  promise(open, "a cursor may stand in a URL, whatever was listed", async (store) => {
    const ids = ["a b", "ü", "🎉", "'", '"', "%41", "a&b=c", "\\", "x".repeat(1_024)];
    const touch = ids.map((id) => tuple(`doc:${id}#viewer@user:${id}`));
    await store.write({ touch, attributes: ids.map((id) => ({ object: { type: "doc", id }, set: { size: 1 } })) });
    for (const filter of [{}, { relation: "viewer" }, { object: { type: "doc" } }]) {
      const { next } = await store.tuples(filter, { limit: 1 });
      expect(next).toMatch(URL_TEXT);
      expect((await allTuplePages(store, filter, { limit: 1 })).flat()).toHaveLength(ids.length);
    }
    expect((await allAttributePages(store, { limit: 1 })).flat()).toHaveLength(ids.length);
  });

  promise(open, "a cursor of another list, and text that is none, are refused", async (store) => {
    await store.write(MORNING);
    const filter: TupleFilter = { object: { type: "doc" } };
    const ofAll = nextOf(await store.tuples({}, { limit: 1 }));
    const ofDocs = nextOf(await store.tuples(filter, { limit: 1 }));
    const ofAttributes = nextOf(await store.attributes({ limit: 1 }));
    const others: readonly TupleFilter[] = [{}, { object: { type: "folder" } }, { subject: { type: "doc" } }];
    for (const other of others) await expectFailure("invalid_cursor", () => store.tuples(other, ofDocs));
    await expectFailure("invalid_cursor", () => store.tuples(filter, ofAll));
    await expectFailure("invalid_cursor", () => store.tuples({}, ofAttributes));
    await expectFailure("invalid_cursor", () => store.attributes(ofAll));
    for (const text of ["", "x", "%", "null", "[]", "[1,2]", `${ofAll.after}x`, `${ofAll.after?.slice(1)}`]) {
      await expectFailure("invalid_cursor", () => store.tuples({}, { limit: 1, after: text as PageCursor }));
      await expectFailure("invalid_cursor", () => store.attributes({ limit: 1, after: text as PageCursor }));
    }
  });

  promise(open, "a limit is a whole number from 1 on", async (store) => {
    await store.write(MORNING);
    for (const limit of [0, -1, 1.5, Number.NaN, Infinity]) {
      const code = "invalid_question";
      await expectFailure(code, () => store.tuples({}, { limit }));
      await expectFailure(code, () => store.attributes({ limit }));
      await expectFailure(code, () => store.deleteMatching({}, { limit }));
      await expectFailure(code, () => store.log.revisions(0, limit));
      await expectFailure(code, () => store.log.edges({ after: NOW, until: NOW, limit }));
    }
    expect((await store.count({})).value).toBe(MORNING.touch?.length);
  });

  promise(open, "a closed store lists and counts nothing", async (store) => {
    await store.close();
    await expectFailure("closed", () => store.tuples({}, { limit: 1 }));
    await expectFailure("closed", () => store.attributes({ limit: 1 }));
    await expectFailure("closed", () => store.count({}));
    await expectFailure("closed", () => store.deleteMatching({}));
  });
}

/** The options for the page after that one. */
function nextOf({ next }: { readonly next?: PageCursor }, limit = 1): PageOptions {
  if (next === undefined) throw new TypeError("expected another page");
  return { limit, after: next };
}
