import type { SubjectRef } from "@relata/model";
import { DENIED, QuickCheck, ResidentGraph, UNSURE } from "@relata/resident";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Names } from "../src/names.ts";
import { FIRST, NOBODY, NOTHING, STAR } from "../src/numbers.ts";
import { References } from "../src/references.ts";
import { compiled } from "./compiled.ts";

const TYPES: readonly (readonly [string, string])[] = [
  ["user", ":"],
  ["app:user", ":"],
  // Not declared, and so told apart from declared ones by what stands before the id.
  ["app", "\0"],
  ["user:app", "\0"],
  ["u", "\0"],
];

const ids = fc.oneof(
  fc.constantFrom("user:ann", "app:user:ann", "ann", ":ann", "app", "0", "1", "__proto__", "constructor", "ä/ö"),
  fc.string({ minLength: 1, maxLength: 4 }).filter((id) => id !== "*" && !id.includes("\0")),
);

describe("the names of a graph", () => {
  test("are numbers of their own in each type, in the order in which they were met, and are read back", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...TYPES), ids), { maxLength: 60, size: "max" }), (met) => {
        const references = new References();
        const known = new Map<string, string[]>();
        const all = new Map(TYPES.map(([type, separator]) => [type, new Names(references, type, separator)]));
        for (const [[type], id] of met) {
          const names = all.get(type) as Names;
          const before = known.get(type) ?? [];
          known.set(type, before);
          expect(names.find(id)).toBe(before.includes(id) ? FIRST + before.indexOf(id) : -1);
          if (!before.includes(id)) before.push(id);
          expect(names.number(id)).toBe(FIRST + before.indexOf(id));
          expect(names.number(id)).toBe(names.find(id));
        }
        for (const [[type]] of met) {
          const names = all.get(type) as Names;
          const of = known.get(type) ?? [];
          expect(names.size).toBe(FIRST + of.length);
          of.forEach((id, i) => {
            expect(names.id(FIRST + i)).toBe(id);
            const place = references.find(names.text(FIRST + i));
            expect([references.typeName(references.typeAt(place)), references.numberAt(place)]).toEqual([
              type,
              FIRST + i,
            ]);
          });
        }
      }),
      { numRuns: 30 },
    );
  });

  test("have the wildcard from the beginning, and nothing for the two that nobody is", () => {
    const references = new References();
    const names = new Names(references, "user", ":");
    expect([names.find("*"), names.id(STAR), names.text(STAR), references.find("user:*")]).toEqual([
      0,
      "*",
      "user:*",
      0,
    ]);
    for (const nobody of [NOBODY, NOTHING, FIRST]) expect(() => names.id(nobody)).toThrow("invariant");
    expect([names.find(""), references.find(""), references.find("user:")]).toEqual([-1, -1, -1]);
  });

  test("count their bytes: of a text its characters, and a constant besides", () => {
    const references = new References();
    const names = new Names(references, "user", ":");
    const before = names.bytes + references.bytes;
    for (let i = 0; i < 1_000; i++) names.number(`0123456789-${1_000 + i}`);
    const each = (names.bytes + references.bytes - before) / 1_000;
    expect(each).toBeGreaterThan(60);
    expect(each).toBeLessThan(120);
  });
});

describe("texts that look like references", () => {
  const model = compiled(`
    model 1
    type user
    type doc { relation viewer: user  permission view = viewer }
  `);
  const ghost = { type: "ghost", id: "g" };
  const graph = new ResidentGraph(model, [
    { object: { type: "doc", id: "d" }, relation: "viewer", subject: { type: "user", id: "ann" } },
    { object: { type: "doc", id: "d" }, relation: "viewer", subject: ghost },
    { object: ghost, relation: "viewer", subject: { type: "user", id: "ann" } },
  ]);
  const quick = new QuickCheck(graph);

  test.each([
    "ann",
    "",
    ":",
    "user",
    "user:",
    "user:*",
    "user:b en",
    " user:ann",
    "user:ann#view",
    "ghost:g",
    "ghost\0g",
  ])("%j as a subject are not answered", (subject) => expect(quick.decideGiven(subject, "view", "doc:d")).toBe(UNSURE));

  test.each(["d", "", "doc:", "doc:e#view", "user:d", "ghost:g", "ghost\0g"])(
    "%j as an object are not answered",
    (object) => expect(quick.decideGiven("user:ann", "view", object)).toBe(UNSURE),
  );

  test("who and what was never met is denied what only tuples give", () => {
    expect(quick.decideGiven("user:ben", "view", "doc:d")).toBe(DENIED);
    expect(quick.decideGiven({ type: "user", id: "ann" }, "view", { type: "doc", id: "e" })).toBe(DENIED);
  });

  test.each([
    { type: "user", id: "" },
    { type: "ghost", id: "g" },
    { type: "user", id: "ben", relation: "view" },
    { id: "ann" },
  ])("%j as a subject is not answered", (subject) =>
    expect(quick.decideGiven(subject as SubjectRef, "view", "doc:d")).toBe(UNSURE),
  );

  test.each(["", "edit", "__proto__", "toString", "view "])("%j is no name, and leaves nothing behind", (name) => {
    const { bytes } = graph;
    const before = graph.references.size;
    expect(quick.decideGiven("user:ann", name, "doc:d")).toBe(UNSURE);
    expect(quick.decide({ type: "user", id: "ann" }, name, { type: "doc", id: "d" })).toBe(UNSURE);
    expect([graph.bytes, graph.references.size]).toEqual([bytes, before]);
  });

  test("ids that were never met leave nothing behind either", () => {
    const { bytes } = graph;
    for (let i = 0; i < 1_000; i++)
      quick.decide({ type: "user", id: `new-${i}` }, "view", { type: "doc", id: `new-${i}` });
    expect(graph.bytes).toBe(bytes);
    expect(graph.references.find("user:new-1")).toBe(-1);
  });
});
