import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in names", () => {
  it("for a type that is declared twice", () => {
    const text = `
model 1
type user

type user
`;
    expect(shownOf(text)).toBe(`
a.relata:4:6: error duplicate_declaration: type \`user\` is declared already
  type user
       ^^^^
hint: the first is the type at a.relata:2
`);
  });

  it("for a permission with the name of a relation", () => {
    const text = `
model 1
type user {
  relation see: user
  permission see = self
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:14: error duplicate_declaration: permission \`see\` is declared already
    permission see = self
               ^^^
hint: the first is the relation at a.relata:3
`);
  });

  it("for an attribute that is declared twice", () => {
    const text = `
model 1
type user {
  attribute age: int
  attribute age: int
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:13: error duplicate_declaration: attribute \`age\` is declared already
    attribute age: int
              ^^^
hint: the first is the attribute at a.relata:3
`);
  });

  it("for a type that is the prefix of another", () => {
    const text = `
model 1
type shop
type shop:invoice
`;
    expect(shownOf(text)).toBe(`
a.relata:3:6: error prefix_type: type \`shop\` is a prefix of type \`shop:invoice\`, so references would have two readings
  type shop:invoice
       ^^^^^^^^^^^^
hint: rename one of the two
`);
  });

  it("for a subject that is listed twice", () => {
    const text = `
model 1
type user {
  relation friend: user | user
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:27: error duplicate_subject: relation \`friend\` lists \`user\` twice
    relation friend: user | user
                            ^^^^
hint: remove one of the two
`);
  });

  it("for an unknown type", () => {
    const text = `
model 1
type user {
  relation friend: usr
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:20: error unknown_type: unknown type \`usr\`
    relation friend: usr
                     ^^^
hint: did you mean \`user\`?
`);
  });

  it("for an unknown type, with none that is near", () => {
    const text = `
model 1
type user {
  relation friend: company
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:20: error unknown_type: unknown type \`company\`
    relation friend: company
                     ^^^^^^^
hint: there is \`user\`
`);
  });

  it("for an unknown relation of a subject set", () => {
    const text = `
model 1
type user {
  relation friend: user | user#freind
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:32: error unknown_relation: type \`user\` has no relation or permission \`freind\`
    relation friend: user | user#freind
                                 ^^^^^^
hint: did you mean \`friend\`?
`);
  });

  it("for an unknown name in an expression", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = freind
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:20: error unknown_relation: type \`user\` has no relation or permission \`freind\`
    permission see = freind
                     ^^^^^^
hint: did you mean \`friend\`?
`);
  });

  it("for an attribute in an expression", () => {
    const text = `
model 1
type user {
  attribute age: int
  permission see = age
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:20: error unknown_relation: type \`user\` has no relation or permission \`age\`
    permission see = age
                     ^^^
hint: it is an attribute, which only policies read
`);
  });
});
