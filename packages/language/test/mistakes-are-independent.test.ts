import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { mistakesIn } from "./compiled.ts";

/**
 * Declarations with the mistakes that each of them has, whatever stands around it. Each begins with a keyword: what does
 * not is passed over behind a declaration that could not be read.
 */
const DECLARATIONS: readonly [text: string, ...mistakes: string[]][] = [
  ["type fine { relation r: user permission p = r }"],
  ["context fine: string"],
  ['policy fine = json { "==": [{ "var": "action" }, "x"] }'],
  ["type a1 { relation r user }", "unexpected_token «user»"],
  ["type a2 { relation r: usr }", "unknown_type «usr»"],
  ["type a3 { relation r: user permission p = r + }", "unexpected_token «}»"],
  ["type a4 { permission p = q }", "unknown_relation «q»"],
  ["type a5 { relation r: user:*#r }", "wildcard_subject_set «user:*#r»"],
  ["type a6 { permission p = p }", "depends_on_itself «p»"],
  ["type a7 { relation r: user permission p = r - r - r }", "mixed_operators «r - r - r»"],
  [
    "type a8 { relation r: user | user define x permission p = this }",
    "duplicate_subject «user»",
    "unexpected_token «define»",
    "this_in_permission «this»",
  ],
  ["type a9 { relation r: user with nobody }", "unknown_policy «nobody»"],
  ["type b1 { relation r: user permission p = r->x }", "unknown_target «x»"],
  ["context c1: strin", "unknown_value_type «strin»"],
  ['context c2: "a" | "a"', 'duplicate_value «"a"»'],
  ["context c3 string", "unexpected_token «string»"],
  ["policy p1 = json { x }", "invalid_json «x»"],
  ['policy p2 = now < 3 && contxt.a == "x"', "policy_type «3»", "unknown_path «contxt.a»"],
  ["policy p7 = 1 < 2 < 3", "chained_relations «<»"],
  ["policy p8 = int(1) == 1 || size(1, 2) == 1", "unknown_function «int»", "wrong_call «size(1, 2)»"],
  ["policy p9 = [1].all(action, true)", "shadowed_name «action»"],
  ["policy p3(a: any) = json true", "unused_parameter «a»"],
  ["policy p4 = json 1", "policy_type «1»"],
  ['policy p5 = json { "var": "contxt.a" }', 'unknown_path «"contxt.a"»'],
  ["policy p6(now: any) = json true", "reserved_parameter «now»"],
  ['import "../x"', 'import_escapes «"../x"»'],
  ["import x", "unexpected_token «x»"],
  ["model 1", "misplaced_header «model»"],
  ["; ; type d1", "unexpected_character «;»", "unexpected_character «;»"],
];

describe("mistakes are independent", () => {
  it("so that any of them together are all told, each once and in order", () => {
    const some = fc.shuffledSubarray([...DECLARATIONS], { minLength: 1 });
    fc.assert(
      fc.property(some, (declarations) => {
        const text = `${declarations.map(([text]) => text).join("\n")}\ntype user`;
        expect(mistakesIn(text)).toEqual(declarations.flatMap(([, ...mistakes]) => mistakes));
      }),
      { numRuns: 300 },
    );
  });

  it.each(DECLARATIONS)("so that `%s` is told alone", (text, ...mistakes) => {
    expect(mistakesIn(`${text}\ntype user`)).toEqual(mistakes);
  });
});
