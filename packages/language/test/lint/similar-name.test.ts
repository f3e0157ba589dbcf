import { compile } from "@relata/language";
import { describe, expect, it } from "vitest";

import { saidOf, warnedOf, warnedOfCode } from "./warned.ts";

/** Whether two names of types are told to be alike, whichever comes first. */
function isTold(a: string, b: string): boolean {
  const both = [`type ${a} type ${b}`, `type ${b} type ${a}`].map((text) => warnedOf(text).length);
  expect(both[0]).toBe(both[1]);
  return both[0] === 1;
}

const told = (body: string): string[] => warnedOfCode("similar_name", body);

describe("names that are easily taken for one another", () => {
  it.each([
    ["canView", "can_view"],
    ["User", "user"],
    ["`can-view`", "can_view"],
    ["member", "members"],
    ["company", "companies"],
    ["branch", "branches"],
    ["viewer", "veiwer"],
    ["viewer", "vewer"],
    ["viewer", "vieewer"],
    ["viewer", "viawer"],
    ["document", "docment"],
    ["can_comment", "can_coment"],
    ["invoice_folder", "invoice_foldr"],
  ])("are %s and %s", (a, b) => {
    expect(isTold(a, b)).toBe(true);
  });

  it.each([
    ["a", "b"],
    ["view", "viewer"],
    ["write", "writer"],
    ["reader", "leader"],
    ["assignee", "assigner"],
    ["read", "road"],
    ["post", "past"],
    ["tier_a", "tier_b"],
    ["level1", "level2"],
    ["level10", "level11"],
    ["phase1a", "phase2a"],
    ["owner", "co_owner"],
    ["viewer", "editor"],
    ["as", "a"],
    ["s", "ss"],
    ["address", "addres_book"],
    ["invoice", "invited"],
  ])("are not %s and %s", (a, b) => {
    expect(isTold(a, b)).toBe(false);
  });

  it("are told at the one that comes later in the alphabet", () => {
    expect(warnedOf("type members type member")).toEqual(["similar_name «members»"]);
    expect(saidOf("type user type group { relation members: user permission member = members }")).toEqual([
      "relation `members` of `group` is easily taken for permission `member` | " +
        "if they are one thing, remove one; if they are two, give one a name of its own",
    ]);
  });

  it("stand in one scope: of types, policies, context, parameters, attributes, or members of one type", () => {
    expect(told("policy office_hours = json true policy ofice_hours = json true")).toEqual(["ofice_hours"]);
    expect(told("context region: string context regions: string")).toEqual(["regions"]);
    expect(told("type t { attribute amount: number attribute amounts: number }")).toEqual(["amounts"]);
    const parameters =
      'policy p(limit: number, limits: number) = json { "<": [{ "var": "limit" }, { "var": "limits" }] }';
    expect(told(parameters)).toEqual(["limits"]);
    expect(
      told("type group { attribute groups: string relation member: group } type u { relation members: u }"),
    ).toEqual([]);
    expect(told("context member: string type members")).toEqual([]);
  });

  it("are told in whatever file they stand", () => {
    const files = ["user", "users"].map((name) => ({ path: `${name}.relata`, text: `model 1\ntype ${name}` }));
    const { diagnostics } = compile(files, { lint: true });
    expect(diagnostics.map(({ code, span }) => [code, span.path])).toEqual([["similar_name", "users.relata"]]);
  });

  it("are not told of a large family", () => {
    const family = "bcdfghkm".split("").map((letter) => `type secto${letter}al`);
    expect(warnedOf(family.join(" "))).toEqual([]);
  });
});
