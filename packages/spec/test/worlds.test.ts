import { admits, formatKey, indexModel, operands, type Rewrite } from "@relata/model";
import { describeWorld, formatRewrite, NAMES, questions, worlds } from "@relata/spec";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ASKED, worldOf } from "./small-world.ts";

const SAMPLE = fc.sample(worlds, { numRuns: 300, seed: 1 });

test("random worlds meet every kind of rewrite", () => {
  const kinds = new Set<string>();
  const visit = (rewrite: Rewrite) => {
    kinds.add(rewrite.kind === "arrow" ? `${rewrite.kind} ${rewrite.quantifier} ${rewrite.target.kind}` : rewrite.kind);
    operands(rewrite).forEach(visit);
  };
  for (const { model } of SAMPLE)
    for (const type of model.types) [...type.relations, ...type.permissions].forEach(({ rewrite }) => visit(rewrite));
  const arrows = ["any", "all"].flatMap((quantifier) => [`arrow ${quantifier} computed`, `arrow ${quantifier} arrow`]);
  expect([...kinds].sort()).toEqual(
    ["computed", "exclusion", "intersection", "nil", "self", "this", "union", "when", ...arrows].sort(),
  );
});

test("random worlds have tuples that the model admits, and some that it does not, one of a key", () => {
  const admitted = SAMPLE.flatMap(({ model, tuples }) => tuples.map((tuple) => admits(indexModel(model), tuple)));
  const share = admitted.filter(Boolean).length / admitted.length;
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(0.99);
  for (const { tuples } of SAMPLE) expect(new Set(tuples.map(formatKey)).size).toBe(tuples.length);
});

test("random worlds have wildcards on both sides, windows, policies and subject sets", () => {
  const tuples = SAMPLE.flatMap((world) => world.tuples);
  expect(tuples.some(({ object }) => object.id === "*")).toBe(true);
  expect(tuples.some(({ subject }) => subject.id === "*")).toBe(true);
  expect(tuples.some(({ from, until }) => from !== undefined && until !== undefined)).toBe(true);
  expect(tuples.some(({ subject, policy }) => subject.relation !== undefined && policy !== undefined)).toBe(true);
});

test("random questions ask for one subject, sets, wildcards, and all of several", () => {
  const asked = fc.sample(questions, { numRuns: 300, seed: 1 });
  for (const wanted of [
    asked.some(({ subject }) => subject.length > 1),
    asked.some(({ subject }) => subject.some(({ relation }) => relation !== undefined)),
    asked.some(({ subject }) => subject.some(({ id }) => id === "*")),
    asked.some(({ object }) => object.id === "*"),
  ])
    expect(wanted).toBe(true);
  expect(NAMES).toContain("view");
});

test("a world and a question are written as a person would", () => {
  const rewrite: Rewrite = { kind: "exclusion", from: { kind: "computed", relation: "a" }, less: { kind: "nil" } };
  const world = {
    ...worldOf(rewrite, "doc:d#a@user:x with small"),
    attributes: [{ object: ASKED.object, values: { size: 1 } }],
  };
  expect(describeWorld(world, { ...ASKED, permission: "p" }).split("\n")).toEqual([
    "type doc {",
    "  relation a: doc | doc#p | user | user:* | user with small = this",
    "  relation b: doc | doc#p | user | user:* | user with small = this",
    "  permission p = (a - nil)",
    "}",
    'policy small = json {"<":[{"var":"resource.size"},{"var":"context.limit"}]}',
    "doc:d#a@user:x with small",
    'doc:d {"size":1}',
    "? user:x p doc:d",
    "  resource {} context {}",
  ]);
});

test.each<[Rewrite, string]>([
  [{ kind: "when", of: { kind: "self" }, policy: "small" }, "(self when small)"],
  [
    { kind: "union", of: [{ kind: "this" }, { kind: "intersection", of: [{ kind: "nil" }, { kind: "this" }] }] },
    "(this + (nil & this))",
  ],
  [
    {
      kind: "arrow",
      relation: "a",
      quantifier: "all",
      target: { kind: "arrow", relation: "b", quantifier: "any", target: { kind: "computed", relation: "p" } },
    },
    "a.all(b.any(p))",
  ],
])("a rewrite is written with every parenthesis it has: %#", (rewrite, text) => {
  expect(formatRewrite(rewrite)).toBe(text);
});
