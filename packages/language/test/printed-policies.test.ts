import { fromEntries, type Json } from "@relata/model";
import { printPolicyBody, type PolicyForm } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { bodyOf } from "./compiled.ts";
import { expressionBodies } from "./expression-bodies.ts";

const PARAMETERS = ["limit", "true", "in", "items", "item"];
const FORMS = ["expression", "json"] as const;

const print = (body: Json, form: PolicyForm = "expression"): string =>
  printPolicyBody(body, { form, parameters: PARAMETERS, column: 20 });

describe("printing a body and reading it again gives the same body", () => {
  it("for every body that has an expression, which is then printed", () => {
    fc.assert(
      fc.property(expressionBodies, (body) => {
        const text = print(body);
        expect(text).not.toMatch(/^ json /);
        expect(bodyOf(text, PARAMETERS)).toEqual(body);
      }),
      { numRuns: 1_500 },
    );
  });

  it.each(FORMS)("for any JSON at all, as %s", (form) => {
    fc.assert(
      fc.property(json(), (body) => {
        expect(bodyOf(print(body, form), PARAMETERS)).toEqual(body);
      }),
    );
  });

  it("for bodies of expressions in JSON", () => {
    fc.assert(
      fc.property(expressionBodies, (body) => {
        expect(bodyOf(print(body, "json"))).toEqual(body);
      }),
    );
  });

  it("and printing that gives the same text", () => {
    fc.assert(
      fc.property(expressionBodies, (body) => {
        expect(print(bodyOf(print(body), PARAMETERS) ?? null)).toBe(print(body));
      }),
    );
  });
});

describe("a body is printed as an expression", () => {
  it.each<[Json, string]>([
    [{ "<=": [{ var: "resource.amount" }, 1000] }, "resource.amount <= 1000"],
    [
      { and: [{ and: [{ var: "a" }, { var: "b" }] }, { or: [{ var: "c" }, { "!": [{ var: "d" }] }] }] },
      "(a && b) && (c || !d)",
    ],
    [{ or: [{ and: [{ var: "a" }, { var: "b" }] }, { var: "c" }] }, "a && b || c"],
    [{ "-": [{ "-": [{ var: "a" }, 1] }, { "-": [{ var: "b" }, -1] }] }, "a - 1 - (b - -1)"],
    [{ "+": [{ "+": [1, 2] }, 3, 4] }, "(1 + 2) + 3 + 4"],
    [{ "+": [{ "-": [1, 2] }, 3, 4] }, "1 - 2 + 3 + 4"],
    [{ "-": [1] }, "-(1)"],
    [{ "-": [-1] }, "--1"],
    [{ "!": [{ "==": [1, 2] }] }, "!(1 == 2)"],
    [{ "==": [{ "==": [1, 2] }, true] }, "(1 == 2) == true"],
    [{ "*": [{ "+": [1, 2] }, { "%": [3, 4] }] }, "(1 + 2) * (3 % 4)"],
    [{ if: [{ if: [true, false, true] }, 1, { if: [true, 2, 3] }] }, "(true ? false : true) ? 1 : true ? 2 : 3"],
    [{ get: [{ get: [{ var: "a" }, 0] }, "k"] }, 'a[0]["k"]'],
    [{ has: "resource.a" }, "has(resource.a)"],
    [{ size: [[1, [2]]] }, "size([1, [2]])"],
    [{ contains: [{ cat: [{ var: "a" }, "x"] }, "y"] }, 'cat(a, "x").contains("y")'],
    [{ in_cidr: [{ var: "context.ip" }, "10.0.0.0/8"] }, 'context.ip.in_cidr("10.0.0.0/8")'],
    [
      { some: [{ var: "resource.tags" }, { "==": [{ var: "" }, { var: "../context.tag" }] }] },
      "resource.tags.exists(tag, tag == context.tag)",
    ],
    [{ none: [{ var: "entries" }, { "!": [{ var: "open" }] }] }, "entries.all(entry, entry.open)"],
    [
      { one: [[1], { some: [{ var: "boxes" }, { "==": [{ var: "" }, { var: "../" }] }] }] },
      "[1].exists_one(item2, item2.boxes.exists(box, box == item2))",
    ],
    [{ map: [{ var: "status" }, 1] }, "status.map(item2, 1)"],
    [{ var: "resource.a b" }, 'resource["a b"]'],
    [{ var: "resource.a-b.c-d" }, 'resource.`a-b`["c-d"]'],
    [{ var: "context.type.type" }, "context.type.type"],
    [{ var: "true" }, "`true`"],
  ])("%j", (body, text) => {
    expect(print(body)).toBe(` ${text}`);
  });

  it("broken where a line would be too long", () => {
    const body: Json = { and: [long("a"), { or: [long("b"), { "!": [{ and: [long("c"), long("d")] }] }] }, long("e")] };
    const x = `"${"x".repeat(50)}"`;
    expect(print(body)).toBe(`
  resource.a == ${x}
  && (resource.b == ${x}
    || !(resource.c == ${x}
      && resource.d == ${x}))
  && resource.e == ${x}`);
  });

  it("with one element a line, of a list that is too long", () => {
    const list = ["a", "b", "c"].map((letter) => letter.repeat(40));
    const [a, b, c] = list.map((text) => JSON.stringify(text));
    expect(print({ in: [{ var: "resource.a" }, list] })).toBe(`
  resource.a in [
    ${a},
    ${b},
    ${c}
  ]`);
  });
});

describe("a body stays JSON where no expression means exactly that", () => {
  it.each<[Json]>([
    [{ var: ["a", 0] }],
    [{ var: ["a"] }],
    [{ var: 1 }],
    [{ var: "" }],
    [{ var: "../a" }],
    [{ var: "resource..a" }],
    [{ var: "a b" }],
    [{ "!": { var: "a" } }],
    [{ "!!": [true] }],
    [{ "===": [1, 1] }],
    [{ "<": [1, 2, 3] }],
    [{ and: [true] }],
    [{ if: [true, 1, false, 2, 3] }],
    [{ all: [[1], true] }],
    [{ none: [[1], true] }],
    [{ reduce: [[1], { var: "current" }, 0] }],
    [{ get: [{ var: "a" }, "k"] }],
    [{ a: 1, b: 2 }],
    [{}],
    [{ unheard: [1] }],
    [{ some: [[1], { var: "../../a" }] }],
  ])("%j", (body) => {
    expect(print(body)).toMatch(/^ json /);
    expect(bodyOf(print(body))).toEqual(body);
  });
});

/** A comparison that takes half a line. */
function long(name: string): Json {
  return { "==": [{ var: `resource.${name}` }, "x".repeat(50)] };
}

/** JSON of any shape. */
function json(): fc.Arbitrary<Json> {
  const operators = fc.constantFrom("and", "var", "has", "!", "-", "some", "none", "get", "if", "in", "cat", "size");
  const { item } = fc.letrec<{ item: Json }>((tie) => ({
    item: fc.oneof(
      { maxDepth: 4 },
      fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
      fc.array(tie("item"), { maxLength: 4 }),
      fc.tuple(operators, tie("item")).map((entry) => fromEntries([entry])),
      fc
        .uniqueArray(fc.tuple(fc.string(), tie("item")), { selector: ([key]) => key, maxLength: 4 })
        .map((entries) => fromEntries(entries)),
    ),
  }));
  return item.map((value) => JSON.parse(JSON.stringify(value)) as Json);
}
