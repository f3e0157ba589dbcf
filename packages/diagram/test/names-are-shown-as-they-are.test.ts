import { nameProblem } from "@relata/language";
import type { Model } from "@relata/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { mermaid } from "../src/index.ts";
import { mermaidId } from "../src/mermaid-id.ts";
import { mermaidText } from "../src/mermaid-text.ts";
import { readMermaid } from "./read-mermaid.ts";

const SEED = process.env["RELATA_SEED"] === undefined ? {} : { seed: Number(process.env["RELATA_SEED"]) };

/** Names that mean something to Mermaid, to Markdown or to HTML where they stand bare. */
const TRAPS = [
  "end",
  "graph",
  "subgraph",
  "default",
  "class",
  "click",
  "style",
  "my_style",
  "classDef",
  "__proto__",
  "constructor",
  "_a_",
  "a__b",
  "~~b~~",
  "<b>x</b>",
  "</div>",
  "&amp;",
  "&35;",
  'say"hi"',
  "it's",
  "a;b",
  "35;",
  "%%{init}%%",
  "%%",
  "$$x$$",
  "[x](y)",
  "{x}",
  "x--y",
  "x-->y",
  "o--o",
  "---",
  "1.",
  "-",
  "a\\b",
  "|x|",
  "größe",
  "用户",
  "👩‍👩‍👧",
  "x",
  "o",
  "fa-car",
  "fa",
];

/** A model whose types, relations and permissions have those names: not compiled, because only names matter here. */
function modelWith(names: readonly string[]): Model {
  const types = names.map((name) => ({
    name,
    attributes: [],
    relations: [
      { name, subjects: [{ type: "who" }, { type: "who", relation: name }], rewrite: { kind: "this" } as const },
    ],
    permissions: [{ name: permissionOf(name), rewrite: { kind: "computed", relation: name } as const }],
  }));
  const who = { name: "who", attributes: [], relations: [], permissions: [] };
  return { version: 1, types: [...types, who], policies: [], context: [] };
}

function permissionOf(name: string): string {
  return `can-${name.replaceAll(":", "-")}`;
}

/** Labels on one line each: where they are broken hangs on how long they are, and names hold no blanks. */
async function shownNames(
  model: Model,
): Promise<{ readonly boxes: readonly string[]; readonly lines: readonly string[] }> {
  const { boxes, lines } = await readMermaid(mermaid(model, { permissions: true }));
  return { boxes: boxes.map(oneLine), lines: lines.map(oneLine) };
}

function oneLine({ text }: { readonly text: string }): string {
  return text.replaceAll(/\s+/g, " ");
}

function written(name: string): string {
  return name
    .split(":")
    .map((part) => (/^[A-Za-z_]\w*$/.test(part) && !["self", "this", "type"].includes(part) ? part : `\`${part}\``))
    .join(":");
}

test.each([...TRAPS, "fa:fa-car", "lifestyle:a;b"])("the name %s is shown as it is", async (name) => {
  const { boxes, lines } = await shownNames(modelWith([name]));
  const text = written(name);
  expect(boxes).toContain(`${text} ${written(permissionOf(name))} = ${text}`);
  expect(lines).toEqual([text, `${text}: who#${text}`]);
});

test("dollars are kept apart, because two of them begin a formula once the label is drawn", () => {
  expect(mermaidText("$$x$$")).toBe("#36;<wbr>#36;<wbr>x#36;<wbr>#36;<wbr>");
});

test("all of them at once are told apart", async () => {
  const { boxes } = await shownNames(modelWith(TRAPS));
  expect(boxes).toHaveLength(TRAPS.length + 1);
});

const anyName = fc
  .oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
    fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 12 }),
    fc
      .array(fc.constantFrom(...'# 35 ; < > & " _ ~ style : fa- $ % [ ] ( )'.split(" ")), {
        minLength: 1,
        maxLength: 9,
      })
      .map((parts) => parts.join("")),
  )
  .filter((name) => nameProblem(name) === undefined && name !== "who");

test("any name that a model can have is shown as it is", async () => {
  await fc.assert(
    fc.asyncProperty(anyName, async (name) => {
      const { lines } = await shownNames(modelWith([name]));
      expect(lines.map((line) => line.replaceAll("`", ""))).toEqual([name, `${name}: who#${name}`]);
    }),
    { numRuns: 120, ...SEED },
  );
});

test("different names have different identifiers, of letters, digits and _ alone", () => {
  fc.assert(
    fc.property(anyName, anyName, (a, b) => {
      expect(mermaidId("t", a)).toMatch(/^t_\w+$/);
      expect(mermaidId("t", a) === mermaidId("t", b)).toBe(a === b);
    }),
    SEED,
  );
  expect(new Set(["a_3a_b", "a:b", "a__3a__b", "a_", "a"].map((name) => mermaidId("t", name))).size).toBe(5);
});
