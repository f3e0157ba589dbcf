import { expect, test } from "vitest";
import { CLOSING, OPENING, placeInMarkdown } from "../src/index.ts";

const DOCUMENT = `# Access\n\n${OPENING}\nold\n${CLOSING}\n\nThe end\n`;

test("the diagram takes the place of what stands between the markers", () => {
  expect(placeInMarkdown(DOCUMENT, "flowchart LR\n  a\n")).toBe(
    `# Access\n\n${OPENING}\n\n\`\`\`mermaid\nflowchart LR\n  a\n\`\`\`\n\n${CLOSING}\n\nThe end\n`,
  );
});

test("placing it again changes nothing", () => {
  const once = placeInMarkdown(DOCUMENT, "flowchart LR\n") ?? "";
  expect(placeInMarkdown(once, "flowchart LR\n")).toBe(once);
});

test("markers that stand on one line are enough", () => {
  expect(placeInMarkdown(`${OPENING}${CLOSING}`, "x\n")).toBe(`${OPENING}\n\n\`\`\`mermaid\nx\n\`\`\`\n\n${CLOSING}`);
});

test("a document keeps its line ends", () => {
  const placed = placeInMarkdown(DOCUMENT.replaceAll("\n", "\r\n"), "a\nb\n") ?? "";
  expect(placed.replaceAll("\r\n", "")).not.toContain("\n");
});

test("a dollar in the diagram is a dollar", () => {
  expect(placeInMarkdown(DOCUMENT, "$& $1 $$\n")).toContain("$& $1 $$");
});

test.each([
  ["none", "# Access\n"],
  ["only the first", `${OPENING}\n`],
  ["only the second", `${CLOSING}\n`],
  ["the wrong order", `${CLOSING}\n${OPENING}\n`],
  ["two blocks", `${DOCUMENT}${DOCUMENT}`],
])("where the markers are not there once and in order, nothing is placed: %s", (_, document) => {
  expect(placeInMarkdown(document, "x")).toBeUndefined();
});
