import {
  formatKey,
  formatTuple,
  inWindow,
  parseInstant,
  parseTuple,
  sameKey,
  type Instant,
  type JsonObject,
  type Tuple,
} from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hostileIds } from "./hostile-ids.ts";
import { INDEX } from "./small-model.ts";

const subjects = fc.oneof(
  hostileIds.map((id) => ({ type: "user", id })),
  hostileIds.filter((id) => id !== "*").map((id) => ({ type: "group", id, relation: "member" })),
  fc.constant({ type: "user", id: "*" }),
);
const instants = fc
  .bigInt({ min: -62_167_219_200_000_000_000n, max: 253_402_300_799_999_999_999n })
  .map((ns) => ns as Instant);
const parameters = fc
  .dictionary(fc.string(), fc.jsonValue())
  .map((values) => JSON.parse(JSON.stringify(values)) as JsonObject);

const tuples: fc.Arbitrary<Tuple> = fc.record(
  {
    object: hostileIds.map((id) => ({ type: "acme:doc", id })),
    relation: fc.constantFrom("viewer", "empty", "with"),
    subject: subjects,
    policy: fc.record({ name: fc.constantFrom("local", "from", "{"), parameters }),
    from: instants,
    until: instants,
  },
  { requiredKeys: ["object", "relation", "subject"] },
);

function carrying(parameters: JsonObject): Tuple {
  return { ...parseTuple(INDEX, "acme:doc:d#viewer@user:a"), policy: { name: "local", parameters } };
}

describe("the text of a tuple", () => {
  test("is read as the tuple that was written, with hostile ids, parameters and nanosecond windows", () => {
    fc.assert(
      fc.property(tuples, (tuple) => {
        expect(parseTuple(INDEX, formatTuple(tuple))).toEqual(tuple);
      }),
      { numRuns: 2_000 },
    );
  });

  test("is the same whatever the order of the parameters", () => {
    expect(formatTuple(carrying({ b: 1, a: 2 }))).toBe(formatTuple(carrying({ a: 2, b: 1 })));
  });

  test.each([
    ["acme:doc:d#viewer@user:ann"],
    ["acme:doc:*#viewer@user:*"],
    ["acme:doc:d#viewer@group:eng#member"],
    ["acme:doc:d#viewer@user:ann with local"],
    ['acme:doc:d#viewer@user:ann with local {"region":"e}u\\""}'],
    ["acme:doc:d#viewer@user:ann from 2026-01-01T00:00:00Z"],
    ['acme:doc:d#viewer@user:ann with local {"region":"eu"} from 2026-01-01T00:00:00Z until 2027-01-01T00:00:00.5Z'],
    ["acme:doc:a@b#viewer@user:c@d"],
  ])("%s is written as it is read", (text) => {
    expect(formatTuple(parseTuple(INDEX, text))).toBe(text);
  });

  test("may be spread out", () => {
    const text = '  acme:doc:d#viewer@user:ann \t with  local   { "region" : "eu" }\n until\u00202027-01-01T00:00:00Z ';
    expect(formatTuple(parseTuple(INDEX, text))).toBe(
      'acme:doc:d#viewer@user:ann with local {"region":"eu"} until 2027-01-01T00:00:00Z',
    );
  });

  test.each([
    ["acme:doc:d", "invalid_tuple", "write `type:id#relation@subject`"],
    ["acme:doc:d#viewer", "invalid_tuple", "write `type:id#relation@subject`"],
    ["acme:doc:d@user:a", "invalid_tuple", "write `type:id#relation@subject`"],
    ["", "invalid_tuple", "write `type:id#relation@subject`"],
    ["dok:d#viewer@user:a", "unknown_type", "unknown type `dok`"],
    ["acme:doc:d#viewer@ann", "invalid_reference", "`ann` is not a reference"],
    ["acme:doc:d#viewer@group:*#member", "invalid_reference", "a subject set belongs to one object"],
    ["acme:doc:d#viewer@user:a with", "invalid_tuple", "did not expect `with`"],
    ["acme:doc:d#viewer@user:a with local {", "invalid_tuple", "the parameters are not a JSON object"],
    ["acme:doc:d#viewer@user:a with local {]}", "invalid_tuple", "the parameters are not a JSON object"],
    ["acme:doc:d#viewer@user:a with local [1]", "invalid_tuple", "did not expect `[1]`"],
    ["acme:doc:d#viewer@user:a from yesterday", "invalid_tuple", "`yesterday` is not a timestamp such as"],
    ["acme:doc:d#viewer@user:a from 9999-12-31T23:59:59-01:00", "invalid_tuple", "is not a timestamp"],
    ["acme:doc:d#viewer@user:a until 2026-01-01T00:00:00Z from 2026-01-01T00:00:00Z", "invalid_tuple", "in this order"],
    ["acme:doc:d#viewer@user:a and more", "invalid_tuple", "did not expect `and more`"],
  ])("%j is refused", (text, code, part) => {
    expect(() => parseTuple(INDEX, text)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(part) as string }),
    );
  });
});

describe("a tuple", () => {
  test("has one key whatever its policy and window", () => {
    const one = parseTuple(INDEX, "acme:doc:d#viewer@user:a with local from 2026-01-01T00:00:00Z");
    const other = parseTuple(INDEX, "acme:doc:d#viewer@user:a");
    expect(sameKey(one, other)).toBe(true);
    expect(formatKey(one)).toBe(formatTuple(other));
    expect(sameKey(one, { ...other, relation: "empty" })).toBe(false);
    expect(sameKey(one, { ...other, subject: { ...other.subject, relation: "member" } })).toBe(false);
    expect(sameKey(one, { ...other, object: { type: "acme:doc", id: "e" } })).toBe(false);
  });

  test.each([
    ["2025-12-31T23:59:59.999999999Z", false],
    ["2026-01-01T00:00:00Z", true],
    ["2026-01-31T23:59:59.999999999Z", true],
    ["2026-02-01T00:00:00Z", false],
  ])("from January until February exists at %s: %s", (now, exists) => {
    const tuple = parseTuple(INDEX, "acme:doc:d#viewer@user:a from 2026-01-01T00:00:00Z until 2026-02-01T00:00:00Z");
    expect(inWindow(tuple, parseInstant(now) as Instant)).toBe(exists);
  });
});
