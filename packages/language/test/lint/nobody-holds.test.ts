import { describe, expect, it } from "vitest";

import { saidOf, warnedOfCode } from "./warned.ts";

const nobody = (body: string): string[] => warnedOfCode("nobody_holds", body);
const inType = (members: string): string[] =>
  nobody(`type user type group { relation member: user } type t { ${members} }`);

describe("nobody can hold", () => {
  it.each([
    ["`nil`", "permission p = nil", ["p"]],
    ["what is narrowed to `nil`", "relation a: user permission p = a & nil", ["p"]],
    ["users that are groups", "relation a: user relation b: group permission p = a & b", ["p"]],
    ["the object itself among users", "relation a: user permission p = a & self", ["p"]],
    ["what is taken from itself", "relation a: user permission p = a - a", ["p"]],
    ["what is taken from itself by another name", "relation a: user permission b = a permission p = a - b", ["p"]],
    ["a part of what is taken away", "relation a: user relation b: user permission p = a - (b + a)", ["p"]],
    [
      "a union of which each part is taken away",
      "relation a: user relation b: user permission p = (a + b) - (b + a)",
      ["p"],
    ],
    [
      "an intersection of which a part is taken away",
      "relation a: user relation b: user permission p = (a & b) - b",
      ["p"],
    ],
    ["an arrow that is taken from itself", "relation r: group permission p = r->member - r->member", ["p"]],
    ["a permission that asks the next object, and nothing else", "relation r: t permission p = r->p", ["p"]],
    ["two that ask one another", "relation r: t permission p = r->q permission q = r->p", ["p"]],
    ["a relation that admits only its own members", "relation m: t#m", ["m"]],
    ["a relation that leaves its tuples out", "relation m: user = nil", ["m"]],
    ["nothing under a policy", "permission p = nil when open", ["p"]],
  ])("%s", (_, members, marked) => {
    expect(inType(`${members} } policy open = json true type unused {`)).toEqual(marked);
  });

  it.each([
    ["a union with somebody", "relation a: user permission p = nil + a"],
    ["users in groups", "relation a: user relation b: group#member permission p = a & b"],
    ["users through groups", "relation a: user relation b: group permission p = a & b->member"],
    ["everybody who is a user", "relation a: user relation b: user:* permission p = a & b"],
    ["what another is taken from", "relation a: user relation b: user permission p = a - b"],
    ["what a part of it is taken from", "relation a: user relation b: user permission p = a - (a & b)"],
    ["what is taken away only under a policy", "relation a: user permission p = a - (a when open)"],
    ["what is taken through any, from all", "relation r: group permission p = r->member - r.all(member)"],
    ["a chain of objects that begins somewhere", "relation r: t relation a: user permission p = a + r->p"],
    [
      "two that ask one another, and somebody",
      "relation r: t relation a: user permission p = r->q permission q = a + r->p",
    ],
    ["groups in groups, with users", "relation m: user | t#m"],
    ["the object itself", "permission p = self"],
    ["the groups on a relation", "relation a: group permission p = a"],
  ])("is not said of %s", (_, members) => {
    expect(inType(`${members} } policy open = json true type unused {`)).toEqual([]);
  });

  it("is told at the cause only", () => {
    const model = `
      type user
      type group { relation member: group#member permission in = member }
      type doc { relation viewer: group#member permission view = viewer permission edit = view }`;
    expect(nobody(model)).toEqual(["member"]);
    expect(nobody("type t { permission p = nil permission q = p permission r = nil }")).toEqual(["p", "r"]);
  });

  it("is told of a circle that hangs on another one at that other one", () => {
    expect(inType("relation r: t permission p = r->p permission q = r->q + p")).toEqual(["p"]);
  });

  it("says why", () => {
    const members = "relation a: user relation b: group relation r: t";
    const said = saidOf(`type user type group type t { ${members}
      permission c = nil permission d = a & b permission e = a - a permission f = r->f permission g = (a & b) + nil }`);
    expect(said.map((each) => each.replace(/ \| .*/, ""))).toEqual([
      "nobody can hold permission `c` of `t`: `nil` is nobody",
      "nobody can hold permission `d` of `t`: no type of subject is in all operands of its `&`",
      "nobody can hold permission `e` of `t`: its `-` takes away all that it has",
      "nobody can hold permission `f` of `t`: it leads only back to itself",
      "nobody can hold permission `g` of `t`: none of its operands leads to anybody",
    ]);
  });
});
