import { MAX_FILE_BYTES } from "@relata/language";
import { describe, expect, it } from "vitest";
import { formatted } from "./laws.ts";

/** As much of the text as one file may hold, or an eighth of that, between what goes before and behind it. */
function filled(before: string, text: string, behind: string, sizeBytes = MAX_FILE_BYTES / 8): string {
  const count = Math.floor((sizeBytes - before.length - behind.length) / text.length);
  return before + text.repeat(count) + behind;
}

const MEMBER = "relation `member`:user|group#member with office_hours // who\n";

/** A mebibyte takes one to three seconds; in quadratic time it would take hours. */
describe("a large file is formatted in about linear time", () => {
  it("of a mebibyte of members", () => {
    const text = filled("model 1 type t {", MEMBER, "}", MAX_FILE_BYTES);
    expect(formatted(text).split("\n").length).toBe(text.split("\n").length + 4);
  });

  it.each([
    ["unions in parentheses", filled("model 1 type t { permission p = a", " + (a & (b + a))", " }")],
    ["subjects with comments", filled("model 1 type t { relation p: a", " // c\n| b", " }")],
    ["a JSON list", filled('model 1 policy p = json { "in": [1, [1', ', [1, {"a": -2}]', "]] }")],
    ["deep JSON", filled("model 1 policy p = json [1", `, ${"[1,".repeat(9)}1${"]".repeat(9)}`, "]")],
    ["an expression", filled("model 1 policy p = a == 1", " || (b < 2 && c)", "")],
    ["a long string", filled('model 1 policy p = json "', "x", '"')],
    ["comments", filled("model 1\n", "// comment\n", "")],
    ["comments between two tokens", filled("model 1 type t", "\n\n// c", "\n{}")],
    ["types on one line", filled("model 1 ", "type t { relation r: t } ", "")],
    ["white space", filled("model 1 type", " \n", "t")],
  ])("of %s", (_, text) => {
    expect(formatted(text).length).toBeGreaterThan(10);
  });
});
