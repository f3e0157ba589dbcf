import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in policies", () => {
  it("for a member of the time", () => {
    const text = `
model 1
policy adult = json { "!": { "var": "now.year" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:37: error unknown_path: \`now\` has no members
  policy adult = json { "!": { "var": "now.year" } }
                                      ^^^^^^^^^^
hint: read \`now\`
`);
  });

  it("for a read of everything", () => {
    const text = `
model 1
policy adult = json { "!": { "var": "" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:37: error unknown_path: this reads no value in particular
  policy adult = json { "!": { "var": "" } }
                                      ^^
hint: a policy reads \`resource.…\`, \`subject.…\`, \`context.…\`, \`action\`, \`now\` and its parameters
`);
  });

  it("for an unknown context entry", () => {
    const text = `
model 1
context age: int
policy adult = json { "!": { "var": "context.aeg" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:3:37: error unknown_context: there is no context entry \`aeg\`
  policy adult = json { "!": { "var": "context.aeg" } }
                                      ^^^^^^^^^^^^^
hint: did you mean \`age\`?
`);
  });

  it("for an attribute that no subject has", () => {
    const text = `
model 1
type user {
  attribute birthday: timestamp
}
policy adult = json { "!": { "var": "subject.birtday" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:5:37: error unknown_attribute: no type declares the attribute \`birtday\`, which the policy reads of the subject
  policy adult = json { "!": { "var": "subject.birtday" } }
                                      ^^^^^^^^^^^^^^^^^
hint: did you mean \`birthday\`?
`);
  });

  it("for an attribute that the type does not declare", () => {
    const text = `
model 1
type film {
  attribute title: string
  permission see = nil when rated
}
policy rated = json { "<": [{ "var": "resource.age" }, 18] }
`;
    expect(shownOf(text)).toBe(`
a.relata:4:29: error unknown_attribute: policy \`rated\` reads \`resource.age\`, which type \`film\` does not declare
    permission see = nil when rated
                              ^^^^^
hint: declare it: \`attribute age: …\` in type \`film\`
`);
  });

  it("for a parameter that is not used", () => {
    const text = `
model 1
policy adult(age: int) = json true
`;
    expect(shownOf(text)).toBe(`
a.relata:2:14: error unused_parameter: policy \`adult\` does not use its parameter \`age\`
  policy adult(age: int) = json true
               ^^^
hint: read it as \`{ "var": "age" }\`, or remove it
`);
  });

  it("for a parameter with the name of a root", () => {
    const text = `
model 1
policy adult(now: int) = json true
`;
    expect(shownOf(text)).toBe(`
a.relata:2:14: error reserved_parameter: a parameter may not be called \`now\`, which every policy can read
  policy adult(now: int) = json true
               ^^^
hint: give it another name
`);
  });

  it("for a parameter that is read from the context", () => {
    const text = `
model 1
policy adult(age: int) = json { "!": { "var": "context.age" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:47: error context_is_parameter: \`context.age\` and the parameter \`age\` would be read from one place in the request
  policy adult(age: int) = json { "!": { "var": "context.age" } }
                                                ^^^^^^^^^^^^^
hint: read the parameter, \`age\`, or rename it
`);
  });

  it("for a parameter of a tuple where there is none", () => {
    const text = `
model 1
type user {
  permission see = self when adult
}
policy adult(tuple age: boolean) = json { "!": { "var": "age" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:3:30: error tuple_parameter_in_when: policy \`adult\` takes \`age\` from a tuple, and \`when\` has none
    permission see = self when adult
                               ^^^^^
hint: use it as \`with\` on a relation, or remove \`tuple\` from the parameter
`);
  });

  it("for a path that is required twice", () => {
    const text = `
model 1
context age: int
policy adult required context.age, context.age = json true
`;
    expect(shownOf(text)).toBe(`
a.relata:3:36: error duplicate_value: \`context.age\` is required twice
  policy adult required context.age, context.age = json true
                                     ^^^^^^^^^^^
hint: remove one of the two
`);
  });

  it("for a policy that is declared twice", () => {
    const text = `
model 1
policy adult = json true
policy adult = json false
`;
    expect(shownOf(text)).toBe(`
a.relata:3:8: error duplicate_declaration: policy \`adult\` is declared already
  policy adult = json false
         ^^^^^
hint: the first is the policy at a.relata:2
`);
  });
});
