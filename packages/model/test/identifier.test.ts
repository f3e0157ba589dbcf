import { idProblem, MAX_ID_BYTES, utf8Length } from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

describe("an id", () => {
  test("is judged alike whether it is plain or has one character that is not", () => {
    for (let code = 0; code < 128; code++) {
      const forbidden = code <= 0x20 || code === 0x23 || code === 0x7f;
      const character = String.fromCharCode(code);
      for (const id of [`a${character}b`, `é${character}b`])
        expect([id, idProblem(id) !== undefined]).toEqual([id, forbidden]);
    }
  });

  test.each([
    "a",
    "ann@example.com",
    "arn:aws:s3:::b",
    "*",
    "a/b?c=d&e",
    "`",
    "ÅåΩ漢字🦊",
    "\u200B",
    "a'b\"c\\",
    "-",
    "💥".repeat(256),
  ])("may be %j", (id) => {
    expect(idProblem(id)).toBeUndefined();
  });

  test.each([
    ["", "the id is empty"],
    ["a b", "the id may not hold white space (U+0020) (at character 2)"],
    ["\ta", "the id may not hold white space (U+0009) (at character 1)"],
    ["a\u00A0", "the id may not hold white space (U+00A0) (at character 2)"],
    ["a\u3000b", "the id may not hold white space (U+3000) (at character 2)"],
    ["a\u0085b", "the id may not hold white space (U+0085) (at character 2)"],
    ["a\uFEFFb", "the id may not hold white space (U+FEFF) (at character 2)"],
    ["a#member", "the id may not hold `#` (at character 2)"],
    ["a\u0000b", "the id may not hold a control character (U+0000) (at character 2)"],
    ["a\u007F", "the id may not hold a control character (U+007F) (at character 2)"],
    ["a\uD800", "the id may not hold half of a surrogate pair (U+D800) (at character 2)"],
    ["\uDC00a", "the id may not hold half of a surrogate pair (U+DC00) (at character 1)"],
    ["x".repeat(1_025), "the id has 1025 bytes of UTF-8, and 1024 are the most"],
    ["é".repeat(513), "the id has 1026 bytes of UTF-8, and 1024 are the most"],
    [`${"💥".repeat(256)}x`, "the id has 1025 bytes of UTF-8, and 1024 are the most"],
  ])("may not be %j", (id, problem) => {
    expect(idProblem(id)).toBe(problem);
  });

  test("may have as many bytes as the limit says, whatever its script", () => {
    for (const id of ["x".repeat(MAX_ID_BYTES), "é".repeat(MAX_ID_BYTES / 2), "💥".repeat(MAX_ID_BYTES / 4)])
      expect(idProblem(id)).toBeUndefined();
  });

  test("is measured as the platform encodes it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
      }),
    );
  });
});
