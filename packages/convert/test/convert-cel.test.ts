import { compileExpression } from "@relata/language";
import type { ValueType } from "@relata/model";
import { expect, it } from "vitest";

import { convertCel } from "../src/cel/convert-cel.ts";
import { parameterNames } from "../src/cel/parameter-names.ts";
import { Refusals } from "../src/refusal.ts";

const TYPES: { readonly [name: string]: ValueType } = {
  x: { kind: "int" },
  y: { kind: "int" },
  s: { kind: "string" },
  t: { kind: "timestamp" },
  d: { kind: "duration" },
  ip: { kind: "ipaddress" },
  m: { kind: "map", of: { kind: "string" } },
  l: { kind: "list", of: { kind: "string" } },
  now: { kind: "timestamp" },
  type: { kind: "string" },
};

const NAMES = parameterNames(Object.keys(TYPES));

function convert(text: string) {
  const refusals = new Refusals();
  const source = { path: "a.fga", text: `{ ${text} }` };
  const parameters = Object.entries(TYPES).map(([name, type]) => ({ name, type, called: NAMES.get(name) ?? name }));
  const { pieces, comments, reads } = convertCel({ source, start: 2, end: 2 + text.length }, parameters, refusals);
  return { text: pieces.map((piece) => piece.text).join(""), pieces, comments, reads, refusals: refusals.finish() };
}

it.each([
  ["x<100 || y < 0x1F", "x < 100 || y < 31"],
  ["x == 1u && -x < -1", "x == 1 && -x < -1"],
  ["t < timestamp('2023-10-11T10:00:00Z') + d", 't < timestamp("2023-10-11T10:00:00Z") + d'],
  ["timestamp(t) - t < duration(d)", "t - t < d"],
  [String.raw`s == 'a\'b\x41\u00e9\101'`, `s == "a'bAéA"`],
  [String.raw`s == r'\d' + """a"b` + '\n"""', String.raw`s == cat("\\d", "a\"b\n")`],
  ["'a' + s + 'b' == s", 'cat("a", s, "b") == s'],
  ["now < t", "given_now < t"],
  ["type == 'x'", '`type` == "x"'],
  ["m.foo != null && m['a.b'] in l && has(m.in)", 'm.foo != null && m["a.b"] in l && has(m.in)'],
  ["x / y == 3", "((x - x % y) / y) == 3"],
  ["(x + y) * 2 > x - (y - 1)", "(x + y) * 2 > x - (y - 1)"],
  ["x < y == true", "(x < y) == true"],
  ["ip.in_cidr('10.0.0.0/8') || ip == ipaddress('::1')", 'ip.in_cidr("10.0.0.0/8") || ip == "::1"'],
  ["ipaddress(s).in_cidr(s)", "s.in_cidr(s)"],
  ["x > 1 ? s == 'a' : !(y > 1) ? true : false", 'x > 1 ? s == "a" : !(y > 1) ? true : false'],
  ["l.exists(e, e == s) && l.existsOne(e, e != s)", "l.exists(e, e == s) && l.exists_one(e, e != s)"],
  ["l.map(e, e != '', e + 'x').size() > 2", 'l.filter(e, e != "").map(e, cat(e, "x")).size() > 2'],
  ["l.exists(x, l.all(x, x == s))", "l.exists(x_2, l.all(x_3, x_3 == s))"],
  ["[1, 2].exists(now, now == x)", "[1, 2].exists(now_2, now_2 == x)"],
])("%s is %s", (source, expected) => {
  const { text, refusals } = convert(source);
  expect(refusals).toEqual([]);
  expect(text).toBe(expected);
  expect(compileExpression(text, [...NAMES.values()]).diagnostics).toEqual([]);
});

it.each([
  ["s.matches('a') || l.join() == s", ["4 policies have no function `matches`", "22 policies have no function `join`"]],
  ["int(s) == 1", ["2 policies have no function `int`"]],
  ["t.getHours() == 3", ["4 policies have no function `getHours`"]],
  ["m == {'a': 1}", ["7 a map cannot be written in a policy"]],
  ["b'a' == s", ["2 bytes cannot be written in a policy"]],
  ["z == 1", ["2 there is no parameter `z`"]],
  ["m.all(k, k == s)", ["4 policies go over lists, not over the keys of maps"]],
  ["x == 9007199254740993", ["7 `9007199254740993` is beyond ±(2^53 − 1), within which whole numbers are told apart"]],
  ["x <", ["5 expected a value, and the expression ends"]],
  ["x = 1", ["4 unexpected `=`"]],
  ["'abc", ["2 this string does not end"]],
  [String.raw`s == '\q'`, [String.raw`8 ${"`\\q`"} is not an escape of CEL`]],
  [`${"(".repeat(200)}x`, ["102 this nests too deep"]],
])("%s is refused at its place", (source, expected) => {
  expect(convert(source).refusals.map(({ span, message }) => `${span.start} ${message}`)).toEqual(expected);
});

it("knows what an expression reads, and keeps its comments", () => {
  const { reads, comments, text } = convert("x < 1 // the least\n || [1].exists(y, y == 2) || now < t");
  expect([...reads]).toEqual(["x", "now", "t"]);
  expect(comments).toEqual(["the least"]);
  expect(text).not.toContain("least");
});

it("knows where each part comes from", () => {
  const { pieces } = convert("x < 1 && now < t");
  const piece = pieces.find(({ text }) => text === "given_now");
  expect(piece?.origin.source.text.slice(piece.origin.start, piece.origin.end)).toBe("now");
});

it("calls a parameter by another name where the one is taken", () => {
  expect([...parameterNames(["now", "given_now", "a"]).values()]).toEqual(["given_now_", "given_now", "a"]);
});
