import { describe, expect, it } from "vitest";

import { mistakesIn, saidOf } from "./compiled.ts";

const WORLD = `
  type user
  type team { relation member: user permission act = member }
  type folder {
    relation owner: team
    relation guest: user:*
    relation any_guest: user | user:*
    relation computed: team = owner
    relation same: team = this
    relation kept: team with allowed
    relation set: team#member
    relation mixed: user | team | folder
    relation parent: folder | team
    permission view = owner->act
  }
  policy allowed = json true
`;

const wrong = (permission: string): string[] =>
  mistakesIn(`${WORLD} type doc { relation in: folder relation team: team permission p = ${permission} }`);

const inFolder = (permission: string): string[] => mistakesIn(WORLD.replace("owner->act", permission));

describe("the left of an arrow", () => {
  it("is a relation of the same type", () => {
    expect(wrong("in->view")).toEqual([]);
    expect(wrong("owner->act")).toEqual(["unknown_relation «owner»"]);
    expect(wrong("ni->view")).toEqual(["unknown_relation «ni»"]);
  });

  it("is not a permission", () => {
    expect(inFolder("owner + view->act")).toEqual(["wrong_arrow «view»"]);
    expect(saidOf(WORLD.replace("owner->act", "owner + view->act"))[0]).toBe(
      "`view` of `folder` is a permission, and cannot stand left of an arrow | " +
        "an arrow follows the tuples of a relation that has no rewrite and admits no wildcard",
    );
  });

  it("has no rewrite but `this`", () => {
    expect(inFolder("computed->act")).toEqual(["wrong_arrow «computed»"]);
    expect(inFolder("same->act")).toEqual([]);
  });

  it("admits no wildcard, not even among others", () => {
    expect(inFolder("guest->act")).toEqual(["wrong_arrow «guest»"]);
    expect(inFolder("any_guest->act")).toEqual(["wrong_arrow «any_guest»"]);
  });

  it("may admit subjects with a policy, and subject sets", () => {
    expect(inFolder("kept->act")).toEqual([]);
    expect(inFolder("set->act")).toEqual([]);
  });

  it("whose declaration could not be read makes no second mistake", () => {
    expect(mistakesIn("type t { relation in: t = + permission p = in->view }")).toEqual(["unexpected_token «+»"]);
  });
});

describe("the right of an arrow", () => {
  it("is a name of at least one type that stands on the left", () => {
    expect(mistakesIn(WORLD.replace("owner->act", "mixed->act"))).toEqual([]);
    expect(wrong("in->act")).toEqual(["unknown_target «act»"]);
    expect(wrong("team->view")).toEqual(["unknown_target «view»"]);
  });

  it("is guessed at, with the types that the left leads to", () => {
    expect(saidOf(`${WORLD} type doc { relation in: folder permission p = in->veiw }`)).toEqual([
      "`in` leads to `folder`, without a relation or permission `veiw` | did you mean `view`?",
    ]);
    expect(saidOf(`${WORLD} type doc { relation in: folder | user | team permission p = in->zzz }`)[0]).toContain(
      "`in` leads to `folder`, `user`, `team`, without",
    );
  });

  it("is not looked up on types that are unknown themselves", () => {
    expect(mistakesIn("type t { relation in: nowhere permission p = in->view }")).toEqual(["unknown_type «nowhere»"]);
  });
});

describe("a chain of arrows", () => {
  it("is checked on each type in turn", () => {
    expect(wrong("in->owner->act")).toEqual([]);
    expect(wrong("in->owner->view")).toEqual(["unknown_target «view»"]);
    expect(wrong("in->parent->parent->parent->view")).toEqual([]);
  });

  it("passes over types that lack a step", () => {
    expect(wrong("in->mixed->view")).toEqual([]);
    expect(wrong("in->parent->owner->act")).toEqual([]);
  });

  it("has relations without rewrites and wildcards at every step", () => {
    expect(wrong("in->guest->act")).toEqual(["wrong_arrow «guest»"]);
    expect(wrong("in->computed->act")).toEqual(["wrong_arrow «computed»"]);
    expect(wrong("in->view->act")).toEqual(["wrong_arrow «view»"]);
    expect(wrong("in.all(view.all(act))")).toEqual(["wrong_arrow «view»"]);
  });

  it("stops at the first step that no type has", () => {
    expect(wrong("in->nothing->more")).toEqual(["unknown_target «nothing»"]);
  });

  it("says at most five of the types that it leads to", () => {
    const types = Array.from({ length: 7 }, (_, i) => `t${i}`);
    const declared = types.map((name) => `type ${name}`).join(" ");
    expect(saidOf(`${declared} type t { relation r: ${types.join(" | ")} permission p = r->x }`)[0]).toContain(
      "`r` leads to `t0`, `t1`, `t2`, `t3`, `t4` and others, without a relation or permission `x`",
    );
  });
});
