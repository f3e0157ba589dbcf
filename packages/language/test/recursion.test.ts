import { compileText } from "@relata/language";
import { describe, expect, it } from "vitest";

import { mistakesIn, saidOf } from "./compiled.ts";

const inType = (members: string): string[] => mistakesIn(`type user type t { ${members} }`);

describe("a name that depends only on itself", () => {
  it.each([
    ["permission a = a", ["depends_on_itself «a»"]],
    ["permission a = b permission b = a", ["depends_on_itself «a»"]],
    ["relation b: user permission a = a + b", ["depends_on_itself «a»"]],
    ["relation b: user permission a = b & a", ["depends_on_itself «a»"]],
    ["relation b: user permission a = b - a", ["depends_on_itself «a»"]],
    ["permission a = b permission b = c permission c = a", ["depends_on_itself «a»"]],
    ["relation a: user = this + a", ["depends_on_itself «a»"]],
    ["relation a: user = this + b permission b = a", ["depends_on_itself «a»"]],
    ["permission a = a permission b = b", ["depends_on_itself «a»", "depends_on_itself «b»"]],
  ])("is refused in %s", (members, mistakes) => {
    expect(inType(members)).toEqual(mistakes);
  });

  it("is refused under a policy too", () => {
    expect(mistakesIn("type t { permission a = a when p } policy p = json true")).toEqual(["depends_on_itself «a»"]);
  });

  it("prints the way back, once for each circle", () => {
    expect(saidOf("type t { permission x = a permission a = b permission b = c permission c = a }")).toEqual([
      "permission `a` of `t` leads back to itself: `a` → `b` → `c` → `a` | " +
        "name the relations that it is to be computed from",
    ]);
  });

  it("prints a long way shortened", () => {
    const members = Array.from({ length: 20 }, (_, i) => `permission p${i} = p${(i + 1) % 20}`).join(" ");
    expect(saidOf(`type t { ${members} }`)[0]).toContain("`p0` → `p1` → `p2` → `p3` → `p4` → `p5` → `p6` → … → `p0` |");
  });

  it("is not one that only uses a circle, nor one that is used twice", () => {
    expect(inType("permission x = a permission a = a")).toEqual(["depends_on_itself «a»"]);
    expect(inType("relation r: user permission a = r permission b = a + r permission c = a + b")).toEqual([]);
  });

  it("is not recursion through arrows and subject sets", () => {
    expect(inType("relation parent: t relation v: user permission view = v + parent->view")).toEqual([]);
    expect(inType("relation member: user | t#member")).toEqual([]);
    expect(inType("relation parent: t permission view = parent->view")).toEqual([]);
    expect(inType("relation a: user | t#b permission b = a")).toEqual([]);
  });
});

describe("recursion through the right of `-`", () => {
  const warned = "recursion_through_exclusion";

  it("through an arrow is warned of", () => {
    expect(inType("relation parent: t relation v: user permission view = v - parent->view")).toEqual([
      `${warned} «parent->view»`,
    ]);
  });

  it("through a subject set is warned of", () => {
    expect(inType("relation v: user | t#view relation b: user permission view = b - v")).toEqual([`${warned} «v»`]);
  });

  it("over several names and types is warned of", () => {
    expect(
      mistakesIn(`
        type user
        type a { relation b: b relation r: user permission p = r - b->q }
        type b { relation a: a relation r: user permission q = r + a->p }
      `),
    ).toEqual([`${warned} «b->q»`]);
  });

  it("through a chain of arrows is warned of", () => {
    expect(
      mistakesIn(`
        type user
        type a { relation b: b relation r: user permission p = r - b->a->p }
        type b { relation a: a }
      `),
    ).toEqual([`${warned} «b->a->p»`]);
  });

  it("inside of a larger right side is warned of", () => {
    expect(inType("relation parent: t relation v: user permission view = v - (v & parent->view)")).toEqual([
      `${warned} «parent->view»`,
    ]);
  });

  it("does not refuse the model", () => {
    const compilation = compileText(
      "model 1 type user type t { relation parent: t relation v: user permission view = v - parent->view }",
    );
    expect(compilation.model).toBeDefined();
    expect(compilation.diagnostics.map((each) => each.severity)).toEqual(["warning"]);
    expect(compilation.diagnostics[0]?.message).toBe(
      "permission `view` of `t` depends on itself through the right of `-`",
    );
  });

  it("is not exclusion beside recursion, nor recursion on the left", () => {
    expect(
      inType("relation parent: t relation v: user relation b: user permission view = (v + parent->view) - b"),
    ).toEqual([]);
    expect(inType("relation parent: t relation v: user permission view = parent->view - v")).toEqual([]);
  });

  it("is not said of what is refused anyway", () => {
    expect(inType("relation v: user permission a = v - a")).toEqual(["depends_on_itself «a»"]);
  });
});

describe("a wildcard that reaches a relation through a subject set", () => {
  const warned = "wildcard_through_subject_set";
  const group = "type user type group { relation member: user | user:* }";

  it("is warned of at the subject set", () => {
    expect(mistakesIn(`${group} type t { relation viewer: user | group#member }`)).toEqual([
      `${warned} «group#member»`,
    ]);
    expect(saidOf(`${group} type t { relation viewer: user | group#member }`)).toEqual([
      "`user:*` reaches `t#viewer` through `group#member` | " +
        "if everybody may be meant, admit `user:*` here, and not in `group#member`",
    ]);
  });

  it("is warned of through nested sets", () => {
    expect(
      mistakesIn(`${group} type org { relation staff: group#member } type t { relation viewer: org#staff }`),
    ).toEqual([`${warned} «group#member»`, `${warned} «org#staff»`]);
  });

  it("is warned of through permissions and arrows", () => {
    expect(
      mistakesIn(`${group} type org { relation in: group permission all = in->member } type t { relation v: org#all }`),
    ).toEqual([`${warned} «org#all»`]);
  });

  it("is warned of once where a group nests in itself", () => {
    expect(mistakesIn("type user type group { relation member: user:* | group#member }")).toEqual([
      `${warned} «group#member»`,
    ]);
  });

  it("is warned of once where a rewrite reads its tuples twice", () => {
    expect(mistakesIn(`${group} type t { relation viewer: group#member = this & this }`)).toEqual([
      `${warned} «group#member»`,
    ]);
  });

  it("is not a wildcard on the relation itself", () => {
    expect(mistakesIn("type user type t { relation viewer: user | user:* permission view = viewer }")).toEqual([]);
  });

  it("is not a wildcard that is taken away, or whose tuples do not count", () => {
    const off = "type user type group { relation off: user:* relation m: user permission on = m - off }";
    expect(mistakesIn(`${off} type t { relation viewer: group#on }`)).toEqual([]);
    const minus = "type user type group { relation m: user relation off: user:* = m - this }";
    expect(mistakesIn(`${minus} type t { relation viewer: group#off }`)).toEqual([]);
    const hidden = "type user type group { relation off: user:* = nil }";
    expect(mistakesIn(`${hidden} type t { relation viewer: group#off }`)).toEqual([]);
  });
});
