import { describe, expect, it } from "vitest";

import { saidOf, warnedOfCode } from "./warned.ts";

const TYPES = `
  type user
  type folder { relation viewer: user permission view = viewer }
  type drive { relation owner: user permission open = owner }
  type shelf { relation owner: user permission open = owner }
`;
const partial = (members: string): string[] => warnedOfCode("partial_arrow", `${TYPES} type t { ${members} }`);

describe("an arrow that reaches only some of its types", () => {
  it("is warned of at what the others lack", () => {
    expect(partial("relation parent: folder | drive permission p = parent->view")).toEqual(["view"]);
    expect(partial("relation parent: folder | drive permission p = parent.all(view)")).toEqual(["view"]);
    expect(partial("relation parent: folder | drive permission p = nil - parent->view")).toEqual(["view"]);
  });

  it("names what is missed", () => {
    expect(saidOf(`${TYPES} type t { relation parent: folder | drive | shelf permission p = parent->view }`)).toEqual([
      "`parent` also leads to `drive`, `shelf`, without `view`: nothing is granted there | " +
        "give them `view`, or part `parent` into one relation for each kind",
    ]);
    expect(saidOf(`${TYPES} type t { relation parent: folder | user permission p = parent->view }`)).toEqual([
      "`parent` also leads to `user`, without `view`: nothing is granted there | " +
        "give it `view`, or part `parent` into one relation for each kind",
    ]);
  });

  it("is warned of in each step of a chain", () => {
    const chain = "relation a: u permission p = a->b->view } type u { relation b: folder | drive";
    expect(partial(chain)).toEqual(["view"]);
    expect(partial("relation a: u | folder permission p = a->b->view } type u { relation b: folder")).toEqual(["b"]);
  });

  it("is told once in a type, and once in each type", () => {
    const twice = "relation parent: folder | drive permission p = parent->view permission q = p + parent->view";
    expect(partial(twice)).toEqual(["view"]);
    expect(partial(`${twice} } type u { ${twice}`)).toEqual(["view", "view"]);
  });

  it.each([
    ["one whose types all have it", "relation parent: folder | t permission view = parent->view + self"],
    [
      "one beside another that reaches the rest",
      "relation parent: folder | drive permission p = parent->view + parent->open",
    ],
    [
      "one over a relation that also counts by itself, where the others have no members at all",
      "relation owner: user | folder permission p = owner + owner->view",
    ],
    ["one over subject sets of one type", "relation parent: folder#viewer permission p = parent->view"],
  ])("is not %s", (_, members) => {
    expect(partial(members)).toEqual([]);
  });

  it("is one that misses a type with other members, though the relation counts by itself", () => {
    expect(partial("relation owner: drive | folder permission p = owner + owner->view")).toEqual(["view"]);
  });

  it("is one whose rest is reached in another permission only", () => {
    expect(partial("relation parent: folder | drive permission p = parent->view permission q = parent->open")).toEqual([
      "view",
      "open",
    ]);
  });
});
