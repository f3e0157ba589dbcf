import { convertJsonModels, formatRefusal, type Converted } from "@relata/convert";
import { instantFromMs } from "@relata/model";
import { check, MemoryGraph } from "@relata/resolver";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { passesOn, theirCheck, type TheirModel, type TheirTuple } from "./their-check.ts";

const TYPES = ["doc", "group", "client_abc:folder"];
const RELATIONS = ["member", "owner", "viewer"];
const PERMISSIONS = ["read", "write"];

/** Relations imply those that stand behind them, so that there is no circle, which is refused here. */
const model: fc.Arbitrary<TheirModel> = fc
  .record({
    implied: fc.tuple(...RELATIONS.map((_, i) => fc.subarray(RELATIONS.slice(0, i)))),
    hierarchy: fc.tuple(...RELATIONS.map(() => fc.constantFrom(undefined, undefined, false, true))),
    asked: fc.tuple(...PERMISSIONS.map(() => fc.constantFrom(...RELATIONS))),
  })
  .map(({ implied, hierarchy, asked }) => ({
    relations: Object.fromEntries(
      RELATIONS.map((name, i) => {
        const union = implied[i] ?? [];
        const passes = hierarchy[i];
        return [name, passes === undefined ? union : { union, subjectParams: { hierarchy: passes } }];
      }),
    ),
    permissions: Object.fromEntries(PERMISSIONS.map((name, i) => [name, { relation: asked[i] ?? "owner" }])),
  }));

const models = fc.tuple(...TYPES.map(() => model)).map((each): Record<string, TheirModel> => {
  return Object.fromEntries(TYPES.map((type, i) => [type, each[i] ?? { relations: {}, permissions: {} }]));
});

const entity = fc.record({ type: fc.constantFrom(...TYPES), id: fc.constantFrom("1", "2") });
const subject = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom({ type: "user", id: "ann" }, { type: "user", id: "bob" }, { type: "apikey", id: "k" }),
  },
  { weight: 2, arbitrary: entity },
);

const tuple: fc.Arbitrary<TheirTuple> = fc
  .record({ entity, all: fc.integer({ min: 0, max: 7 }), relation: fc.constantFrom(...RELATIONS), subject })
  .map(({ entity, all, relation, subject }) => ({
    entityType: entity.type,
    entityId: all === 0 ? "*" : entity.id,
    relation,
    subjectType: subject.type,
    subjectId: subject.id,
  }));
const tuples = fc.uniqueArray(tuple, {
  minLength: 3,
  maxLength: 16,
  size: "max",
  selector: (each) => JSON.stringify(each),
});

describe("models in JSON", () => {
  test("decide as there, in random worlds", () => {
    const seen = { allowed: 0, denied: 0 };
    fc.assert(
      fc.property(
        models,
        tuples,
        fc.array(fc.record({ subject, entity }), { minLength: 4, maxLength: 4 }),
        (given, rows, questions) => {
          // Why: to act as every object of a type is nothing there, and here what it says.
          const told = rows.filter((row) => row.entityId !== "*" || !passesOn(given, row));
          const converted = convertedOf(given, told);
          for (const { subject, entity } of questions) {
            for (const permission of PERMISSIONS) {
              const expected = theirCheck(given, told, { subject, permission, entity }) ? "allowed" : "denied";
              seen[expected]++;
              const got = answer(converted, subject, permission, entity);
              expect({ given, told, subject, permission, entity, got }).toEqual({
                given,
                told,
                subject,
                permission,
                entity,
                got: expected,
              });
            }
          }
        },
      ),
      { numRuns: 200 },
    );
    expect(seen.allowed).toBeGreaterThan(50);
    expect(seen.denied).toBeGreaterThan(50);
  });
});

function convertedOf(models: Readonly<Record<string, TheirModel>>, rows: readonly TheirTuple[]): Converted {
  const text = JSON.stringify(models, null, 1);
  const tuples = { path: "tuples.json", text: JSON.stringify(rows) };
  const { converted, refusals } = convertJsonModels({ path: "models.json", text }, { tuples });
  if (converted !== undefined) return converted;
  throw new Error(
    refusals.map((each) => formatRefusal(each, each.span.path === "models.json" ? text : tuples.text)).join("\n"),
  );
}

function answer(
  { model, tuples }: Converted,
  subject: { readonly type: string; readonly id: string },
  permission: string,
  object: { readonly type: string; readonly id: string },
): string {
  const question = { subject: [subject], permission, object, resource: {}, context: {}, now: instantFromMs(0) };
  return check(model, new MemoryGraph(tuples), question).outcome;
}
