import { compile, type SourceFile } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const MEMBERS = [
  "relation a: user with p | group#member | user",
  "relation b: group | user:*",
  "/// who may\n  permission view = a + (b when q)",
  "permission edit = view - b",
  "attribute amount: number",
  'trusted attribute status: "draft" | "paid"',
];

const DECLARATIONS = [
  "type user",
  "/// several people\ntype group { relation member: user | group#member }",
  "context region: string",
  "context ip: ipaddress",
  'policy p(tuple t: any, plain: any) required context.region = json { "==": [{ "var": "t" }, { "var": "plain" }] }',
  'policy q = json { "<": [{ "var": "resource.amount" }, 3] }',
];

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length, maxLength: items.length });

function filesOf(declarations: readonly string[], cuts: readonly number[]): SourceFile[] {
  const files: string[][] = [[], [], []];
  for (const [i, declaration] of declarations.entries()) files[cuts[i] ?? 0]?.push(declaration);
  return files.map((texts, i) => ({ path: `${i}.relata`, text: ["model 1", ...texts].join("\n") }));
}

describe("the order of declarations does not matter", () => {
  const inOrder = compile(filesOf([...DECLARATIONS, `type doc {\n  ${MEMBERS.join("\n  ")}\n}`], []));

  it("in the model, nor does the file in which they stand", () => {
    expect(inOrder.diagnostics).toEqual([]);
    const cuts = fc.array(fc.nat(2), { minLength: 7, maxLength: 7 });
    fc.assert(
      fc.property(shuffled(MEMBERS), fc.nat(6), shuffled(DECLARATIONS), cuts, (members, at, declarations, cuts) => {
        const doc = `type doc {\n  ${members.join("\n  ")}\n}`;
        const { model } = compile(filesOf(declarations.toSpliced(at, 0, doc), cuts));
        // Why as text: equal models are equal data, down to the order of every list.
        expect(JSON.stringify(model)).toBe(JSON.stringify(inOrder.model));
      }),
    );
  });

  it("in what is wrong, as long as no name is declared twice", () => {
    const wrong = ["type a { relation r: x }", "type b { permission p = q }", "type c { permission s = s }", "type d"];
    fc.assert(
      fc.property(shuffled(wrong), (declarations) => {
        const { diagnostics } = compile(filesOf(declarations, []));
        expect(diagnostics.map((each) => each.code).toSorted()).toEqual([
          "depends_on_itself",
          "unknown_relation",
          "unknown_type",
        ]);
      }),
    );
  });
});
