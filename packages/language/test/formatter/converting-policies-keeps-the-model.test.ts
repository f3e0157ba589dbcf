import { compileText, convertPolicies, type KeptBody, type PolicyForm } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatted } from "./laws.ts";
import { laidOut, layouts, plainLayouts } from "./random-layouts.ts";
import { models } from "./random-models.ts";
import { replay } from "./replay.ts";

function converted(text: string, form: PolicyForm): { readonly text: string; readonly kept: readonly KeptBody[] } {
  const result = convertPolicies({ path: "a.relata", text }, form);
  if ("text" in result) return result;
  throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
}

const forms = fc.constantFrom<PolicyForm>("expression", "json");

describe("policies of one form", () => {
  it("mean what they meant, in a file that is formatted, comments and all", () => {
    fc.assert(
      fc.property(models, fc.oneof(plainLayouts, layouts), forms, (tokens, gaps, form) => {
        const text = laidOut(tokens, gaps);
        const after = converted(text, form).text;
        expect(compileText(after).model).toEqual(compileText(text).model);
        expect(formatted(after)).toBe(after);
        expect(after.split("//").length).toBe(formatted(text).split("//").length);
      }),
      { numRuns: process.env["RELATA_LONG"] === "1" ? 5_000 : 80, ...replay },
    );
  });

  it("are JSON throughout where no comment stands in one", () => {
    fc.assert(
      fc.property(models, plainLayouts, (tokens, gaps) => {
        const { text, kept } = converted(laidOut(tokens, gaps), "json");
        expect(kept).toEqual([]);
        expect(text.match(/^policy/gm)?.length).toBe(text.match(/ json /g)?.length);
      }),
      { numRuns: 50, ...replay },
    );
  });
});

describe("a policy keeps its form", () => {
  const KEPT = `model 1

policy a = json [{ "a": 1, "b": 2 }]

policy b = context.x == 1 // behind
  && true

policy c = context.x == 2  // not inside
`;

  it("where it holds a comment", () => {
    const { text, kept } = converted(KEPT, "json");
    expect(kept).toEqual([{ policy: "b", line: 5, reason: "it holds a comment" }]);
    expect(text).toContain('policy c = json { "==": [{ "var": "context.x" }, 2] }  // not inside\n');
  });

  it("where no expression says the same", () => {
    const { kept } = converted(KEPT, "expression");
    expect(kept).toEqual([{ policy: "a", line: 3, reason: "no expression says the same" }]);
  });
});
