import type { WriteInput } from "@relata/core";
import { describe, expect, test } from "vitest";
import { failureOf, filledRelata, STORES } from "./situation.ts";

const GOOD = {
  touch: ["group:eng#member@user:zoe", "client_abc:invoice:2#owner@user:bob until 2030-01-01T00:00:00Z"],
  delete: ["group:clerks#member@user:carl"],
  attributes: [{ object: "client_abc:invoice:1", set: { amount: 9 }, unset: ["status"] }],
};

/** Each is good but for one thing, which comes last, where something can come last. */
const FAILING: readonly (readonly [string, string, WriteInput])[] = [
  ["a tuple that is no text of a tuple", "invalid_tuple", { ...GOOD, touch: [...GOOD.touch, "group:eng"] }],
  ["an id that is not allowed", "invalid_reference", { ...GOOD, touch: [...GOOD.touch, "group:#member@user:ann"] }],
  ["an unknown type", "unknown_type", { ...GOOD, touch: [...GOOD.touch, "grup:eng#member@user:ann"] }],
  ["an unknown relation", "unknown_relation", { ...GOOD, create: ["group:eng#members@user:ann"] }],
  ["a permission", "unknown_relation", { ...GOOD, create: ["folder:plans#view@user:ann"] }],
  ["a subject that is not admitted", "not_admitted", { ...GOOD, create: ["group:eng#member@folder:plans"] }],
  ["an unknown policy", "unknown_policy", { ...GOOD, create: ["group:eng#member@user:ann with office_hour"] }],
  [
    "a parameter that is missing",
    "invalid_tuple",
    { ...GOOD, create: ["client_abc:invoice:1#auditor@user:ann with same_region"] },
  ],
  [
    "an attribute that is not declared",
    "invalid_attributes",
    { ...GOOD, attributes: [...GOOD.attributes, { object: "client_abc:invoice:2", set: { sum: 1 } }] },
  ],
  [
    "an attribute of the wrong type",
    "invalid_attributes",
    { ...GOOD, attributes: [...GOOD.attributes, { object: "client_abc:invoice:2", set: { amount: "1" } }] },
  ],
  ["a created tuple that is there", "tuple_exists", { ...GOOD, create: ["folder:public#viewer@user:*"] }],
  [
    "a precondition that does not hold",
    "precondition_failed",
    { ...GOOD, preconditions: [{ must: "match", filter: { relation: "nobody" } }] },
  ],
  ["one key twice", "invalid_tuple", { ...GOOD, create: ["group:eng#member@user:zoe"] }],
  ["one attribute twice", "invalid_attributes", { ...GOOD, attributes: [...GOOD.attributes, ...GOOD.attributes] }],
  [
    "a window that leaves the years that can be written",
    "invalid_tuple",
    { ...GOOD, create: ["group:eng#member@user:ann from 0000-01-01T00:00:00+01:00"] },
  ],
];

describe.each(STORES)("%s", (_, open) => {
  test.each(FAILING)("a write with %s fails as %s and changes nothing", async (_, code, input) => {
    const relata = await filledRelata(open);
    const before = await relata.contents();
    expect(await failureOf(() => relata.write(input))).toMatchObject({ code });
    expect(await relata.contents()).toEqual(before);
    expect(await relata.can("user:zoe", "member", "group:eng")).toBe(false);
    expect(await relata.can("user:carl", "member", "group:clerks")).toBe(true);
  });

  test("without its one fault, the same write changes something", async () => {
    const relata = await filledRelata(open);
    expect(await relata.write(GOOD)).toMatchObject({ written: 2, deleted: 1 });
    const { attributes } = await relata.contents();
    expect(attributes[0]?.values).toEqual({ amount: 9 });
  });
});
