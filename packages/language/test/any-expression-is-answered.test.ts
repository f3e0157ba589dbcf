import { compileText, formatDiagnostic, printModel } from "@relata/language";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

const HEAD = `model 1
type user { attribute name: string attribute labels: map<string> }
type doc {
  attribute tags: list<string>
  attribute lines: list<map<number>>
  attribute at: timestamp
  attribute amount: number
  relation owner: user with p
  permission see = owner when p
}
context ip: ipaddress
context any: any
`;

/** A type on which the first of the policies is wrong. */
const DRAFT = "type draft { attribute amount: string relation owner: user with p }";

const POLICIES = [
  'resource.amount <= limit && resource.tags.exists(tag, tag.startsWith("a") || tag == subject.name)',
  'has(subject.labels.team) ? subject.labels["team"] in ["a", "b"] : !(context.ip.in_cidr("10.0.0.0/8"))',
  'now - resource.at < duration("1h30m") && resource.lines.all(line, line.price * -1.5e2 % 3 == -limit)',
  'size(resource.lines.filter(l, has(l.a)).map(l, l["a"] + 1)) > 0 && context.any[0]["x.y"] != null',
  "limit - 1 - 2 >= min(limit, 3) && cat(subject.name, action).contains(`true`) == (1 < 2)",
] as const;

const WORDS = [
  ..."a limit resource subject context action now true false null in has size all exists exists_one filter map".split(
    " ",
  ),
  ..."timestamp duration in_cidr isSubtreeOf contains startsWith cat min max int matches and not reduce tags x".split(
    " ",
  ),
  ..."&& || ! == != < <= > >= + - * / % ? : ( ) [ ] . , { } === = -> & | ' ` \\ @ // \n".split(" "),
  '"a"',
  '"\\u0041"',
  '"2026-01-01T00:00:00Z"',
  "`a-b`",
  "1",
  "0.5",
  "-1",
  "1u",
  "resource.amount",
  "resource.tags",
  "x,",
  ".exists(x,",
  "type",
  "policy",
  "json",
];

/**
 * What is wrong with the answer to a text, if anything: there is a model or an error, never both; every diagnostic lies in
 * the text and can be shown; and a model can be printed in both forms and read again.
 */
function faultIn(text: string): string | undefined {
  const { model, diagnostics } = compileText(text);
  if ((model === undefined) !== diagnostics.some(({ severity }) => severity === "error")) return "neither, or both";
  for (const diagnostic of diagnostics) {
    const { start, end } = diagnostic.span;
    if (!(start >= 0 && start <= end && end <= text.length)) return `a span outside of the text: ${start} to ${end}`;
    if (diagnostic.message === "" || diagnostic.hint === "") return `nothing said by ${diagnostic.code}`;
    if (formatDiagnostic(diagnostic, text).split("\n").length !== 4) return "not four lines";
  }
  if (model === undefined) return undefined;
  const json = JSON.stringify(model);
  for (const policies of ["expression", "json"] as const) {
    if (JSON.stringify(compileText(printModel(model, { policies })).model) !== json)
      return `another model as ${policies}`;
  }
  return undefined;
}

/** What is wrong with the answer to a model around a body. */
function faultOf(body: string): string | undefined {
  return faultIn(`${HEAD}policy p(limit: number, \`true\`: string) = ${body}\n${DRAFT}`);
}

/** Fails on a body that is not answered. */
function isAnswered(body: string): void {
  expect(faultOf(body)).toBeUndefined();
}

const soup = (between: string, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...WORDS), { maxLength }).map((words) => words.join(between));

interface Edit {
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const edits = fc.array(
  fc.record<Edit>({ at: fc.nat(200), length: fc.nat(6), text: fc.oneof(soup(" ", 3), fc.string({ maxLength: 3 })) }),
  { minLength: 1, maxLength: 3 },
);

function edited(text: string, { at, length, text: added }: Edit): string {
  const start = at % (text.length + 1);
  return text.slice(0, start) + added + text.slice(start + length);
}

describe("any expression is answered, with a model or with an error", () => {
  it.each(POLICIES)("be it one that is right: %s", (body) => {
    isAnswered(body);
    const { diagnostics } = compileText(`${HEAD}policy p(limit: number, \`true\`: string) = ${body}`);
    expect(diagnostics.filter(({ code }) => !/^(unused_parameter|unknown_path|unknown_attribute)$/.test(code))).toEqual(
      [],
    );
  });

  it("be it random bytes", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 40 }), isAnswered), { numRuns: 1_500 });
  });

  it("be it a soup of tokens", () => {
    fc.assert(fc.property(soup(" ", 20), isAnswered), { numRuns: 3_500 });
  });

  it("be it a soup of tokens without spaces", () => {
    fc.assert(fc.property(soup("", 20), isAnswered), { numRuns: 1_500 });
  });

  it("be it a policy with a few slips", () => {
    const slips = fc.tuple(fc.constantFrom(...POLICIES), edits).map(([text, list]) => list.reduce(edited, text));
    fc.assert(fc.property(slips, isAnswered), { numRuns: 4_000 });
  });

  it("be it any beginning of a policy", () => {
    const beginnings = POLICIES.flatMap((text) => Array.from(text, (_, end) => text.slice(0, end)));
    expect(beginnings.filter((beginning) => faultOf(beginning) !== undefined)).toEqual([]);
  });
});
