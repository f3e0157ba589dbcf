import { createRelata, isFailure } from "@relata/core";
import type { Model } from "@relata/model";
import { models } from "@relata/spec";
import { memoryStore } from "@relata/store";
import fc from "fast-check";
import { expect, test } from "vitest";
import { generateModule } from "../src/index.ts";
import { compileFiles } from "./compile-files.ts";

const MODELS = 4;
const LINES = 60;
const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
console.log(`types: ${MODELS} models, RELATA_SEED=${seed}`);

/** Tuples and questions of a model as text, admitted and not. */
function textsOf({ types, policies }: Model): { tuples: fc.Arbitrary<string>; questions: fc.Arbitrary<Question> } {
  const type = fc.constantFrom(...types.map(({ name }) => name), "nothing");
  const names = [...new Set(types.flatMap((each) => [...each.relations, ...each.permissions].map(({ name }) => name)))];
  const name = fc.constantFrom(...names, "nothing");
  const id = fc.constantFrom("a", "b:c", "*");
  const object = fc.tuple(type, id).map((parts) => parts.join(":"));
  const set = fc.tuple(object, name).map((parts) => parts.join("#"));
  const policy = fc.constantFrom("", "", "", ...policies.map((each) => ` with ${each.name} {}`), " with nothing {}");
  const tuples = fc
    .tuple(object, name, fc.oneof(object, set), policy)
    .map(([on, relation, subject, carried]) => `${on}#${relation}@${subject}${carried}`);
  return { tuples, questions: fc.record({ permission: name, object }) };
}

interface Question {
  readonly permission: string;
  readonly object: string;
}

/** What only run time can know: which parameters stand in the text, and what a wildcard stands beside. */
const ONLY_AT_RUN_TIME = new Set(["invalid_tuple", "invalid_reference", "invalid_attributes"]);

async function isRefused(ask: () => Promise<unknown>): Promise<boolean | undefined> {
  try {
    await ask();
    return false;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return ONLY_AT_RUN_TIME.has(error.code) ? undefined : !error.code.startsWith("policy") && error.code !== "paradox";
  }
}

test(
  "a tuple or a question in a random model compiles exactly where run time takes it",
  { timeout: 300_000 },
  async () => {
    const seen = { taken: 0, refused: 0 };
    for (const [i, model] of fc.sample(models, { seed, numRuns: MODELS }).entries()) {
      const { tuples, questions } = textsOf(model);
      const written = fc.sample(tuples, { seed: seed + i, numRuns: LINES });
      const asked = fc.sample(questions, { seed: seed + i, numRuns: LINES });
      const lines = [
        ...written.map((tuple) => `void r.write([${JSON.stringify(tuple)}]);`),
        ...asked.map(({ permission, object }) => {
          const parts = [permission, object].map((part) => JSON.stringify(part)).join(", ");
          return `void r.can({ allOf: [] }, ${parts});`;
        }),
      ];
      const head = `import type { Relata } from "@relata/core"; import type { Authz } from "./m.gen.ts"; declare const r: Relata<Authz>;`;
      const { lines: complained, complaints } = compileFiles(
        { "m.gen.ts": generateModule(model), "use.ts": [head, ...lines].join("\n") },
        "use.ts",
      );
      const relata = await createRelata({ model, store: memoryStore() });
      const asks = [
        ...written.map((tuple) => () => relata.write([tuple])),
        ...asked.map(
          ({ permission, object }) =>
            () =>
              relata.can("user:nobody", permission, object),
        ),
      ];
      for (const [j, ask] of asks.entries()) {
        const refused = await isRefused(ask);
        if (refused === undefined) continue;
        seen[refused ? "refused" : "taken"]++;
        const said = complaints.filter((complaint) => complaint.startsWith(`${j + 2}: `));
        expect({ line: lines[j], refused: complained.has(j + 2), said }).toEqual({ line: lines[j], refused, said });
      }
    }
    // Why counted: a law about nothing but refusals would hold of a type that refuses all.
    expect(seen.taken).toBeGreaterThan(50);
    expect(seen.refused).toBeGreaterThan(50);
  },
);
