import { convertValidation, convertZed, type Conversion } from "@relata/convert";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SAMPLE } from "./sample.ts";
import { VALIDATION } from "./validation-sample.ts";

/** A text with a few stretches removed, doubled or replaced: what typing and merging leave behind. */
function mutated(text: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length });
  const stray = fc.constantFrom(
    "{",
    "}",
    "(",
    ")",
    '"',
    "'",
    "`",
    "/*",
    "*/",
    "//",
    "->",
    "\n",
    "+",
    "-",
    ";",
    "...",
    "\0",
    "\u{1F600}",
    "definition ",
    "relation ",
    "caveat c(",
    "|",
    ": ",
    "é",
    "\t",
  );
  const change = fc.record({ at: place, length: fc.nat({ max: 12 }), put: fc.oneof(stray, fc.constant("")) });
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    return changes.reduce((on, { at, length, put }) => on.slice(0, at) + put + on.slice(at + length), text);
  });
}

/** Either a model, or refusals that each point into the text. */
function answersWell(text: string, { converted, refusals }: Conversion): void {
  expect(converted === undefined).toBe(refusals.length > 0);
  for (const { span, message, hint } of refusals) {
    expect(message).not.toBe("");
    expect(hint).not.toBe("");
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.start).toBeLessThanOrEqual(text.length);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.line).toBeLessThanOrEqual(text.split("\n").length);
  }
}

describe("whatever a file holds", () => {
  test("a schema is converted, or refused at a place in it", () => {
    fc.assert(
      fc.property(mutated(SAMPLE), (text) => answersWell(text, convertZed({ path: "a.zed", text }))),
      { numRuns: 400 },
    );
  });

  test("a validation file is converted, or refused at a place in it", () => {
    fc.assert(
      fc.property(mutated(VALIDATION), (text) => answersWell(text, convertValidation({ path: "a.yaml", text }))),
      { numRuns: 300 },
    );
  });

  test("text that is no schema at all is refused", () => {
    fc.assert(fc.property(fc.string(), (text) => answersWell(text, convertZed({ path: "a.zed", text }))));
  });

  test("deep parentheses are refused, and need no deep stack", () => {
    const deep = `definition user {}\ndefinition doc {\n relation own: user\n permission all = ${"(".repeat(100_000)}own\n}`;
    const { refusals } = convertZed({ path: "a.zed", text: deep });
    expect(refusals.some(({ message }) => message.includes("deep"))).toBe(true);
  });

  test("a long file is read in a time that grows with it", () => {
    const type = (i: number): string =>
      `definition t${i} {\n  relation own: t${i} // c${i}\n  permission all = own\n}\n`;
    const text = Array.from({ length: 1_000 }, (_, i) => type(i)).join("");
    const begun = performance.now();
    expect(convertZed({ path: "a.zed", text }).refusals).toEqual([]);
    expect(performance.now() - begun).toBeLessThan(15_000);
  });
});

describe("comments", () => {
  test("each of them stands once in the model, wherever it stood", () => {
    // Where the language lets a comment stand: between any two of its tokens, here at the ends of lines and before them.
    const lines = SAMPLE.replace(/ *\/\*\*[\s\S]*?\*\//g, "")
      .replace(/ *\/\*.*?\*\//g, "")
      .replace(/ *\/\/.*/g, "")
      .split("\n");
    // Why: the expression of a caveat is CEL, which has comments to the end of a line only.
    const cel = lines.findIndex((line) => line.startsWith("caveat"));
    const allowedAt = (i: number, form = "before"): string => (i > cel && form !== "behind" ? "before" : form);
    const spots = fc.uniqueArray(fc.nat({ max: lines.length - 1 }), { minLength: 1, maxLength: 12 });
    const forms = fc.array(fc.constantFrom("before", "behind", "doc", "block"), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(spots, forms, (at, form) => {
        const text = lines
          .map((line, i) => (at.includes(i) ? withComment(line, i, allowedAt(i, form[at.indexOf(i)])) : line))
          .join("\n");
        const { converted } = convertZed({ path: "a.zed", text });
        const model = converted?.files[0]?.text ?? "";
        for (const i of at) expect(model.split(`said ${i}.`).length - 1, `${text}\n---\n${model}`).toBe(1);
      }),
      { numRuns: 300 },
    );
  });
});

function withComment(line: string, i: number, form: string): string {
  switch (form) {
    case "behind":
      return `${line} // said ${i}.`;
    case "doc":
      return `/**\n * said ${i}.\n */\n${line}`;
    case "block":
      return `/* said ${i}. */ ${line}`;
    default:
      return `// said ${i}.\n${line}`;
  }
}
