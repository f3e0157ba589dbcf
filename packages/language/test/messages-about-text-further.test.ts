import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in the text", () => {
  it("for an empty name", () => {
    const text = `
model 1
type \`\`
`;
    expect(shownOf(text)).toBe(`
a.relata:2:6: error invalid_name: this is not a name: a name may not be empty
  type \`\`
       ^^
hint: choose another name
`);
  });

  it("for a name with other characters", () => {
    const text = `
model 1
type user {
  relation can-view: user
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:12: error invalid_name: \`can-view\` is not a bare name
    relation can-view: user
             ^^^^^^^^
hint: write it in backticks: \`can-view\`
`);
  });

  it("for a name that is too long", () => {
    const text = `
model 1
type abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmno
`;
    expect(shownOf(text)).toBe(`
a.relata:2:6: error invalid_name: this name has 67 letters, and 64 are the most
  type abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmno
       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
hint: up to 254 bytes stand in backticks
`);
  });

  it("for a keyword for a name", () => {
    const text = `
model 1
type user {
  relation type: user
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:12: error reserved_word: expected the name of a relation, found the keyword \`type\`
    relation type: user
             ^^^^
hint: as a name it stands in backticks: \`type\`
`);
  });

  it("for a header that is missing", () => {
    const text = `
type user
`;
    expect(shownOf(text)).toBe(`
a.relata:1:1: error missing_header: the file begins with the keyword \`type\`, not with \`model 1\`
  type user
  ^^^^
hint: write \`model 1\` in its first line
`);
  });

  it("for a header that stands again", () => {
    const text = `
model 1
type user
model 1
`;
    expect(shownOf(text)).toBe(`
a.relata:3:1: error misplaced_header: \`model\` stands once, at the start of the file
  model 1
  ^^^^^
hint: remove it here
`);
  });

  it("for a version that is not known", () => {
    const text = `
model 2
type user
`;
    expect(shownOf(text)).toBe(`
a.relata:1:7: error unsupported_version: version \`2\` of the language is not known
  model 2
        ^
hint: write \`model 1\`
`);
  });

  it("for a version that is missing", () => {
    const text = `
model
type user
`;
    expect(shownOf(text)).toBe(`
a.relata:2:1: error unexpected_token: expected the version of the language, found the keyword \`type\`
  type user
  ^^^^
hint: write \`model 1\`
`);
  });
});
