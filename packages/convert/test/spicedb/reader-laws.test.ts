import { convertValidation, convertZed, type Conversion } from "@relata/convert";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { expectNoFaults, mutated } from "../mutated.ts";
import { SAMPLE } from "./sample.ts";
import { VALIDATION } from "./validation-sample.ts";

const zed = (text: string): Conversion => convertZed({ path: "a.zed", text });

function typeText(_: unknown, i: number): string {
  return `definition t${i} {\n  relation own: t${i} // c${i}\n  permission all = own\n}\n`;
}

describe("whatever a file holds", () => {
  // oxlint-disable vitest/expect-expect -- Why: `expectNoFaults` does.
  test("a schema is converted, or refused at a place in it", () => expectNoFaults(mutated(SAMPLE), zed, 200));

  test("a validation file is converted, or refused at a place in it", () => {
    expectNoFaults(mutated(VALIDATION), (text) => convertValidation({ path: "a.yaml", text }), 150);
  });

  test("text that is no schema at all is refused", () => expectNoFaults(fc.string(), zed, 200));
  // oxlint-enable vitest/expect-expect

  test("deep parentheses are refused, and need no deep stack", () => {
    const deep = `definition user {}\ndefinition doc {\n relation own: user\n permission all = ${"(".repeat(100_000)}own\n}`;
    const { refusals } = convertZed({ path: "a.zed", text: deep });
    expect(refusals.some(({ message }) => message.includes("deep"))).toBe(true);
  });

  test("a long file is read in a time that grows with it", () => {
    const text = Array.from({ length: 1_000 }, typeText).join("");
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
      { numRuns: 150 },
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
