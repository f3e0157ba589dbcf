import { isDeepStrictEqual } from "node:util";
import { NAMES, questions, specify, worlds } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { engineVerdict } from "./engine-verdict.ts";
import { asked, difference, enginesOf, worldsToTry } from "./random-worlds.ts";

test("check answers as the specification does, over memory, over sqlite and in a view, in random worlds", async () => {
  const seen = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(worlds, questions, async (world, part) => {
      const specified = specify(world, part);
      const engines = await enginesOf(world);
      for (const [name, relata] of engines) {
        const view = await relata.at();
        for (const permission of NAMES) {
          const question = { ...part, permission };
          const expected = specified(permission);
          seen.set(expected.kind, (seen.get(expected.kind) ?? 0) + 1);
          const input = asked(question);
          const verdicts = {
            check: await engineVerdict(() => relata.check(input)),
            // A view holds no store, and what is in it is the same from each: one of them is enough.
            ...(name === "sqlite" && { view: await engineVerdict(() => view.check(input)) }),
          };
          for (const [how, verdict] of Object.entries(verdicts)) {
            if (!isDeepStrictEqual(verdict, expected))
              throw difference(expected, verdict, world, question, `${how} over ${name}`);
          }
        }
        await relata.close();
      }
    }),
    worldsToTry(300),
  );
  // A theorem over worlds in which nothing happens would prove nothing.
  console.log(`verdicts: ${[...seen].map(([kind, count]) => `${kind} ${count}`).join(", ")}`);
  for (const kind of ["allowed", "denied", "conditional"]) expect(seen.get(kind) ?? 0).toBeGreaterThan(5);
});
