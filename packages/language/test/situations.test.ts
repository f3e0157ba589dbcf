import { describe, expect, it } from "vitest";

import { mistakesIn, modelOf, permissionOf, relationOf, saidOf } from "./compiled.ts";

const name = (relation: string): object => ({ kind: "computed", relation });
const through = (relation: string, target: object): object => ({ kind: "arrow", relation, quantifier: "any", target });

describe("a library with branches", () => {
  const LIBRARY = `
    type person { relation guardian: person }
    type branch {
      relation librarian: person
      relation member: person | person#guardian
      permission serve = librarian
    }
    type shelf { relation branch: branch permission stock = branch->serve }
    type book {
      attribute age: uint
      relation shelf: shelf
      relation lent_to: person with until_date
      relation lost: person
      permission read = (lent_to + shelf->branch->member) - lost
      permission borrow = shelf->branch->member when open_to_all
      permission destroy = shelf.all(stock) & shelf->branch.all(serve)
    }
    policy until_date(tuple due: timestamp) = json { "<": [{ "var": "now" }, { "var": "due" }] }
    policy open_to_all required resource.age = json { "<": [{ "var": "resource.age" }, 18] }
  `;
  const model = modelOf(LIBRARY);

  it("is read over two arrows", () => {
    expect(permissionOf(model, "book", "read").rewrite).toEqual({
      kind: "exclusion",
      from: { kind: "union", of: [name("lent_to"), through("shelf", through("branch", name("member")))] },
      less: name("lost"),
    });
  });

  it("lends under a policy of the book, and one of the loan", () => {
    expect(permissionOf(model, "book", "borrow").rewrite).toMatchObject({ kind: "when", policy: "open_to_all" });
    expect(relationOf(model, "book", "lent_to").subjects).toEqual([{ type: "person", policy: "until_date" }]);
  });

  it("destroys only what every shelf agrees to", () => {
    expect(permissionOf(model, "book", "destroy").rewrite).toEqual({
      kind: "intersection",
      of: [
        { kind: "arrow", relation: "shelf", quantifier: "all", target: name("stock") },
        through("shelf", { kind: "arrow", relation: "branch", quantifier: "all", target: name("serve") }),
      ],
    });
  });

  it("has nothing doubtful in it", () => {
    expect(mistakesIn(LIBRARY)).toEqual([]);
  });

  it("says which type lacks what, when a shelf is renamed", () => {
    expect(mistakesIn(LIBRARY.replace("relation branch: branch", "relation site: branch"))).toEqual([
      "unknown_relation «branch»",
      "unknown_target «branch»",
      "unknown_target «branch»",
      "unknown_target «branch»",
    ]);
  });

  it("says where the loan's policy does not fit, when it is used for borrowing", () => {
    expect(mistakesIn(LIBRARY.replace("when open_to_all", "when until_date"))).toEqual([
      "tuple_parameter_in_when «until_date»",
    ]);
  });
});

describe("two tenants whose types have the same names", () => {
  const TENANTS = `
    type user
    type acme:project { relation lead: user permission see = lead }
    type umbrella:project { relation lead: user | acme:project#see relation twin: acme:project permission see = twin->see }
  `;

  it("stay apart, and may still refer to each other", () => {
    const model = modelOf(TENANTS);
    expect(model.types.map((type) => type.name)).toEqual(["acme:project", "umbrella:project", "user"]);
    expect(relationOf(model, "umbrella:project", "lead").subjects).toEqual([
      { type: "acme:project", relation: "see" },
      { type: "user" },
    ]);
  });

  it("may not have a type of the tenant's own name", () => {
    expect(mistakesIn(`${TENANTS} type acme`)).toEqual(["prefix_type «acme:project»"]);
  });

  it("are guessed at with their namespace", () => {
    expect(saidOf(`${TENANTS} type t { relation r: acme:projekt }`)).toEqual([
      "unknown type `acme:projekt` | did you mean `acme:project`?",
    ]);
  });
});

describe("a model that was converted from another system", () => {
  const model = modelOf(`
    type user
    type \`org/team\` { relation \`is-member\`: user | \`org/team\`#\`is-member\` }
    type \`org/doc\` {
      relation \`can-edit\`: \`org/team\`#\`is-member\` with \`business-hours\`
      relation \`parent.folder\`: \`org/doc\`
      permission \`can-view\` = \`can-edit\` + \`parent.folder\`->\`can-view\`
    }
    policy \`business-hours\` = json { ">": [{ "var": "now" }, "2026-01-01T09:00:00Z"] }
  `);

  it("keeps its names as they were", () => {
    expect(permissionOf(model, "org/doc", "can-view").rewrite).toEqual({
      kind: "union",
      of: [name("can-edit"), through("parent.folder", name("can-view"))],
    });
    expect(relationOf(model, "org/doc", "can-edit").subjects).toEqual([
      { type: "org/team", relation: "is-member", policy: "business-hours" },
    ]);
  });
});

describe("keys that act for their owners", () => {
  it("are subjects like users, and sets of themselves", () => {
    const model = modelOf(`
      type user { relation key: apikey permission act = self + key }
      type apikey { relation owner: user permission act = self & owner->act }
      type vault { relation opener: user#act | apikey#act | apikey }
    `);
    expect(permissionOf(model, "user", "act").rewrite).toEqual({ kind: "union", of: [{ kind: "self" }, name("key")] });
    expect(relationOf(model, "vault", "opener").subjects).toEqual([
      { type: "apikey" },
      { type: "apikey", relation: "act" },
      { type: "user", relation: "act" },
    ]);
  });
});

describe("a model in the making", () => {
  it("is told all that is wrong with it at once", () => {
    expect(
      mistakesIn(`
        type user
        type teem { relation member: user | team#member }
        type project {
          relation owner: user with vip
          relation team: teem
          permission see = owner + team->members
          permission edit = see - owner - team->member
          permission share = edit when resident
        }
        policy resident = json { "==": [{ "var": "context.country" }, { "var": "resource.country" }] }
      `),
    ).toEqual([
      "unknown_type «team»",
      "unknown_policy «vip»",
      "unknown_target «members»",
      "mixed_operators «see - owner - team->member»",
      "unknown_attribute «resident»",
      'unknown_context «"context.country"»',
    ]);
  });
});
