import { type Json, type Model, type Rewrite } from "@relata/model";
import { compileText, printModel, printRewrite } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { modelOf } from "./compiled.ts";

const MODELS: readonly [name: string, text: string][] = [
  ["nothing", ""],
  ["a type", "type user"],
  ["names in backticks", "type `a-b`:`type` { relation `can/view`: `a-b`:`type` }"],
  [
    "docs",
    "/// one\n///\n///  three\ntype t {\n/// in\nrelation r: t\n/// per\npermission p = r\n/// att\nattribute a: any\n}",
  ],
  ["an empty doc", "///\ntype t"],
  ["value types", 'context a: list<map<"x" | "y\\"z">> context b: duration type t { trusted attribute c: uint }'],
  ["subjects", "type u type t { relation r: u | u:* | t#r with p | u with p | u:* with p } policy p = json true"],
  ["a relation with a rewrite", "type t { relation a: t = this + b relation b: t = nil relation c: t = this }"],
  ["arrows", "type t { relation a: t permission p = a->a.all(a->a) permission q = a.all(a) & self }"],
  ["nested operators", "type t { relation a: t permission p = ((a + a) + (a & a)) - (a - (a - a)) }"],
  ["policies on parts", "type t { relation a: t permission p = ((a when p) + a when p) when p } policy p = json true"],
  [
    "parameters",
    'policy p(tuple a: int, b: list<int>) required b, a = json { "in": [{ "var": "a" }, { "var": "b" }] }',
  ],
  [
    "required paths",
    "type t { attribute `x-y`: any attribute `type`: any } context region: any " +
      "policy p required resource.`x-y`, resource.type.context, context.region = json true",
  ],
  [
    "JSON that is long",
    `policy p = json { "or": [${Array.from({ length: 40 }, (_, i) => `{ "==": [["${i}"], ["a", "b"]] }`).join(",")}] }`,
  ],
];

describe("printing a model and compiling it again gives the same model", () => {
  it.each(MODELS)("for %s", (_, text) => {
    const model = modelOf(text);
    const printed = printModel(model);
    expect(compileText(printed).model).toStrictEqual(model);
    expect(printModel(compileText(printed).model as Model)).toBe(printed);
  });

  it("for every rewrite", () => {
    fc.assert(
      fc.property(rewrites(), (rewrite) => {
        const model = withRewrite(rewrite);
        expect(compileText(printModel(model)).model).toEqual(model);
      }),
    );
  });

  it("for every doc comment", () => {
    fc.assert(
      fc.property(
        fc.string().filter((doc) => !/[\r\0]|\s$/m.test(doc)),
        (doc) => {
          const model = {
            ...withBody(true),
            types: [{ name: "t", doc, attributes: [], relations: [], permissions: [] }],
          };
          expect(compileText(printModel(model)).model).toEqual(model);
        },
      ),
    );
  });
});

describe("a printed model", () => {
  it("is laid out the same way whatever it was read from", () => {
    const text = `
      policy small(limit: number) = json {"<=":[{"var":"resource.amount"},{"var":"limit"}]}
      /// People.
      type user   type doc{permission view=viewer+owner when small relation viewer:user|user:*relation owner:user
      attribute amount:number}
      context region:string
    `;
    expect(printModel(modelOf(text))).toBe(`model 1

context region: string

type doc {
  attribute amount: number

  relation owner: user
  relation viewer: user | user:*

  permission view = viewer + owner when small
}

/// People.
type user

policy small(limit: number) = resource.amount <= limit
`);
  });

  it("has its policies as JSON where that is asked for", () => {
    const text = "type doc { attribute amount: number }\npolicy small = resource.amount <= 1";
    expect(printModel(modelOf(text), { policies: "json" })).toContain(
      'policy small = json { "<=": [{ "var": "resource.amount" }, 1] }',
    );
  });

  it("breaks JSON that does not fit on a line", () => {
    const long = "x".repeat(60);
    const text = `policy p = json { "or": [{ "==": ["${long}", "${long}"] }, false, { "!": [true] }] }`;
    expect(printModel(modelOf(text), { policies: "json" })).toBe(`model 1

policy p = json {
  "or": [
    {
      "==": [
        "${long}",
        "${long}"
      ]
    },
    false,
    { "!": [true] }
  ]
}
`);
  });
});

describe("a printed rewrite", () => {
  it.each([
    ["a + (b - c)", "a + (b - c)"],
    ["((a) + b) + c", "(a + b) + c"],
    ["a.any(a.any(b))", "a->a->b"],
    ["a.all(a->b)", "a.all(a->b)"],
    ["a->a.all(b)", "a->a.all(b)"],
    ["(a when p) & b when p", "(a when p) & b when p"],
    ["(((a when p))) when p", "(a when p) when p"],
    ["self - nil", "self - nil"],
  ])("of %s is %s", (text, printed) => {
    const model = modelOf(
      `type t { relation a: t relation b: t relation c: t permission x = ${text} } policy p = json true`,
    );
    expect(printRewrite(model.types[0]?.permissions[0]?.rewrite as Rewrite)).toBe(printed);
  });
});

function withRewrite(rewrite: Rewrite): Model {
  const relations = ["a", "b", "c-d"].map((name) => ({
    name,
    subjects: [{ type: "t" }],
    rewrite: { kind: "this" } as const,
  }));
  const permissions = [{ name: "p", rewrite }];
  return { ...withBody(true), types: [{ name: "t", attributes: [], relations, permissions }] };
}

function withBody(body: Json): Model {
  return { version: 1, types: [], policies: [{ name: "p", parameters: [], required: [], body }], context: [] };
}

function rewrites(): fc.Arbitrary<Rewrite> {
  const names = fc.constantFrom("a", "b", "c-d");
  const quantifiers = fc.constantFrom("any" as const, "all" as const);
  const { rewrite } = fc.letrec<{ rewrite: Rewrite; path: Rewrite; arrow: Rewrite; many: Rewrite[] }>((tie) => ({
    path: fc.oneof(
      { maxDepth: 3 },
      fc.record({ kind: fc.constant("computed" as const), relation: names }),
      tie("arrow"),
    ),
    arrow: fc.record({
      kind: fc.constant("arrow" as const),
      relation: names,
      quantifier: quantifiers,
      target: tie("path"),
    }) as fc.Arbitrary<Rewrite>,
    many: fc.array(tie("rewrite"), { minLength: 2, maxLength: 4 }),
    rewrite: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.constantFrom<Rewrite>({ kind: "nil" }, { kind: "self" }),
      tie("path"),
      fc.record({ kind: fc.constantFrom("union" as const, "intersection" as const), of: tie("many") }),
      fc.record({ kind: fc.constant("exclusion" as const), from: tie("rewrite"), less: tie("rewrite") }),
      fc.record({ kind: fc.constant("when" as const), of: tie("rewrite"), policy: fc.constant("p") }),
    ),
  }));
  return rewrite;
}
