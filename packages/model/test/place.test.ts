import {
  followed,
  indexModel,
  leadsFrom,
  policiesOf,
  rewriteOf,
  placeKey,
  samePlace,
  targetName,
  variantsOf,
  type Arrow,
  type Rewrite,
} from "@relata/model";
import { describe, expect, test } from "vitest";
import { INDEX, MODEL } from "./small-model.ts";

const VIEWER = { type: "acme:doc", name: "viewer" };
const up = (target: string): Arrow => ({
  kind: "arrow",
  relation: "viewer",
  quantifier: "any",
  target: { kind: "computed", relation: target },
});
const a: Rewrite = { kind: "computed", relation: "a" };
const b: Rewrite = { kind: "computed", relation: "b" };
/** The places as text, behind a `-` where they are negative. */
const leads = (rewrite: Rewrite) =>
  leadsFrom(INDEX, VIEWER, rewrite).map(
    ({ place, isNegative }) => `${isNegative ? "-" : ""}${place.type}#${place.name}`,
  );

describe("the kinds of subjects of a relation", () => {
  test("are those that it admits, and none where there is no such relation", () => {
    expect(variantsOf(INDEX, "acme:doc", "viewer")).toHaveLength(4);
    expect(variantsOf(INDEX, "acme:doc", "view")).toEqual([]);
    expect(variantsOf(INDEX, "gone", "viewer")).toEqual([]);
  });

  test("are followed by an arrow, but for the wildcard of a type", () => {
    expect(followed(INDEX, "acme:doc", "viewer")).toEqual([
      { type: "group", relation: "member" },
      { type: "user" },
      { type: "user", policy: "local" },
    ]);
  });
});

describe("the expression behind a name", () => {
  test("is that of the relation or permission, and none where the type has no such name", () => {
    expect(rewriteOf(INDEX, { type: "acme:doc", name: "view" })).toEqual({ kind: "computed", relation: "viewer" });
    expect(rewriteOf(INDEX, { type: "group", name: "view" })).toBeUndefined();
    expect(rewriteOf(INDEX, { type: "gone", name: "view" })).toBeUndefined();
  });

  test("is an arrow behind an arrow, where that is what the name says", () => {
    const inner = up("view");
    expect(targetName(inner.target)).toBe("view");
    expect(rewriteOf(INDEX, { type: "user", name: targetName(inner) })).toEqual(inner);
  });
});

test("places are the same by type and name", () => {
  expect(samePlace(VIEWER, { ...VIEWER })).toBe(true);
  expect(samePlace(VIEWER, { ...VIEWER, type: "group" })).toBe(false);
  expect(samePlace(VIEWER, { ...VIEWER, name: "view" })).toBe(false);
  expect(placeKey(VIEWER)).toBe(placeKey({ ...VIEWER }));
  expect(placeKey({ type: "a", name: 'b","c' })).not.toBe(placeKey({ type: 'a","b', name: "c" }));
});

test.each<[string, Rewrite, readonly string[]]>([
  ["tuples lead to the sets among their subjects", { kind: "this" }, ["group#member"]],
  ["a computed userset leads to the same object", a, ["acme:doc#a"]],
  ["an arrow leads to each type that it follows", up("view"), ["group#view", "user#view", "user#view"]],
  ["operands lead one after the other", { kind: "union", of: [a, b] }, ["acme:doc#a", "acme:doc#b"]],
  ["so do those of an intersection", { kind: "intersection", of: [b, a] }, ["acme:doc#b", "acme:doc#a"]],
  ["a policy leads nowhere itself", { kind: "when", of: a, policy: "local" }, ["acme:doc#a"]],
  ["what an exclusion takes away is negative", { kind: "exclusion", from: a, less: b }, ["acme:doc#a", "-acme:doc#b"]],
  [
    "and stays so where that takes away in turn",
    { kind: "exclusion", from: a, less: { kind: "exclusion", from: a, less: b } },
    ["acme:doc#a", "-acme:doc#a", "-acme:doc#b"],
  ],
  ["nobody is nowhere", { kind: "nil" }, []],
  ["the object itself is asked nothing", { kind: "self" }, []],
])("%s", (_, rewrite, places) => {
  expect(leads(rewrite)).toEqual(places);
});

test("an arrow behind an arrow leads to a name that says so", () => {
  const target = up("view");
  const [first] = leadsFrom(INDEX, VIEWER, { ...target, target });
  expect(first).toEqual({ place: { type: "group", name: JSON.stringify(target) }, isNegative: false });
});

test.each<[string, Rewrite, readonly string[]]>([
  ["tuples come to those that they carry", { kind: "this" }, ["local"]],
  ["so does an arrow", up("view"), ["local"]],
  [
    "a `when` comes to its own, and to those of what it holds",
    { kind: "when", of: up("view"), policy: "p" },
    ["p", "local"],
  ],
  ["operands come to theirs", { kind: "exclusion", from: { kind: "nil" }, less: { kind: "this" } }, ["local"]],
  ["another name comes to none at this object", a, []],
])("policies: %s", (_, rewrite, policies) => {
  expect(policiesOf(INDEX, VIEWER, rewrite)).toEqual(policies);
});

test("an arrow comes to no policy of a wildcard, which it does not follow", () => {
  const [doc, ...types] = MODEL.types;
  const index = indexModel({
    ...MODEL,
    types: [
      {
        name: "acme:doc",
        attributes: doc?.attributes ?? [],
        relations: [
          { name: "viewer", subjects: [{ type: "user", wildcard: true, policy: "local" }], rewrite: { kind: "this" } },
        ],
        permissions: [],
      },
      ...types,
    ],
  });
  expect(policiesOf(index, VIEWER, { kind: "this" })).toEqual(["local"]);
  expect([policiesOf(index, VIEWER, up("view")), leadsFrom(index, VIEWER, up("view"))]).toEqual([[], []]);
});
