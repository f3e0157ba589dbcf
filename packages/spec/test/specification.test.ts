import type { Arrow, Rewrite } from "@relata/model";
import { specify, type Verdict, type World } from "@relata/spec";
import { describe, expect, test } from "vitest";
import { ASKED, worldOf } from "./small-world.ts";

const a: Rewrite = { kind: "computed", relation: "a" };
const b: Rewrite = { kind: "computed", relation: "b" };
const aMinusB: Rewrite = { kind: "exclusion", from: a, less: b };
const arrow = (quantifier: "any" | "all"): Arrow => ({
  kind: "arrow",
  relation: "b",
  quantifier,
  target: { kind: "computed", relation: "a" },
});
const X = "doc:d#a@user:x";

function verdict(world: World, asked: Partial<typeof ASKED> = {}): Verdict {
  return specify(world, { ...ASKED, ...asked })("p");
}

describe("the specification, worked out by hand, says", () => {
  test.each<[string, Rewrite, readonly string[], Verdict["kind"]]>([
    ["that a tuple allows", a, [X], "allowed"],
    ["that no tuple denies", a, [], "denied"],
    ["that nil denies", { kind: "nil" }, [X], "denied"],
    ["that another object is not self", { kind: "self" }, [X], "denied"],
    ["that one side of a union is enough", { kind: "union", of: [b, a] }, [X], "allowed"],
    ["that one side of an intersection is not", { kind: "intersection", of: [b, a] }, [X], "denied"],
    ["that what is excluded is denied", aMinusB, [X, "doc:d#b@user:x"], "denied"],
    ["that what is not excluded is allowed", aMinusB, [X, "doc:d#b@user:y"], "allowed"],
    ["that a wildcard excludes everyone", aMinusB, [X, "doc:d#b@user:*"], "denied"],
    ["that a tuple on every object counts", a, ["doc:*#a@user:x"], "allowed"],
    ["that a subject set leads on", a, ["doc:d#a@doc:e#p", "doc:e#a@user:x"], "allowed"],
    ["that a cycle grants nothing", a, ["doc:d#a@doc:e#p", "doc:e#a@doc:d#p"], "denied"],
    ["that a cycle takes nothing away", a, ["doc:d#a@doc:e#p", "doc:e#a@doc:d#p", "doc:e#a@user:x"], "allowed"],
    ["that `any` wants one", arrow("any"), ["doc:d#b@doc:e", "doc:d#b@doc:f", "doc:e#a@user:x"], "allowed"],
    ["that `all` wants each", arrow("all"), ["doc:d#b@doc:e", "doc:d#b@doc:f", "doc:e#a@user:x"], "denied"],
    ["that `all` over nothing denies", arrow("all"), [], "denied"],
    ["that an arrow steps over a wildcard", arrow("any"), ["doc:d#b@user:*"], "denied"],
    ["that an expired tuple is absent", a, [`${X} until 2026-02-01T00:00:00Z`], "denied"],
    ["that a tuple begins at its first instant", a, [`${X} from 2026-02-01T00:00:00Z`], "allowed"],
    ["that what the model does not admit is absent", a, ["doc:d#a@doc:d#a", "doc:d#c@user:x"], "denied"],
    ["that a negation of itself is a paradox", aMinusB, [X, "doc:d#b@doc:d#p"], "paradox"],
  ])("%s", (_, rewrite, tuples, kind) => {
    expect(verdict(worldOf(rewrite, ...tuples))).toEqual({ kind });
  });

  test("what a policy waits for", () => {
    const world = worldOf(a, `${X} with small`);
    expect(verdict(world)).toEqual({ kind: "conditional", missing: ["context.limit", "resource.size"] });
    expect(verdict(world, { resource: { size: 1 } })).toEqual({ kind: "conditional", missing: ["context.limit"] });
    expect(verdict(world, { resource: { size: 1 }, context: { limit: 2 } })).toEqual({ kind: "allowed" });
    expect(verdict(world, { resource: { size: 2 }, context: { limit: 2 } })).toEqual({ kind: "denied" });
    expect(verdict(world, { resource: { size: "big" }, context: { limit: 2 } })).toEqual({ kind: "policy_failed" });
  });

  test("what a policy waits for behind a subject set, where the subject is the object itself", () => {
    const world = worldOf({ kind: "when", of: { kind: "self" }, policy: "small" }, "doc:e#a@doc:d#p");
    const asked = { ...ASKED, subject: [{ type: "doc", id: "d" }], object: { type: "doc", id: "e" } };
    expect(specify(world, asked)("a")).toEqual({ kind: "conditional", missing: ["context.limit", "resource.size"] });
  });

  test("that stored attributes win over supplied ones", () => {
    const world = { ...worldOf(a, `${X} with small`), attributes: [{ object: ASKED.object, values: { size: 1 } }] };
    expect(verdict(world, { resource: { size: 9 }, context: { limit: 2 } })).toEqual({ kind: "allowed" });
  });

  test("that all of several subjects must be allowed", () => {
    const world = worldOf(a, X, "doc:d#a@user:y with small");
    const both = [...ASKED.subject, { type: "user", id: "y" }];
    expect(verdict(world, { subject: both })).toMatchObject({ kind: "conditional" });
    expect(verdict(world, { subject: [...both, { type: "user", id: "z" }] })).toEqual({ kind: "denied" });
  });

  test("that a set holds for itself", () => {
    expect(verdict(worldOf(a), { subject: [{ type: "doc", id: "d", relation: "a" }] })).toEqual({ kind: "allowed" });
    expect(verdict(worldOf(a), { subject: [{ type: "doc", id: "d", relation: "b" }] })).toEqual({ kind: "denied" });
  });
});
