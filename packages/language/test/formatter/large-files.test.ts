import { MAX_FILE_BYTES } from "@relata/language";
import { describe, expect, it } from "vitest";
import { formatted } from "./laws.ts";

/** As much of the text as one file may hold, between what goes before and behind it. */
function filled(before: string, text: string, behind: string): string {
  const count = Math.floor((MAX_FILE_BYTES - before.length - behind.length) / text.length);
  return before + text.repeat(count) + behind;
}

const MEMBER = "relation `member`:user|group#member with office_hours // who\n";

/** Each takes well under a second; in quadratic time it would take minutes. */
describe("a file of a mebibyte is formatted in about linear time", () => {
  it.each([
    ["members", filled("model 1 type t {", MEMBER, "}")],
    ["unions in parentheses", filled("model 1 type t { permission p = a", " + (a & (b + a))", " }")],
    ["a list of subjects with comments", filled("model 1 type t { relation p: a", " // c\n| b", " }")],
    ["a JSON list", filled('model 1 policy p = json { "in": [1, [1', ', [1, {"a": -2}]', "]] }")],
    ["an expression", filled("model 1 policy p = a == 1", " || (b < 2 && c)", "")],
    ["a long string", filled('model 1 policy p = json "', "x", '"')],
    ["comments", filled("model 1\n", "// comment\n", "")],
    ["comments on one line of code", filled("model 1 type t", "\n\n// c", "")],
    ["white space", filled("model 1 type", " \n", "t")],
  ])("of %s", (_, text) => {
    expect(formatted(text).length).toBeGreaterThan(10);
  });
});
