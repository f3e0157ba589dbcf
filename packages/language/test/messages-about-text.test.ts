import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in the text", () => {
  it("for a character that means nothing", () => {
    const text = `
model 1
type user;
`;
    expect(shownOf(text)).toBe(`
a.relata:2:10: error unexpected_character: unexpected \`;\`
  type user;
           ^
hint: a name with other characters stands in backticks
`);
  });

  it("for a run of characters that mean nothing", () => {
    const text = `
model 1
type user @@;; type group
`;
    expect(shownOf(text)).toBe(`
a.relata:2:11: error unexpected_character: unexpected \`@@;;\`
  type user @@;; type group
            ^^^^
hint: a name with other characters stands in backticks
`);
  });

  it("for a character that cannot be seen", () => {
    const text = `
model 1
type\u{a0}user
`;
    expect(shownOf(text)).toBe(`
a.relata:2:5: error unexpected_character: unexpected character U+00A0
  type\u{a0}user
      ^
hint: a name with other characters stands in backticks
`);
  });

  it("for a comment of another language", () => {
    const text = `
model 1
/* people */ type user
`;
    expect(shownOf(text)).toBe(`
a.relata:2:1: error unexpected_character: unexpected \`/*\`
  /* people */ type user
  ^^^^^^^^^^^^
hint: comments begin with \`//\` on each line
`);
  });

  it("for a string that is left open", () => {
    const text = `
model 1
context tier: "gold
type user
`;
    expect(shownOf(text)).toBe(`
a.relata:2:15: error unterminated_string: this string does not end on its line
  context tier: "gold
                ^^^^^
hint: close it with \`"\`
`);
  });

  it("for a string with an unknown escape", () => {
    const text = `
model 1
context tier: "\\x"
`;
    expect(shownOf(text)).toBe(`
a.relata:2:15: error invalid_string: this string is not well formed
  context tier: "\\x"
                ^^^^
hint: strings are written as in JSON
`);
  });

  it("for a string in apostrophes", () => {
    const text = `
model 1
context tier: 'gold'
`;
    expect(shownOf(text)).toBe(`
a.relata:2:15: error invalid_string: unexpected \`'\`
  context tier: 'gold'
                ^^^^^^
hint: strings stand in double quotes
`);
  });

  it("for a name in backticks that is left open", () => {
    const text = `
model 1
type \`user
`;
    expect(shownOf(text)).toBe(`
a.relata:2:6: error unterminated_name: this name in backticks does not end on its line
  type \`user
       ^
hint: close it with a backtick
`);
  });

  it("for a name with a space in it", () => {
    const text = `
model 1
type \`the user\`
`;
    expect(shownOf(text)).toBe(`
a.relata:2:6: error invalid_name: this is not a name: a name may not hold a space
  type \`the user\`
       ^^^^^^^^^^
hint: choose another name
`);
  });
});
