import { compareObjects, compareText } from "@relata/model";
import { expect } from "vitest";
import { allTuples, ask, askIds, askTuples, has, objects, sets, usages } from "./ask.ts";
import { promise, type OpenStore } from "./open-store.ts";
import { object, tuple, tuples } from "./text.ts";

const IDS = [
  "ann@example.com",
  "arn:aws:s3:::b",
  "a/b",
  "ü",
  "u\u0308",
  "🎉",
  "\uFF5E",
  "%",
  "_",
  "a%",
  "a_b",
  "'",
  '"',
  "';--",
  "\\",
  "NULL",
  "null",
  "0",
  "00",
  "1e3",
  "[1]",
  "x".repeat(1_024),
];

/** Ids and names are compared character by character: no pattern, no case folding, no normalisation, no numbers. */
export function namesAreExact(open: OpenStore): void {
  promise(open, "an id may hold any character that ids may hold, on both sides of a tuple", async (store) => {
    const written = IDS.map((id) => ({
      object: { type: "doc", id },
      relation: "viewer",
      subject: { type: "user", id, relation: "member" },
    }));
    await store.write({ create: written });
    for (const one of written) {
      const wanted = { ask: "has", ...one } as const;
      expect(await ask(store, [wanted, { ask: "usages", entity: one.subject }])).toEqual([
        { tuples: [one] },
        { tuples: [one] },
      ]);
    }
  });

  promise(open, "contents are in canonical order: by UTF-16 code unit, not by bytes or alphabet", async (store) => {
    const ids = [...IDS, "b", "B", "a", "A", "é", "z"];
    const attributes = ids.map((id) => ({ object: { type: "doc", id }, set: { id } }));
    await store.write({ touch: ids.map((id) => tuple(`doc:${id}#viewer@user:${id}`)), attributes });
    const contents = await store.contents();
    const sorted = [...ids].sort(compareText);
    expect(contents.tuples.map((one) => one.object.id)).toEqual(sorted);
    expect(contents.attributes.map((one) => one.object)).toEqual(
      ids.map((id) => ({ type: "doc", id })).sort(compareObjects),
    );
    expect(await askIds(store, "user")).toEqual(sorted);
  });

  promise(open, "upper and lower case are different, in every part", async (store) => {
    const two = ["Doc:A#Viewer@User:A", "doc:a#viewer@user:a"];
    await store.write({ create: tuples(...two) });
    expect(await allTuples(store)).toEqual(two);
    expect(await askTuples(store, has("Doc:A#Viewer@User:a"))).toEqual([]);
    expect(await askTuples(store, has("doc:A#viewer@user:a"))).toEqual([]);
    expect(await askTuples(store, usages("user:A"))).toEqual([]);
    expect(await askTuples(store, usages("User:A"))).toEqual(["Doc:A#Viewer@User:A"]);
    expect(await askIds(store, "USER")).toEqual([]);
  });

  promise(open, "characters of patterns match only themselves", async (store) => {
    await store.write({ touch: tuples("doc:abc#viewer@user:abc", "doc:%#viewer@user:_") });
    for (const id of ["%", "a%", "a_c", "?", "a*", "[a]bc", "."]) {
      const found = id === "%" ? ["doc:%#viewer@user:_"] : [];
      expect(await askTuples(store, objects(`doc:${id}#viewer`))).toEqual(found);
      expect(await askTuples(store, usages(`user:${id}`))).toEqual([]);
    }
  });

  promise(open, "a type and its namespaced neighbour do not meet", async (store) => {
    const one = { object: object("doc:a"), relation: "viewer", subject: { type: "org:user", id: "1" } };
    await store.write({ touch: [one] });
    expect(await ask(store, [{ ask: "usages", entity: { type: "org", id: "user:1" } }])).toEqual([{ tuples: [] }]);
    expect(await ask(store, [{ ask: "usages", entity: { type: "org:user", id: "1" } }])).toEqual([{ tuples: [one] }]);
  });

  promise(open, "text that is SQL is text", async (store) => {
    const text = "'); drop table relata_tuples; --";
    const one = { object: { type: text, id: text }, relation: text, subject: { type: text, id: text, relation: text } };
    await store.write({ touch: [one], attributes: [{ object: one.object, set: { [text]: text } }] });
    const contents = await store.contents();
    expect(contents.tuples).toEqual([one]);
    expect(contents.attributes).toEqual([{ object: one.object, values: { [text]: text } }]);
    expect(await askTuples(store, sets("doc:a#viewer"))).toEqual([]);
  });
}
