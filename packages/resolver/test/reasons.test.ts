import { TRUE } from "@relata/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reasonsAsChecked } from "./reasons-as-checked.ts";
import { worldsToTry } from "./theorem.ts";

describe("the law of reasons: an explanation is check, with a proof", () => {
  test("in random worlds, over a graph in memory and over one that loads on demand", { timeout: 600_000 }, () => {
    let [proofs, names] = [0, 0];
    const property = reasonsAsChecked(undefined, ({ reasons }) => {
      proofs += reasons.filter((reason) => reason.names[0]?.truth === TRUE).length;
      names += reasons.reduce((sum, reason) => sum + reason.names.length, 0);
    });
    fc.assert(property, worldsToTry(500));
    console.log(`reasons: ${proofs} proofs, ${names} names explained`);
    expect(proofs).toBeGreaterThan(5);
    expect(names).toBeGreaterThan(proofs);
  });
});
