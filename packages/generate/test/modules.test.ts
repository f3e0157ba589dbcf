import { compileText } from "@relata/language";
import type { Json, Model } from "@relata/model";
import { isJsonObject } from "@relata/model";
import { models } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generateModule } from "../src/index.ts";
import { compileFiles } from "./compile-files.ts";
import { runModule } from "./run-module.ts";

const seed = Number(process.env["RELATA_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
console.log(`modules: RELATA_SEED=${seed}`);
const property = { seed, ...(process.env["RELATA_PATH"] !== undefined && { path: process.env["RELATA_PATH"] }) };

const ODD = `model 1
/// Ends a comment: */ and goes on.
///
/// With an "at": @deprecated.
type user
type \`can-view\` { relation \`__proto__\`: user  relation \`constructor\`: user:*  permission \`to-string\u00E9\` = \`__proto__\` }
type a:b:\`c/d\` {
  /// How much.
  attribute amount: number
  trusted attribute \`naïve\`: list<"x" | "y">
  attribute one: list<"x">
  attribute deep: list<map<list<any>>>
  attribute when_due: timestamp
  attribute took: duration
  attribute from_ip: ipaddress
  attribute whole: int
  attribute part: uint
  attribute paid: boolean
  relation owner: user with late | user | \`can-view\`#\`__proto__\`
  permission mine = self + owner
}
context late: boolean
policy late(tuple \`no-limit\`: number, late: string) = json { "or": [{ "<": [{ "var": "no-limit" }, { "var": "resource.amount" }] }, { "==": [{ "var": "late" }, "x"] }] }
`;

const SEVERAL = `model 1
type invoice { attribute amount: number  attribute paid: boolean  permission view = self when small  permission pay = self when open }
policy small = resource.amount <= 1000
policy open = !resource.paid
`;

function modelOf(text: string): Model {
  const { model, diagnostics } = compileText(text);
  if (model === undefined) throw new Error(JSON.stringify(diagnostics));
  return model;
}

/** The same data with the keys of every object turned round. */
function turnedRound(value: Json): Json {
  if (Array.isArray(value)) return value.map(turnedRound);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, item]) => [key, turnedRound(item)] as const),
  );
}

describe("a module", () => {
  test("holds the model as it is, for every random model", () => {
    fc.assert(
      fc.property(models, (model) => {
        expect(runModule(generateModule(model))).toEqual(model);
      }),
      { ...property, numRuns: 60 },
    );
  });

  test("is the same text for equal models, whatever the order of their keys", () => {
    fc.assert(
      fc.property(models, (model) => {
        const other = turnedRound(model as unknown as Json) as unknown as Model;
        expect(generateModule(other)).toBe(generateModule(model));
      }),
      { ...property, numRuns: 60 },
    );
  });

  test("is the same text whatever the order of declarations", () => {
    const turned = "model 1\ntype b { relation y: a  relation x: a }\ntype a";
    const straight = "model 1\ntype a\ntype b { relation x: a  relation y: a }";
    expect(generateModule(modelOf(turned))).toBe(generateModule(modelOf(straight)));
  });

  test("holds names of every kind as they are", () => {
    const model = modelOf(ODD);
    expect(runModule(generateModule(model))).toEqual(model);
  });

  test("cannot be changed, down to the last value", () => {
    const model = runModule(generateModule(modelOf(ODD)));
    expect(() => Object.assign(model.types[0] ?? {}, { name: "other" })).toThrow(TypeError);
    const all: unknown[] = [model];
    for (const value of all) {
      if (typeof value !== "object" || value === null) continue;
      expect(Object.isFrozen(value)).toBe(true);
      all.push(...Object.values(value));
    }
    expect(all.length).toBeGreaterThan(100);
  });

  test.each([
    ["odd names and every type of value", ODD],
    ["policies of several operators", SEVERAL],
    ["nothing but a type", "model 1\ntype a"],
    ["nothing that is any JSON", "model 1\ntype a { attribute x: string }"],
  ])("compiles strictly, its types written beside what it exports: %s", (_, text) => {
    expect(compileFiles({ "odd.gen.ts": generateModule(modelOf(text)) }, "odd.gen.ts").complaints).toEqual([]);
  });

  test("types what a model declares, with what is said of it", () => {
    const text = generateModule(modelOf(ODD));
    expect(text).toContain('        "naïve"?: readonly ("x" | "y")[];');
    expect(text).toContain('        one?: readonly "x"[];');
    expect(text).toContain("        deep?: readonly { readonly [key: string]: readonly Json[] }[];");
    expect(text).toContain("        /** How much. */\n        amount?: number;");
    expect(text).toContain("     * Ends a comment: *\\/ and goes on.\n     *\n     * With an");
    expect(text).toContain('          user: undefined | "late";');
    expect(text).toContain('    late: {\n      late?: string;\n      "no-limit": number;\n    };');
    expect(text).toContain("    late?: boolean | string;");
    expect(text).toContain('  subjects: "a:b:c/d" | "can-view#__proto__" | "user";');
    expect(text).toContain('      trusted: "naïve";');
  });
});
