import { compileExpression, type DiagnosticCode } from "@relata/language";
import { describe, expect, it } from "vitest";

import { mistakesIn } from "./compiled.ts";

/** The one thing that is wrong with an expression: its code, what it marks, and the hint. */
function wrong(text: string): readonly [code: DiagnosticCode | undefined, mark: string, hint: string] {
  const [first, ...others] = compileExpression(text).diagnostics;
  expect(others).toEqual([]);
  return [first?.code, text.slice(first?.span.start, first?.span.end), first?.hint ?? ""];
}

describe("what other languages write is refused with what to write here", () => {
  it.each([
    ["a === b", "===", "write `==`"],
    ["a !== b", "!==", "write `!=`"],
    ["a <> b", "<>", "write `!=`"],
    ["a => b", "=>", "write `>=`"],
    ["a ** 2", "**", "write the product out"],
    ["a = b", "=", "write `==`"],
    ["a is b", "is", "write `==`"],
    ["a and b", "and", "write `&&`"],
    ["a AND b", "AND", "write `&&`"],
    ["a or b", "or", "write `||`"],
    ["a & b", "&", "write `&&`"],
    ["a | b", "|", "write `||`"],
    ["not a", "not", "write `!`"],
    ["a not in b", "not", "write `!(element in list)`"],
    ["a !in b", "!", "write `!=`, or `!(element in list)`"],
    ["a->b", "->", "write `.`: a policy reads attributes"],
    ['a like "x%"', "like", "there are no patterns"],
    ['a matches "x"', "matches", "there are no patterns"],
    ['a contains "x"', "contains", "write `text.contains(part)`"],
    ["a ?? b", "?", "`has(a.b) ? a.b : other`"],
    ["a when b", "when", "a policy is one expression"],
    ['{ "a": 1 }', "{", "there are no maps to write"],
    ['a == { "a": 1 }', "{", "there are no maps to write"],
    ["a.0", "0", "elements are read in brackets: `[0]`"],
    ['r"a"', '"a"', "strings are written as in JSON"],
    ["a b", "b", "an expression ends where the next declaration begins"],
    ["a polciy b = c", "polciy", "did you mean `policy`?"],
  ])("%s", (text, mark, hint) => {
    expect(wrong(text)).toEqual(["unexpected_token", mark, expect.stringContaining(hint)]);
  });

  it.each([
    ["1u == a", "1u"],
    ["0x1F == a", "0x1F"],
    ["01 == a", "01"],
    ["1e999 == a", "1e999"],
    ["-1s == a", "-1s"],
  ])("%s, a number of others", (text, mark) => {
    expect(wrong(text)).toEqual(["invalid_number", mark, expect.stringContaining("as in JSON")]);
  });

  it("a string in apostrophes", () => {
    expect(wrong("a == 'b'")).toEqual(["invalid_string", "'b'", "strings stand in double quotes"]);
  });

  it.each([
    ["int(a) == 1", "int", "nothing is converted"],
    ["string(a)", "string", "nothing is converted"],
    ['a.matches("x")', "matches", "there are no patterns"],
    ["a.getHours() < 9", "getHours", "there are no parts of a time"],
    ["a.lowerAscii() == b", "lowerAscii", "store them in one case"],
    ["a.some(x, x)", "some", "write `list.exists(x, …)`"],
    ["a.every(x, x)", "every", "write `list.all(x, …)`"],
    ["a.none(x, x)", "none", "write `!list.exists(x, …)`"],
    ["a.includes(b)", "includes", "write `element in list`"],
    ["length(a)", "length", "write `size(…)`"],
    ["now() > a", "now", "write it without parentheses"],
    ["a.startWith(b)", "startWith", "did you mean `startsWith`?"],
    ["a.exist(x, x)", "exist", "did you mean `exists`?"],
    ["a.constructor()", "constructor", "there are has, size"],
  ])("%s, a function that is none here", (text, mark, hint) => {
    expect(wrong(text)).toEqual(["unknown_function", mark, expect.stringContaining(hint)]);
  });
});

