import { compile, compileText, printModel, type SourceFile } from "@relata/language";
import { models } from "@relata/spec";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { smallModels } from "./small-models.ts";

const LINT = { lint: true } as const;

const DECLARATIONS = [
  "type user\ntype users",
  "type group {\n  relation member: user | user:* | group#member\n  relation lost: user\n  permission in = member\n}",
  "type drive { permission open = self }",
  "type folder {\n  relation parent: folder | drive\n  permission view = parent->view\n  permission edit = nil + parent->open\n}",
  "type doc {\n  attribute amount: number\n  relation owner: group#member | user:*\n  permission none = owner & self\n}",
  "// relata-ignore unread_context -- on purpose\ncontext region: string",
  "context ip: ipaddress",
  "// relata-ignore unused_policy\npolicy used = json true",
  "type log { relation line: user with used }",
  "policy unused = json true",
];

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

function filesOf(declarations: readonly string[], cuts: readonly number[]): SourceFile[] {
  const files: string[][] = [[], [], []];
  for (const [i, declaration] of declarations.entries()) files[cuts[i] ?? 0]?.push(declaration);
  return files.map((texts, i) => ({ path: `${i}.relata`, text: ["model 1", ...texts].join("\n") }));
}

const told = (files: readonly SourceFile[]): string[] =>
  compile(files, LINT)
    .diagnostics.map(({ code, message }) => `${code}: ${message}`)
    .toSorted();

describe("warnings", () => {
  it("do not depend on the order of declarations, nor on the files in which they stand", () => {
    const inOrder = told(filesOf(DECLARATIONS, []));
    expect(new Set(inOrder.map((each) => each.replace(/:.*/, "")))).toEqual(
      new Set([
        "nobody_holds",
        "partial_arrow",
        "sensitive_wildcard",
        "similar_name",
        "unread_attribute",
        "unread_context",
        "unread_relation",
        "unused_ignore",
        "unused_policy",
        "wildcard_through_subject_set",
      ]),
    );
    const cuts = fc.array(fc.nat(2), { minLength: DECLARATIONS.length, maxLength: DECLARATIONS.length });
    fc.assert(
      fc.property(shuffled(DECLARATIONS), cuts, (declarations, cuts) => {
        expect(told(filesOf(declarations, cuts))).toEqual(inOrder);
      }),
    );
  });

  // Why in four: 10,000 in one test may take longer than one test may.
  it.each([1, 2, 3, 4])("of 2,500 random models are answered, and each told once, part %i of 4", () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(smallModels, (text) => {
        const linted = compileText(text, "model.relata", LINT);
        if (linted.model === undefined) throw new Error(`a random model is refused: ${linted.diagnostics[0]?.message}`);
        const places = linted.diagnostics.map(({ code, span }) => `${code} ${span.start}`);
        if (new Set(places).size < places.length) throw new Error(`a warning is told twice: ${places.join(", ")}`);
        for (const { code, severity, message } of linted.diagnostics) {
          seen.add(code);
          if (severity !== "warning" || message.includes("undefined")) throw new Error(`${code}: ${message}`);
        }
      }),
      { numRuns: 2_500 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        "nobody_holds",
        "partial_arrow",
        "sensitive_wildcard",
        "unread_relation",
        "unused_policy",
      ]),
    );
  });

  it("never change the model, and all of them can be silenced", () => {
    fc.assert(
      fc.property(models, (model) => {
        const text = printModel(model);
        const { model: linted, diagnostics } = compileText(text, "model.relata", LINT);
        const codes = new Map<number, Set<string>>();
        for (const { code, span } of diagnostics) codes.set(span.line, (codes.get(span.line) ?? new Set()).add(code));
        const silenced = text.split("\n").map((line, i) => {
          const here = codes.get(i + 1);
          return here === undefined ? line : `${line} // relata-ignore ${[...here].join(" ")}`;
        });
        const again = compileText(silenced.join("\n"), "model.relata", LINT);
        expect(again.diagnostics).toEqual([]);
        expect([linted, again.model]).toEqual([compileText(text).model, linted]);
      }),
    );
  });
});
