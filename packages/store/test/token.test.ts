import { isDeepStrictEqual } from "node:util";
import { formatToken, parseToken, requireTokenOf, tokenOfAnother, type ConsistencyToken } from "@relata/store";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf } from "./code-of.ts";

const HERE = "AAAAAAAAAAAAAAAAAAAAA-";
const THERE = "AAAAAAAAAAAAAAAAAAAAA_";

const storeId = fc.stringMatching(/^[\w-]{22}$/);
const id = fc.oneof(fc.nat(), fc.maxSafeNat(), fc.constantFrom(0, 1, 35, 36, Number.MAX_SAFE_INTEGER));

/** Something is named by each. */
const parts = fc
  .record(
    { storeId, numbered: id, transactions: fc.array(id, { maxLength: 33 }) },
    { requiredKeys: ["storeId", "transactions"] },
  )
  .filter(({ numbered, transactions }) => numbered !== undefined || transactions.length > 0);

test("a token says what it was made of", () => {
  fc.assert(
    fc.property(parts, (made) => {
      expect(parseToken(formatToken(made))).toEqual(made);
    }),
  );
});

test("tokens of different parts are different text", () => {
  fc.assert(
    fc.property(parts, parts, (one, two) => {
      const isSame = JSON.stringify(one) === JSON.stringify(two);
      expect(formatToken(one) === formatToken(two)).toBe(isSame);
    }),
  );
});

test("a token is text that a URL, a header and a cookie leave as it is", () => {
  fc.assert(
    fc.property(parts, (made) => {
      const token = formatToken(made);
      expect(token).toMatch(/^[\w.~-]{24,500}$/);
      expect(encodeURIComponent(token)).toBe(token);
    }),
  );
});

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  // Almost a token.
  fc
    .tuple(parts, fc.nat({ max: 60 }), fc.constantFrom("", ".", "~", "A", "z", " ", "\n", "\0", "é"))
    .map(([made, at, put]) => {
      const token = formatToken(made);
      return `${token.slice(0, at)}${put}${token.slice(at + 1)}`;
    }),
);

test("any text is a token or is refused, and what is read is written alike", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const again = () => {
        const read = parseToken(text as ConsistencyToken);
        const namesSomething = read.transactions.length > 0 || read.numbered !== undefined;
        if (!namesSomething || !isDeepStrictEqual(parseToken(formatToken(read)), read)) throw new RangeError(text);
      };
      expect([undefined, "invalid_consistency_token"]).toContain(codeOf(again));
    }),
  );
});

test.each([
  ["nothing", ""],
  ["nothing that it names", HERE],
  ["too short a store", `${HERE.slice(1)}.1`],
  ["too long a store", `${HERE}A.1`],
  ["a large letter", `${HERE}.A`],
  ["two numbers", `${HERE}~1~2`],
  ["a number after the transactions", `${HERE}.1~2`],
  ["an end without a transaction", `${HERE}.1.`],
  ["a line end", `${HERE}.1\n`],
  ["a transaction beyond all", `${HERE}.zzzzzzzzzzz`],
])("text with %s is refused, with the way out", (_, text) => {
  expect(() => parseToken(text as ConsistencyToken)).toThrow(
    expect.objectContaining({
      code: "invalid_consistency_token",
      message: expect.stringContaining("pass one on as it came"),
    }),
  );
});

test("a token holds in the store that gave it, and in no other", () => {
  const token = formatToken({ storeId: HERE, transactions: [7] });
  expect(requireTokenOf(HERE, token)).toEqual({ storeId: HERE, transactions: [7] });
  expect(() => requireTokenOf(THERE, token)).toThrow(tokenOfAnother().message);
  expect(() => requireTokenOf(HERE, "x" as ConsistencyToken)).toThrow("is none that a store gave");
});