describe("a function is called as it is declared", () => {
  it.each([
    ["size()", "size()", "`size` takes one operand, not 0"],
    ["size(a, b)", "size(a, b)", "`size` takes one operand, not 2"],
    ["a.size(b)", "a.size(b)", "`size` takes no operand, not 1"],
    ["contains(a, b)", "contains(a, b)", "`contains` is called on a value"],
    ["a.contains(b, c)", "a.contains(b, c)", "`contains` takes one operand, not 2"],
    ["a.has()", "a.has()", "`has` is not called on a value"],
    ["a.timestamp()", "a.timestamp()", "`timestamp` is not called on a value"],
    ["cat()", "cat()", "`cat` takes 1 or more operands, not 0"],
    ["in_cidr(a)", "in_cidr(a)", "`in_cidr` takes 2 operands, not 1"],
    ["a.all(x)", "a.all(x)", "`all` takes the name of a variable and an expression over it"],
    ["all(a, x, x)", "all(a, x, x)", "`all` is called on a value"],
    ["a.all(x.y, true)", "x.y", "`all` takes the name of a variable first, and this is none"],
    ['a.all("x", true)', '"x"', "`all` takes the name of a variable first, and this is none"],
    ["has(1)", "1", "`has` takes a path, and this is none"],
    ["has(a[0])", "a[0]", "`has` takes a path, and this is none"],
    ["has(size(a).b)", "size(a).b", "`has` takes a path, and this is none"],
  ])("%s", (text, mark, message) => {
    expect(wrong(text).slice(0, 2)).toEqual(["wrong_call", mark]);
    expect(compileExpression(text).diagnostics[0]?.message).toBe(message);
    expect(wrong(text)[2]).toMatch(/^for instance `/);
  });
});

describe("a variable has a name of its own", () => {
  it.each([
    ["a.all(resource, true)", "resource", "what every policy can read"],
    ["a.all(now, true)", "now", "what every policy can read"],
    ["a.all(p, true)", "p", "a parameter of the policy"],
    ["a.all(x, b.all(x, true))", "x", "a variable around it"],
  ])("%s", (text, name, whose) => {
    const { diagnostics } = compileExpression(text, ["p"]);
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["shadowed_name", `the variable \`${name}\` has the name of ${whose}`],
    ]);
  });

  it("which may be used again beside it", () => {
    expect(compileExpression("a.all(x, x) && b.all(x, x)").diagnostics).toEqual([]);
  });
});

describe("comparisons do not chain", () => {
  it.each(["1 < a < 3", "a == b == c", "a in b in c", "a <= b != c"])("%s", (text) => {
    expect(wrong(text)).toEqual(["chained_relations", expect.any(String), expect.stringContaining("&&")]);
  });

  it("with the two comparisons as the hint", () => {
    expect(wrong("1 < resource.amount <= 3")).toEqual([
      "chained_relations",
      "<=",
      "write `1 < resource.amount && resource.amount <= …`, or put one in parentheses",
    ]);
  });

  it("but may be compared in parentheses", () => {
    expect(compileExpression("(a < b) == (c < d)").diagnostics).toEqual([]);
  });
});

describe("a mistake in an expression hides no other", () => {
  it("in the next declaration", () => {
    expect(
      mistakesIn(`
        policy a = resource.type === 1 && context.type.policy
        type t { relation r: usr }
        policy b = (1 < 2
        policy c = 'x'
        context d: strng
        policy e = context.d == context["policy"] &&
        policy f = now and now
      `),
    ).toEqual([
      "unexpected_token «===»",
      "unknown_type «usr»",
      "unexpected_token «policy»",
      "invalid_string «'x'»",
      "policy_type «'x'»",
      "unknown_value_type «strng»",
      "unexpected_token «policy»",
      "unexpected_token «and»",
    ]);
  });

  it("in the same expression, where it is one of meaning", () => {
    expect(mistakesIn("policy a = int(1) == 1 || [1].all(now, true) || size() == 1")).toEqual([
      "unknown_function «int»",
      "shadowed_name «now»",
      "wrong_call «size()»",
    ]);
  });

  it("nor does a keyword end an expression that reads it", () => {
    expect(
      mistakesIn(`
        type t { attribute \`type\`: any attribute \`policy\`: any }
        context \`import\`: any
        policy a = resource.type == subject.policy && context.import == context["import"]
      `),
    ).toEqual([]);
  });
});
