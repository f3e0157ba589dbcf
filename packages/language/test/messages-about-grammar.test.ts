import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in the grammar", () => {
  it("for a word that is no keyword", () => {
    const text = `
model 1
tpye user
`;
    expect(shownOf(text)).toBe(`
a.relata:2:1: error unexpected_token: expected \`type\`, \`policy\`, \`context\` or \`import\`, found \`tpye\`
  tpye user
  ^^^^
hint: did you mean \`type\`?
`);
  });

  it("for something that is no declaration", () => {
    const text = `
model 1
{ }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:1: error unexpected_token: expected \`type\`, \`policy\`, \`context\` or \`import\`, found \`{\`
  { }
  ^
hint: every declaration begins with one of these keywords
`);
  });

  it("for a member outside of a type", () => {
    const text = `
model 1
type user
relation friend: user
`;
    expect(shownOf(text)).toBe(`
a.relata:3:1: error unexpected_token: expected a declaration, found the keyword \`relation\`
  relation friend: user
  ^^^^^^^^
hint: \`relation\` belongs in the \`{ … }\` of a type
`);
  });

  it("for a type without its name", () => {
    const text = `
model 1
type { }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:6: error unexpected_token: expected the name of a type, found \`{\`
  type { }
       ^
hint: a name is letters, digits and \`_\`, or nearly anything in backticks
`);
  });

  it("for a type that is left open", () => {
    const text = `
model 1
type user {
  relation friend: user

`;
    expect(shownOf(text)).toBe(`
a.relata:3:24: error unexpected_token: expected \`}\`, found the end of the file
    relation friend: user
                         ^
hint: it closes the \`{\` of type \`user\` (a.relata:2)
`);
  });

  it("for something that is no member", () => {
    const text = `
model 1
type user {
  define friend: user
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:3: error unexpected_token: expected \`relation\`, \`permission\`, \`attribute\` or \`}\`, found \`define\`
    define friend: user
    ^^^^^^
hint: every member of a type begins with one of these keywords
`);
  });

  it("for a relation without subjects", () => {
    const text = `
model 1
type user {
  relation friend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:1: error unexpected_token: expected \`:\`, found \`}\`
  }
  ^
hint: a relation lists its subjects: \`relation friend: user | group#member\`
`);
  });

  it("for a relation with nothing behind its colon", () => {
    const text = `
model 1
type user {
  relation friend:
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:1: error unexpected_token: expected a type of subject, found \`}\`
  }
  ^
hint: a name is letters, digits and \`_\`, or nearly anything in backticks
`);
  });

  it("for a set of a wildcard", () => {
    const text = `
model 1
type user {
  relation friend: user:*#friend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:20: error wildcard_subject_set: \`user:*#friend\` is not a subject: a subject set belongs to one object
    relation friend: user:*#friend
                     ^^^^^^^^^^^^^
hint: write \`user:*\` or \`user#friend\`
`);
  });

  it("for a permission without an expression", () => {
    const text = `
model 1
type user {
  permission see
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:1: error unexpected_token: expected \`=\`, found \`}\`
  }
  ^
hint: a permission is computed: \`permission see = owner + viewer\`
`);
  });

  it("for a permission written as a relation", () => {
    const text = `
model 1
type user {
  permission see: self
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:17: error unexpected_token: expected \`=\`, found \`:\`
    permission see: self
                  ^
hint: a permission is computed: \`permission see = owner + viewer\`
`);
  });

  it("for an operand that is missing", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = friend +
  permission hear = friend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:5:3: error unexpected_token: expected a relation, a permission or \`(\`, found the keyword \`permission\`
    permission hear = friend
    ^^^^^^^^^^
hint: it is missing before the next declaration
`);
  });

  it("for a parenthesis that is left open", () => {
    const text = `
model 1
type user {
  permission see = (self + nil
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:1: error unexpected_token: expected \`)\`, found \`}\`
  }
  ^
hint: write \`)\` here
`);
  });

  it("for an operator of another language", () => {
    const text = `
model 1
type user {
  permission see = self or nil
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:25: error unexpected_token: expected an operator, found \`or\`
    permission see = self or nil
                          ^^
hint: write \`+\`
`);
  });
});
