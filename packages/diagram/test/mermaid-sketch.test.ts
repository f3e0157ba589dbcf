import fc from "fast-check";
import { expect, test } from "vitest";
import { mermaidSketch } from "../src/index.ts";
import { readMermaid } from "./read-mermaid.ts";

/** What ids, names and messages may hold, and Mermaid, Markdown or HTML may take for more. */
const TRAPS = [
  "end",
  'say"hi"',
  "a;b",
  "<script>alert(1)</script>",
  "&amp;",
  "`x`",
  "$$x$$",
  "%%{init}%%",
  "x-->y",
  "b0",
  "click b0 callback",
  "[x](y)",
  "|x|",
  "{x}",
  "fa:fa-car",
  "style b0 fill:red",
  "classDef",
  "用户",
  "#35;",
  "\\n",
];

test("boxes, lines and their labels are read by Mermaid as they were given", async () => {
  const text = mermaidSketch({
    boxes: [{ text: "✗ ann", style: "denied" }, { text: "viewer" }, { text: "other" }],
    lines: [
      { from: 0, to: 1 },
      { from: 1, to: 0, dotted: true },
      { from: 0, to: 2, dotted: true, label: "would allow it" },
    ],
  });
  const { boxes, lines } = await readMermaid(text);
  expect(boxes.map((box) => box.text)).toEqual(["✗ ann", "viewer", "other"]);
  expect(lines).toEqual([
    { from: "b0", to: "b1", stroke: "normal", text: "" },
    { from: "b1", to: "b0", stroke: "dotted", text: "" },
    { from: "b0", to: "b2", stroke: "dotted", text: "would allow it" },
  ]);
});

test("any text is shown as it is, but for its white space", { timeout: 60_000 }, async () => {
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...TRAPS) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1 }) },
  );
  const texts = fc.array(fc.array(word, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(texts, async (words) => {
      const given = words.map((parts) => parts.join(" ").trim().replaceAll(/\s+/gu, " ")).filter((text) => text !== "");
      fc.pre(given.length > 0);
      const lines = given.slice(1).map((text, i) => ({ from: 0, to: i + 1, label: text }));
      const read = await readMermaid(mermaidSketch({ boxes: given.map((text) => ({ text })), lines }));
      expect(read.boxes.map(({ text }) => text.replaceAll("\n", " "))).toEqual(given);
      expect(read.lines.map(({ text }) => text.replaceAll("\n", " "))).toEqual(given.slice(1));
    }),
    { numRuns: 60 },
  );
});

test("white space of any kind separates words, and long texts are broken between them", () => {
  expect(mermaidSketch({ boxes: [{ text: `a\n"b"\t c` }], lines: [] })).toContain('b0["a #quot;b#quot; c"]');
  expect(mermaidSketch({ boxes: [{ text: Array(12).fill("twelve").join(" ") }], lines: [] })).toContain("<br>");
});
