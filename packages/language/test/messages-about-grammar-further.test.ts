import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in the grammar", () => {
  it("for a quantifier that there is not", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = friend.some(friend)
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:27: error unexpected_token: expected \`any\` or \`all\`, found \`some\`
    permission see = friend.some(friend)
                            ^^^^
hint: write \`friend.any(…)\` or \`friend.all(…)\`
`);
  });

  it("for an arrow behind a quantifier", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = friend.all(friend)->friend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:38: error unexpected_token: expected an operator, found \`->\`
    permission see = friend.all(friend)->friend
                                       ^^
hint: what follows belongs inside: \`friend.all(a->b)\`
`);
  });

  it("for an operator behind a policy", () => {
    const text = `
model 1
policy p = json true
type user {
  permission see = self when p + nil
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:32: error unexpected_token: expected the end of the expression, found \`+\`
    permission see = self when p + nil
                                 ^
hint: \`when\` covers all that stands before it: put \`(… when policy)\` in parentheses
`);
  });

  it("for operators that are mixed", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = self + friend - nil
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:20: error mixed_operators: operators are mixed without parentheses: write \`(self + friend) - nil\` or \`self + (friend - nil)\`
    permission see = self + friend - nil
                     ^^^^^^^^^^^^^^^^^^^
hint: put in parentheses what comes first
`);
  });

  it("for an exclusion that is repeated", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = friend - self - nil
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:20: error mixed_operators: \`-\` is repeated without parentheses: write \`(friend - self) - nil\` or \`friend - (self - nil)\`
    permission see = friend - self - nil
                     ^^^^^^^^^^^^^^^^^^^
hint: put in parentheses what comes first
`);
  });

  it("for an attribute without a type", () => {
    const text = `
model 1
type user {
  attribute age
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:1: error unexpected_token: expected \`:\`, found \`}\`
  }
  ^
hint: write its type: \`age: string\`
`);
  });

  it("for an unknown value type", () => {
    const text = `
model 1
context age: nubmer
`;
    expect(shownOf(text)).toBe(`
a.relata:2:14: error unknown_value_type: unknown value type \`nubmer\`
  context age: nubmer
               ^^^^^^
hint: did you mean \`number\`?
`);
  });

  it("for a list without its items", () => {
    const text = `
model 1
context tags: list
`;
    expect(shownOf(text)).toBe(`
a.relata:2:19: error unexpected_token: expected \`<\`, found the end of the file
  context tags: list
                    ^
hint: write the type of its items, for instance \`list<string>\`
`);
  });

  it("for a choice of types", () => {
    const text = `
model 1
context age: int | string
`;
    expect(shownOf(text)).toBe(`
a.relata:2:18: error unexpected_token: expected one value type, found \`|\`
  context age: int | string
                   ^
hint: only strings can be listed with \`|\`, for instance \`"draft" | "paid"\`
`);
  });

  it("for a choice with a type in it", () => {
    const text = `
model 1
context age: "old" | string
`;
    expect(shownOf(text)).toBe(`
a.relata:2:22: error unexpected_token: expected a string, found \`string\`
  context age: "old" | string
                       ^^^^^^
hint: only strings can be listed with \`|\`, for instance \`"draft" | "paid"\`
`);
  });

  it("for a string that is listed twice", () => {
    const text = `
model 1
context tier: "gold" | "gold"
`;
    expect(shownOf(text)).toBe(`
a.relata:2:24: error duplicate_value: "gold" stands twice in this type
  context tier: "gold" | "gold"
                         ^^^^^^
hint: remove one of the two
`);
  });

  it("for an import without quotes", () => {
    const text = `
model 1
import billing.relata
`;
    expect(shownOf(text)).toBe(`
a.relata:2:8: error unexpected_token: expected the path of a file, found \`billing\`
  import billing.relata
         ^^^^^^^
hint: write \`import "./billing.relata"\`
`);
  });

  it("for an import of a file that is not there", () => {
    const text = `
model 1
import "./billing.relata"
`;
    expect(shownOf(text)).toBe(`
a.relata:2:8: error import_missing: there is no file \`billing.relata\`
  import "./billing.relata"
         ^^^^^^^^^^^^^^^^^^
hint: pass the file to the compiler along with this one
`);
  });

  it("for an import that leaves the root", () => {
    const text = `
model 1
import "../billing.relata"
`;
    expect(shownOf(text)).toBe(`
a.relata:2:8: error import_escapes: "../billing.relata" is not a path inside the root of the model
  import "../billing.relata"
         ^^^^^^^^^^^^^^^^^^^
hint: an import is relative to its file and stays in the root: \`import "./billing.relata"\`
`);
  });
});
