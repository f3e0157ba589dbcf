import { compileText } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brokenLaw, formatted } from "./laws.ts";
import { laidOut, layouts, plainLayouts } from "./random-layouts.ts";
import { models } from "./random-models.ts";
import { replay } from "./replay.ts";

const RUNS = process.env["RELATA_LONG"] === "1" ? 20_000 : 250;

describe("formatting a file", () => {
  it("keeps its model, its tokens and its comments, and is done after once", () => {
    fc.assert(
      fc.property(models, layouts, (tokens, gaps) => {
        expect(brokenLaw(laidOut(tokens, gaps))).toBeUndefined();
      }),
      { numRuns: RUNS, ...replay },
    );
  });

  it("sees nothing in white space but empty lines", () => {
    fc.assert(
      fc.property(models, plainLayouts, plainLayouts, (tokens, some, others) => {
        expect(formatted(laidOut(tokens, some))).toBe(formatted(laidOut(tokens, others)));
      }),
      { numRuns: RUNS / 2, ...replay },
    );
  });

  it("is tried on models that compile", () => {
    fc.assert(
      fc.property(models, plainLayouts, (tokens, gaps) => {
        const { diagnostics } = compileText(laidOut(tokens, gaps));
        const errors = diagnostics.filter(({ severity }) => severity === "error");
        expect(errors.map(({ message }) => message)).toEqual([]);
      }),
      { numRuns: 100, ...replay },
    );
  });
});
