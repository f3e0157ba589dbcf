import { canonicalJson, fromEntries, isJsonObject, own, sameJson, type Json } from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

const values = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

/** The same value, with the keys of every object the other way round. */
function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isJsonObject(value)) return value;
  return fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, entry]) => [key, reversed(entry)]),
  );
}

describe("canonical JSON", () => {
  test("is JSON of the same value", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(sameJson(JSON.parse(canonicalJson(value)) as Json, value)).toBe(true);
      }),
    );
  });

  test("is the same text whatever the order of keys", () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  test("is the same text exactly for the same value", () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        expect(canonicalJson(a) === canonicalJson(b)).toBe(sameJson(a, b));
      }),
    );
  });

  test("is written without blanks, keys by code unit", () => {
    expect(canonicalJson({ b: [1, "x"], a: { "": null }, Z: true })).toBe('{"Z":true,"a":{"":null},"b":[1,"x"]}');
  });
});

describe("sameness of JSON", () => {
  test.each<[Json, Json, boolean]>([
    [1, "1", false],
    [null, {}, false],
    [[], {}, false],
    [[1, 2], [2, 1], false],
    [{ a: 1 }, { a: 1, b: 2 }, false],
    [{ a: 1, b: 2 }, { b: 2, a: 1 }, true],
    [{ toString: 1 }, { a: 1 }, false],
    [[{ a: [] }], [{ a: [] }], true],
  ])("of %j and %j: %s", (a, b, same) => {
    expect(sameJson(a, b)).toBe(same);
    expect(sameJson(b, a)).toBe(same);
  });
});

describe("a property", () => {
  test("counts only where it is the object's own", () => {
    expect(own({ a: 1 }, "a")).toBe(1);
    for (const name of ["constructor", "__proto__", "toString"]) expect(own<unknown>({}, name)).toBeUndefined();
    expect(own(undefined, "a")).toBeUndefined();
  });

  test("may have any name, and sets no prototype", () => {
    const object = fromEntries<Json>([["__proto__", { admin: true }]]);
    expect(own(object, "__proto__")).toEqual({ admin: true });
    expect((object as { admin?: boolean }).admin).toBeUndefined();
  });
});
