import { readFileSync } from "node:fs";
import { compileText, printModel } from "@relata/language";
import { describe, expect, it } from "vitest";
import { formatted, laidOut } from "./laws.ts";

const SAMPLE = `model 1

type user
type apikey

context region: string                       // what a request may supply

type group {
  relation member: user | apikey | group#member
}

type client_abc:invoice {
  attribute amount: number
  attribute status: "draft" | "sent" | "paid"

  relation folder:  folder
  relation owner:   user | apikey
  relation auditor: user with office_hours | group#member

  permission read   = (owner + clerk + auditor + folder->view) - banned
  permission write  = owner + clerk
  permission refund = write when refundable
}

/// Paid invoices up to the clerk's limit.
policy refundable = resource.status == "paid" && resource.amount <= 1000

policy office_hours(tuple from: timestamp, tuple until: timestamp) = now >= from && now < until

policy same_region(tuple region: string) = json { "==": [{ "var": "context.region" }, { "var": "region" }] }
`;

describe("the layout of a file", () => {
  it("is that of the design's sample", () => {
    expect(formatted(SAMPLE)).toBe(SAMPLE);
  });

  it.each(["invoices", "github-org"])("is that of the example %s", (name) => {
    const text = readFileSync(new URL(`../../../../examples/${name}/authz.relata`, import.meta.url), "utf8");
    expect(formatted(text)).toBe(text);
  });

  it("has LF alone, no byte order mark and one line break at the end", () => {
    expect(formatted("\u{FEFF}model 1\r\n\r\ntype user\r\n\r\n\r\n")).toBe("model 1\n\ntype user\n");
    expect(formatted("model 1")).toBe("model 1\n");
  });

  it("keeps the order of declarations", () => {
    expect(
      laidOut(`
policy p = true
type b
type a
`),
    ).toBe(`
policy p = true

type b
type a
`);
  });

  it("parts what has a body, and what is of another kind, and keeps one empty line elsewhere", () => {
    expect(
      laidOut(`
import "./a.relata"
context a: any
type u


type v
type t { relation r: u



relation s: u

}
type w
`),
    ).toBe(`
import "./a.relata"

context a: any

type u

type v

type t {
  relation r: u

  relation s: u
}

type w
`);
  });
});

describe("neighbours line up", () => {
  it("by kind, up to an empty line, a comment or a declaration of several lines", () => {
    expect(
      laidOut(`
type t {
  attribute a: any
  trusted attribute b: any
  relation one: u
  relation three: u
  // A comment.
  relation longest_of_all: u

  permission p = one
  permission pp = three
}
`),
    ).toBe(`
type t {
  attribute a:         any
  trusted attribute b: any
  relation one:   u
  relation three: u
  // A comment.
  relation longest_of_all: u

  permission p  = one
  permission pp = three
}
`);
  });

  it("unless one of them would no longer fit on its line", () => {
    const name = `n${"x".repeat(50)}`;
    const text = `
type t {
  relation r: ${"u | ".repeat(22)}u
  relation ${name}: u
}
`;
    expect(laidOut(text)).toBe(text);
  });
});

describe("what does not fit on a line", () => {
  const names = Array.from({ length: 12 }, (_, i) => `operand_${i}`);

  it("is broken before each operator", () => {
    expect(laidOut(`\ntype t { relation r: ${names.join("|")} permission p = (${names.join("+")}) - a when q }\n`))
      .toBe(`
type t {
  relation r:
    ${names.join("\n    | ")}
  permission p =
    (
      ${names.join("\n      + ")}
    )
    - a
    when q
}
`);
  });

  it("has the rewrite of a relation in a line of its own", () => {
    const subjects = names.slice(0, 8).join(" | ");
    expect(laidOut(`\ntype t { relation r: ${subjects} = this + other }\n`)).toBe(`
type t {
  relation r: ${subjects}
    = this + other
}
`);
  });

  it("breaks the parameters, the paths and the expression of a policy", () => {
    const parameters = names.map((name) => `${name}: string`);
    const equal = names.map((name) => `${name} == ""`);
    expect(laidOut(`\npolicy p(${parameters.join(",")}) required ${names.join(",")} = ${equal.join("&&")}\n`)).toBe(`
policy p(
  ${parameters.join(",\n  ")}
)
  required ${names.join(",\n    ")} =
  ${equal.join("\n  && ")}
`);
  });

  it("breaks an expression at its loosest operators first, and lists in their brackets", () => {
    const list = names.map((name) => `"${name}"`);
    expect(laidOut(`\npolicy p = a == 1 && b == 2 || context.x in [${list.join(", ")}]\n`)).toBe(`
policy p =
  a == 1 && b == 2
  || context.x in [
      ${list.join(",\n      ")}
    ]
`);
  });

  it("breaks JSON as a printed model has it", () => {
    const compared = names.map((name) => `{ "!=": [{ "var": "context.c" }, ["${name}", []]] }`);
    const text = `model 1\n\ncontext c: any\n\npolicy p = json { "or": [${compared.join(", ")}] }`;
    const { model } = compileText(text);
    expect(model && printModel(model, { policies: "json" })).toBe(formatted(text));
  });
});
