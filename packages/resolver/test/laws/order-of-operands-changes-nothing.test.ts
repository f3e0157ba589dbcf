import fc from "fast-check";
import { expect, test } from "vitest";
import { failureOf } from "../theorem.ts";
import { changesNothing, rewritten, throughout } from "./metamorphic.ts";

test("the order of operands changes no answer, and not what is missing", () => {
  const law = changesNothing(fc.constant(undefined), (world) => ({
    ...world,
    model: rewritten(world.model, (rewrite) =>
      throughout(rewrite, (part) =>
        part.kind === "union" || part.kind === "intersection" ? { ...part, of: [...part.of].reverse() } : part,
      ),
    ),
  }));
  expect(failureOf(law, 500)).toBeUndefined();
});
