import { formatInstant, parseInstant, type Instant, type Tuple } from "@relata/model";
import { checkChanges, type Changes } from "@relata/store";
import { expect, test } from "vitest";

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };
const withPolicy: Tuple = { ...ann, policy: { name: "p", parameters: {} } };
const object = ann.object;

function instant(text: string): Instant {
  const parsed = parseInstant(text);
  if (parsed === undefined) throw new TypeError(text);
  return parsed;
}

test.each<[string, Changes]>([
  ["nothing", {}],
  [
    "each list with a key of its own",
    { touch: [ann], create: [{ ...ann, relation: "editor" }], delete: [{ ...ann, object: { type: "doc", id: "b" } }] },
  ],
  ["a subject and a set of it", { touch: [ann, { ...ann, subject: { ...ann.subject, relation: "friend" } }] }],
  [
    "names whose joined text is equal",
    {
      touch: [
        ann,
        { ...ann, object: { type: "doc:a", id: "" } },
        { ...ann, object: { type: "doc", id: "a#viewer@user:ann" } },
      ],
    },
  ],
  [
    "different attributes of one object",
    {
      attributes: [
        { object, set: { a: 1 } },
        { object, set: { b: 1 }, unset: ["c"] },
      ],
    },
  ],
  [
    "one attribute name of two objects",
    {
      attributes: [
        { object, set: { a: 1 } },
        { object: { type: "doc", id: "b" }, unset: ["a"] },
      ],
    },
  ],
  [
    "the first and the last instant",
    { touch: [{ ...ann, from: instant("0000-01-01T00:00:00Z"), until: instant("9999-12-31T23:59:59.999999999Z") }] },
  ],
])("%s is fit to be written", (_, changes) => {
  expect(() => checkChanges(changes)).not.toThrow();
});

test.each<[string, Changes]>([
  ["twice in `touch`", { touch: [ann, withPolicy] }],
  ["twice in `create`", { create: [ann, ann] }],
  ["twice in `delete`", { delete: [ann, ann] }],
  ["in `touch` and `create`", { touch: [ann], create: [withPolicy] }],
  ["in `touch` and `delete`", { touch: [ann], delete: [ann] }],
  ["in `create` and `delete`", { create: [ann], delete: [ann] }],
])("a key %s is refused by name", (_, changes) => {
  expect(() => checkChanges(changes)).toThrow(expect.objectContaining({ code: "invalid_tuple" }));
  expect(() => checkChanges(changes)).toThrow("`doc:a#viewer@user:ann` stands twice");
});

test.each<[string, Changes]>([
  ["set and unset in one change", { attributes: [{ object, set: { size: null }, unset: ["size"] }] }],
  [
    "set in two changes",
    {
      attributes: [
        { object, set: { size: 1 } },
        { object: { ...object }, set: { size: 1 } },
      ],
    },
  ],
  ["unset twice", { attributes: [{ object, unset: ["size", "size"] }] }],
])("an attribute %s is refused by name", (_, changes) => {
  expect(() => checkChanges(changes)).toThrow(expect.objectContaining({ code: "invalid_attributes" }));
  expect(() => checkChanges(changes)).toThrow("`size` of `doc:a` stands twice");
});

test("an instant that four digits cannot name is refused, and every other is one that its text gives back", () => {
  const first = instant("0000-01-01T00:00:00Z");
  const last = instant("9999-12-31T23:59:59.999999999Z");
  for (const kept of [first, last]) expect(parseInstant(formatInstant(kept))).toBe(kept);
  for (const from of [first - 1n, last + 1n] as Instant[]) {
    expect(() => checkChanges({ create: [{ ...ann, from }] })).toThrow("leaves the years 0000 to 9999");
    expect(() => checkChanges({ touch: [{ ...ann, until: from }] })).toThrow(
      expect.objectContaining({ code: "invalid_tuple" }),
    );
  }
});

test.each(["k", " ", "ü", "x".repeat(256)])("%j names a write", (idempotencyKey) => {
  expect(() => checkChanges({ idempotencyKey })).not.toThrow();
});

test.each(["", "x".repeat(257), "a\0", "\uDC00"])("%j names none", (idempotencyKey) => {
  expect(() => checkChanges({ idempotencyKey })).toThrow(
    expect.objectContaining({
      code: "invalid_question",
      message: expect.stringContaining(`this one has ${idempotencyKey.length}`),
    }),
  );
});
