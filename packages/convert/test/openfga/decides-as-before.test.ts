import { convertOpenFga } from "@relata/convert";
import { isFailure, type Model } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import { NAMES, questions, type World, type WorldQuestion } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { fgaWorlds } from "./fga-worlds.ts";
import { printFga } from "./print-fga.ts";

describe("a model, printed in the DSL of OpenFGA and converted back", () => {
  test("decides as before, in random worlds", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(fgaWorlds, questions, (world, question) => {
        const back = convertBack(world.model);
        if (back === undefined) {
          count(seen, "refused");
          return;
        }
        for (const permission of NAMES) {
          const asked = { ...question, permission, resource: {} };
          const before = answer(world.model, world, asked);
          count(seen, before);
          if (answer(back, world, asked) !== before)
            throw new Error(
              `${permission} was ${before} and is ${answer(back, world, asked)}:\n${printFga(world.model)}`,
            );
        }
      }),
      { numRuns: 200 },
    );
    // A law over worlds in which nothing happens would prove nothing.
    for (const outcome of ["allowed", "denied", "conditional"]) expect(seen.get(outcome) ?? 0).toBeGreaterThan(5);
    expect(seen.get("refused") ?? 0).toBeLessThan(150);
  });

  test("keeps each comment, once", () => {
    fc.assert(
      fc.property(fgaWorlds, (world) => {
        const comments: string[] = [];
        const text = printFga(world.model, (of) => {
          comments.push(`about ${of}.`);
          return comments.at(-1);
        });
        const { converted } = convertOpenFga({ path: "model.fga", text });
        if (converted === undefined) return;
        const written = converted.files.map((file) => file.text).join("\n");
        for (const comment of comments) expect(written.split(comment)).toHaveLength(2);
      }),
      { numRuns: 60 },
    );
  });
});

function convertBack(model: Model): Model | undefined {
  const { converted, refusals } = convertOpenFga({ path: "model.fga", text: printFga(model) });
  // Why a name without an entry is no failure of the law: OpenFGA takes no model that has one.
  for (const { code, message } of refusals)
    if (!message.startsWith("nobody can ever hold")) throw new Error(`${code}: ${message}\n${printFga(model)}`);
  return converted?.model;
}

function count(seen: Map<string, number>, what: string): void {
  seen.set(what, (seen.get(what) ?? 0) + 1);
}

/** The decision; of a failure its code. */
function answer(model: Model, { tuples }: World, question: WorldQuestion): string {
  try {
    return check(model, new MemoryGraph(tuples), question).outcome;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.code;
  }
}
