import { NAMES, questions, type World, type WorldQuestion } from "@relata/spec";
import { formatRefusal, convertZed } from "@relata/convert";
import { isFailure, type Model } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printZed } from "./print-zed.ts";
import { schemaWorlds } from "./schema-worlds.ts";

describe("a model, printed as a schema and converted back", () => {
  test("decides as before, in random worlds", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(schemaWorlds, questions, (world, question) => {
        const schema = printZed(world.model);
        const back = convertBack(schema);
        for (const permission of NAMES) {
          const asked = { ...question, permission, resource: {} };
          const before = answer(world.model, world, asked);
          seen.set(before, (seen.get(before) ?? 0) + 1);
          expect({ schema, permission, answer: answer(back, world, asked) }).toEqual({
            schema,
            permission,
            answer: before,
          });
        }
      }),
      { numRuns: 150 },
    );
    // A law over worlds in which nothing happens would prove nothing.
    for (const outcome of ["allowed", "denied", "conditional"]) expect(seen.get(outcome) ?? 0).toBeGreaterThan(5);
  });
});

function convertBack(text: string): Model {
  const { converted, refusals } = convertZed({ path: "schema.zed", text });
  if (converted !== undefined) return converted.model;
  throw new Error(refusals.map((each) => formatRefusal(each, text)).join("\n"));
}

/** The decision with what it waits for; of a failure its code. */
function answer(model: Model, { tuples }: World, question: WorldQuestion): string {
  try {
    return check(model, new MemoryGraph(tuples), question).outcome;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return error.code;
  }
}
