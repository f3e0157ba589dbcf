import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { read } from "./situation.ts";

const EXAMPLE = readFileSync(join(import.meta.dirname, "../../../examples/invoices/authz.relata.yaml"), "utf8");

const PIECES = [
  "tests:",
  "- ",
  "  ",
  "\n",
  "{",
  "}",
  "[",
  "]",
  "|",
  "*a",
  "&a ",
  '"',
  "'",
  ": ",
  "#",
  "user:ann",
  "doc:1",
  "~",
  "!!int 1",
  "\t",
  "are",
  "\u0000",
];

/** The example with some pieces put in or taken out, or pieces alone. */
const texts = fc.oneof(
  fc
    .array(fc.tuple(fc.nat(EXAMPLE.length), fc.nat(12), fc.constantFrom("", ...PIECES)), { minLength: 1, maxLength: 6 })
    .map((edits) =>
      edits.reduce((text, [at, length, piece]) => text.slice(0, at) + piece + text.slice(at + length), EXAMPLE),
    ),
  fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }).map((pieces) => pieces.join("")),
);

test("any text is a suite, or has problems with places in it, and nothing is thrown", () => {
  const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`suites: 400 texts, RELATA_SEED=${seed}`);
  fc.assert(
    fc.property(texts, (text) => {
      const { suite, problems } = read(text);
      expect(suite === undefined).toBe(problems.length > 0);
      const lines = text.split("\n").length;
      expect(problems.filter(({ message }) => message === "")).toEqual([]);
      const own = problems.filter(({ place }) => place.path === "a.relata.yaml");
      expect(own.filter(({ place }) => place.line < 1 || place.line > lines)).toEqual([]);
    }),
    { seed, numRuns: 400 },
  );
});
