import { convertOpenFga, formatRefusal } from "@relata/convert";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { SAMPLE } from "./sample.ts";

const STORE = `name: x\nmodel: |\n${SAMPLE.replaceAll(/^(?=.)/gm, "  ")}tuples:\n  - { user: "user:a", relation: editor, object: "my-doc:1" }\ntests:\n  - check: [{ user: "user:a", object: "my-doc:1", assertions: { editor: true } }]\n`;

const JSON_MODEL = JSON.stringify({
  schema_version: "1.1",
  type_definitions: [
    { type: "user" },
    {
      type: "doc",
      relations: { a: { this: {} }, b: { union: { child: [{ this: {} }, { computedUserset: { relation: "a" } }] } } },
      metadata: { relations: { a: { directly_related_user_types: [{ type: "user", condition: "c" }] } } },
    },
  ],
  conditions: { c: { name: "c", expression: "x < 1", parameters: { x: { type_name: "TYPE_NAME_INT" } } } },
});

/** A stretch of a text taken out, doubled, or replaced by what means something in it. */
function mutated(text: string): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    "",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    ":",
    "#",
    " #",
    ",",
    "|",
    "or",
    "but not",
    "from",
    "define",
    "\n",
    "type",
    '"',
    "'",
    "\u0000",
    "`",
  );
  return fc
    .tuple(fc.nat(text.length), fc.nat(12), piece, fc.boolean())
    .map(
      ([at, length, by, twice]) =>
        text.slice(0, at) + by + (twice ? text.slice(at, at + length) : "") + text.slice(at + length),
    );
}

/** Whatever becomes of it, it is a model or it is refused at places that there are. */
function isJudged(path: string, text: string): void {
  const { converted, refusals } = convertOpenFga({ path, text });
  expect(converted === undefined).toBe(refusals.length > 0);
  for (const refusal of refusals) {
    expect(refusal.span.path).toBe(path);
    expect(refusal.span.start).toBeLessThanOrEqual(refusal.span.end);
    expect(refusal.span.end).toBeLessThanOrEqual(text.length);
    expect(formatRefusal(refusal, text)).toContain(refusal.code);
  }
}

describe("whatever a file holds, it is converted, or refused at a place in it", () => {
  test.each([
    ["model.fga", SAMPLE],
    ["store.fga.yaml", STORE],
    ["model.json", JSON_MODEL],
  ])("%s", (path, text) => {
    isJudged(path, text);
    const property = fc.property(mutated(text), (other) => isJudged(path, other));
    expect(() => fc.assert(property, { numRuns: 100 })).not.toThrow();
  });

  test.each(["", "\n", "{}", "[]", "null", "type", "model\n  schema 1.1\n", "\uFEFFmodel\n  schema 1.1\ntype user\n"])(
    "%j",
    (text) => {
      for (const path of ["model.fga", "store.fga.yaml", "model.json", "fga.mod"])
        expect(() => isJudged(path, text)).not.toThrow();
    },
  );
});
