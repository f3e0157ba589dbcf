import { expect } from "vitest";
import { askIds, askTuples, has, objects, sets, usages, usesUnder } from "./ask.ts";
import { promise, type OpenStore } from "./open-store.ts";
import { object, texts, tuple, tuples } from "./text.ts";

/** `has`, `sets`, `objects`, `usages` and `ids` answer what they name, with tuples on the wildcard object. */
export function questionsAreAnsweredNarrowly(open: OpenStore): void {
  promise(open, "`has` answers the tuple of exactly that subject", async (store) => {
    await store.write({
      touch: tuples("doc:a#viewer@user:ann", "doc:a#viewer@user:*", "doc:a#viewer@user:ann#friend"),
    });
    expect(await askTuples(store, has("doc:a#viewer@user:ann"))).toEqual(["doc:a#viewer@user:ann"]);
    expect(await askTuples(store, has("doc:a#viewer@user:*"))).toEqual(["doc:a#viewer@user:*"]);
    expect(await askTuples(store, has("doc:a#viewer@user:ann#friend"))).toEqual(["doc:a#viewer@user:ann#friend"]);
    expect(await askTuples(store, has("doc:a#viewer@user:bob"))).toEqual([]);
    expect(await askTuples(store, has("doc:a#editor@user:ann"))).toEqual([]);
  });

  promise(open, "`has` adds the tuple on the wildcard object", async (store) => {
    const both = ["doc:*#viewer@user:ann", "doc:a#viewer@user:ann"];
    await store.write({ touch: tuples(...both, "doc:b#viewer@user:ann") });
    expect(await askTuples(store, has("doc:a#viewer@user:ann"))).toEqual(both);
    expect(await askTuples(store, has("doc:new#viewer@user:ann"))).toEqual(["doc:*#viewer@user:ann"]);
    expect(await askTuples(store, has("doc:*#viewer@user:ann"))).toEqual(["doc:*#viewer@user:ann"]);
  });

  promise(open, "`sets` answers subject sets and wildcards, never plain members", async (store) => {
    await store.write({
      touch: tuples(
        "doc:a#viewer@user:ann",
        "doc:a#viewer@group:eng",
        "doc:a#viewer@group:eng#member",
        "doc:a#viewer@user:*",
      ),
    });
    expect(await askTuples(store, sets("doc:a#viewer"))).toEqual([
      "doc:a#viewer@group:eng#member",
      "doc:a#viewer@user:*",
    ]);
  });

  promise(open, "`sets` adds those on the wildcard object, which itself has only its own", async (store) => {
    const wide = "doc:*#viewer@group:all#member";
    await store.write({ touch: tuples(wide, "doc:*#viewer@user:ann", "doc:a#viewer@user:*", "doc:*#editor@user:*") });
    expect(await askTuples(store, sets("doc:a#viewer"))).toEqual([wide, "doc:a#viewer@user:*"]);
    expect(await askTuples(store, sets("doc:*#viewer"))).toEqual([wide]);
  });

  promise(open, "`objects` answers every tuple under the relation, and those on the wildcard object", async (store) => {
    const parents = ["doc:*#parent@folder:root", "doc:a#parent@folder:x", "doc:a#parent@folder:y#viewer"];
    await store.write({
      touch: tuples(...parents, "doc:a#owner@user:ann", "doc:b#parent@folder:z", "page:a#parent@folder:q"),
    });
    expect(await askTuples(store, objects("doc:a#parent"))).toEqual(parents);
    expect(await askTuples(store, objects("doc:*#parent"))).toEqual(["doc:*#parent@folder:root"]);
  });

  promise(open, "`usages` answers tuples of the entity and of its sets, not those of its wildcard", async (store) => {
    const used = ["doc:*#viewer@group:eng", "doc:a#viewer@group:eng", "doc:b#viewer@group:eng#member"];
    await store.write({
      touch: tuples(...used, "doc:a#viewer@group:*", "doc:a#viewer@group:ops", "group:eng#member@user:ann"),
    });
    expect(await askTuples(store, usages("group:eng"))).toEqual(used);
    expect(await askTuples(store, usages("group:*"))).toEqual(["doc:a#viewer@group:*"]);
  });

  promise(
    open,
    "`usages` of one use answers those alone: of one relation, one type and one kind of subject",
    async (store) => {
      await store.write({
        touch: tuples(
          "doc:a#viewer@group:eng#member",
          "doc:*#viewer@group:eng#member",
          "doc:a#viewer@group:eng",
          "doc:a#viewer@group:eng#owner",
          "doc:a#owner@group:eng#member",
          "page:a#viewer@group:eng#member",
          "doc:b#viewer@group:ops#member",
          "doc:b#viewer@group:*",
        ),
      });
      expect(await askTuples(store, usesUnder("group:eng#member", "doc#viewer"))).toEqual([
        "doc:*#viewer@group:eng#member",
        "doc:a#viewer@group:eng#member",
      ]);
      expect(await askTuples(store, usesUnder("group:eng", "doc#viewer"))).toEqual(["doc:a#viewer@group:eng"]);
      expect(await askTuples(store, usesUnder("group:*", "doc#viewer"))).toEqual(["doc:b#viewer@group:*"]);
      expect(await askTuples(store, usesUnder("group:eng", "page#viewer"))).toEqual([]);
    },
  );

  promise(
    open,
    "`ids` answers each id that a tuple or an attribute names, once and sorted, never `*`",
    async (store) => {
      await store.write({
        touch: tuples(
          "group:b#member@user:ann",
          "group:b#member@group:a#member",
          "doc:a#viewer@group:c",
          "group:*#member@group:*",
        ),
        attributes: [
          { object: object("group:d"), set: { size: 1 } },
          { object: object("group:*"), set: { size: 1 } },
          { object: object("group:a"), set: { size: null } },
        ],
      });
      expect(await askIds(store, "group")).toEqual(["a", "b", "c", "d"]);
      expect(await askIds(store, "user")).toEqual(["ann"]);
      expect(await askIds(store, "nothing")).toEqual([]);
    },
  );

  promise(open, "`ids` forgets an id with its last tuple and its last attribute", async (store) => {
    const change = { object: object("doc:a"), set: { size: 1 } };
    await store.write({ touch: tuples("doc:a#viewer@user:ann", "doc:b#viewer@user:bob"), attributes: [change] });
    await store.write({ delete: tuples("doc:a#viewer@user:ann") });
    expect(await askIds(store, "doc")).toEqual(["a", "b"]);
    await store.write({ attributes: [{ object: change.object, unset: ["size"] }] });
    expect(await askIds(store, "doc")).toEqual(["b"]);
    expect(await askIds(store, "user")).toEqual(["bob"]);
  });

  promise(open, "answers carry policies and windows, and leave out nothing for them", async (store) => {
    const carried = tuple("doc:a#viewer@group:eng#member", {
      policy: { name: "p", parameters: { region: "eu" } },
      until: "2000-01-01T00:00:00Z",
    });
    await store.write({ touch: [carried] });
    const text = texts([carried]);
    for (const wanted of [
      has("doc:a#viewer@group:eng#member"),
      sets("doc:a#viewer"),
      objects("doc:a#viewer"),
      usages("group:eng"),
      usesUnder("group:eng#member", "doc#viewer"),
    ]) {
      expect(await askTuples(store, wanted)).toEqual(text);
    }
  });

  promise(open, "a replaced tuple is answered once, with its new value", async (store) => {
    const key = "doc:a#viewer@user:*";
    await store.write({ touch: [tuple(key, { policy: { name: "p", parameters: {} } })] });
    await store.write({ touch: [tuple(key)] });
    for (const wanted of [has(key), sets("doc:a#viewer"), objects("doc:a#viewer"), usages("user:*")]) {
      expect(await askTuples(store, wanted)).toEqual([key]);
    }
  });
}
