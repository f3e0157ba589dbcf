import { describe, expect, it } from "vitest";

import { shownOf } from "./compiled.ts";

describe("what is shown of mistakes in names", () => {
  it("for an unknown policy", () => {
    const text = `
model 1
type user {
  relation friend: user with adlut
}
policy adult = json true
`;
    expect(shownOf(text)).toBe(`
a.relata:3:30: error unknown_policy: unknown policy \`adlut\`
    relation friend: user with adlut
                               ^^^^^
hint: did you mean \`adult\`?
`);
  });

  it("for the tuples of a permission", () => {
    const text = `
model 1
type user {
  permission see = this
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:20: error this_in_permission: \`this\` names the tuples of a relation, and a permission has none
    permission see = this
                     ^^^^
hint: write \`relation see: …\`, or name the relation that has the tuples
`);
  });

  it("for an arrow from a permission", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = friend
  permission hear = see->friend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:5:21: error wrong_arrow: \`see\` of \`user\` is a permission, and cannot stand left of an arrow
    permission hear = see->friend
                      ^^^
hint: an arrow follows the tuples of a relation that has no rewrite and admits no wildcard
`);
  });

  it("for an arrow from a relation with a rewrite", () => {
    const text = `
model 1
type user {
  relation friend: user = this + self
  permission see = friend->friend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:20: error wrong_arrow: \`friend\` of \`user\` has a rewrite, and cannot stand left of an arrow
    permission see = friend->friend
                     ^^^^^^
hint: an arrow follows the tuples of a relation that has no rewrite and admits no wildcard
`);
  });

  it("for an arrow over wildcards", () => {
    const text = `
model 1
type user {
  relation friend: user | user:*
  permission see = friend->friend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:20: error wrong_arrow: \`friend\` of \`user\` admits \`user:*\`, and cannot stand left of an arrow
    permission see = friend->friend
                     ^^^^^^
hint: an arrow follows the tuples of a relation that has no rewrite and admits no wildcard
`);
  });

  it("for an arrow that leads to nothing", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = friend->fiend
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:28: error unknown_target: \`friend\` leads to \`user\`, without a relation or permission \`fiend\`
    permission see = friend->fiend
                             ^^^^^
hint: did you mean \`friend\`?
`);
  });

  it("for a permission that depends only on itself", () => {
    const text = `
model 1
type user {
  permission see = hear
  permission hear = see + self
}
`;
    expect(shownOf(text)).toBe(`
a.relata:3:14: error depends_on_itself: permission \`see\` of \`user\` leads back to itself: \`see\` → \`hear\` → \`see\`
    permission see = hear
               ^^^
hint: name the relations that it is to be computed from
`);
  });

  it("for recursion through an exclusion", () => {
    const text = `
model 1
type user {
  relation friend: user
  permission see = self - friend->see
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:27: warning recursion_through_exclusion: permission \`see\` of \`user\` depends on itself through the right of \`-\`
    permission see = self - friend->see
                            ^^^^^^^^^^^
hint: tuples that form a circle there get the error \`paradox\` for an answer
`);
  });

  it("for a wildcard in a group", () => {
    const text = `
model 1
type group {
  relation member: group:*
  relation guest: group#member
}
`;
    expect(shownOf(text)).toBe(`
a.relata:4:19: warning wildcard_through_subject_set: \`group:*\` reaches \`group#guest\` through \`group#member\`
    relation guest: group#member
                    ^^^^^^^^^^^^
hint: if everybody may be meant, admit \`group:*\` here, and not in \`group#member\`
`);
  });
});
