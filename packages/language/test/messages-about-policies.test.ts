import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in policies", () => {
  it("for a policy without a body", () => {
    const text = `
model 1
policy adult
`;
    expect(shownOf(text)).toBe(`
a.relata:2:13: error unexpected_token: expected \`=\`, found the end of the file
  policy adult
              ^
hint: a policy has a body: \`policy adult = resource.amount < 1000\`
`);
  });

  it("for JSON with a key that has no quotes", () => {
    const text = `
model 1
policy adult = json { var: "now" }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:23: error invalid_json: expected a key in double quotes
  policy adult = json { var: "now" }
                        ^^^
hint: the body of a policy after \`json\` is JSON
`);
  });

  it("for JSON with a comma too many", () => {
    const text = `
model 1
policy adult = json { "!": [1, ] }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:32: error invalid_json: expected a JSON value
  policy adult = json { "!": [1, ] }
                                 ^
hint: the body of a policy after \`json\` is JSON
`);
  });

  it("for JSON with a comma too few", () => {
    const text = `
model 1
policy adult = json { "==": [1 1] }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:32: error invalid_json: expected \`,\` or \`]\`
  policy adult = json { "==": [1 1] }
                                 ^
hint: the body of a policy after \`json\` is JSON
`);
  });

  it("for JSON with a key that stands twice", () => {
    const text = `
model 1
policy adult = json { "==": [1, 1], "==": [2, 2] }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:37: error invalid_json: the key "==" stands twice in this object
  policy adult = json { "==": [1, 1], "==": [2, 2] }
                                      ^^^^
hint: the body of a policy after \`json\` is JSON
`);
  });

  it("for JSON with a number that is none", () => {
    const text = `
model 1
policy adult = json { "==": [01, 1] }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:30: error invalid_json: this is not a number of JSON
  policy adult = json { "==": [01, 1] }
                               ^^
hint: the body of a policy after \`json\` is JSON
`);
  });

  it("for a value for a policy", () => {
    const text = `
model 1
policy adult = json 18
`;
    expect(shownOf(text)).toBe(`
a.relata:2:21: error policy_type: a policy is a boolean, and this one gives a number
  policy adult = json 18
                      ^^
hint: compare it, for instance with \`==\`
`);
  });

  it("for a sum for a policy", () => {
    const text = `
model 1
policy adult = json { "+": [1, 2] }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:21: error policy_type: a policy is a boolean, and this one gives a number
  policy adult = json { "+": [1, 2] }
                      ^^^^^^^^^^^^^^^
hint: compare it, for instance with \`==\`
`);
  });

  it("for an unknown root", () => {
    const text = `
model 1
policy adult = json { "!": { "var": "subjet.age" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:37: error unknown_path: a policy cannot read \`subjet.age\`
  policy adult = json { "!": { "var": "subjet.age" } }
                                      ^^^^^^^^^^^^
hint: did you mean \`subject\`?
`);
  });

  it("for a context entry without `context`", () => {
    const text = `
model 1
context age: int
policy adult = json { "!": { "var": "age" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:3:37: error unknown_path: a policy cannot read \`age\`
  policy adult = json { "!": { "var": "age" } }
                                      ^^^^^
hint: did you mean \`context.age\`?
`);
  });

  it("for a root alone", () => {
    const text = `
model 1
policy adult = json { "!": { "var": "subject" } }
`;
    expect(shownOf(text)).toBe(`
a.relata:2:37: error unknown_path: \`subject\` alone is no value
  policy adult = json { "!": { "var": "subject" } }
                                      ^^^^^^^^^
hint: name one, such as \`subject.x\`
`);
  });
});
