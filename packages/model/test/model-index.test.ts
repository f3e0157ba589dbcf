import { Failure, FAILURES, indexModel, isFailure, isStored, operands, type Rewrite } from "@relata/model";
import { describe, expect, test } from "vitest";
import { INDEX, MODEL } from "./small-model.ts";

describe("the index of a model", () => {
  test("is made once for each model", () => {
    expect(indexModel(MODEL)).toBe(INDEX);
    expect(indexModel({ ...MODEL })).not.toBe(INDEX);
  });

  test("finds types, relations, permissions and policies by name, and no inherited name", () => {
    const doc = INDEX.types.get("acme:doc");
    expect(doc?.relations.get("viewer")?.subjects).toHaveLength(4);
    expect([...(doc?.rewrites.keys() ?? [])]).toEqual(["empty", "viewer", "view"]);
    expect(doc?.permissions.has("viewer")).toBe(false);
    expect(INDEX.policies.get("local")?.parameters).toHaveLength(2);
    expect(INDEX.types.get("constructor")).toBeUndefined();
  });

  test.each([
    ["acme:doc", "viewer", true],
    ["acme:doc", "view", false],
    ["acme:doc", "gone", false],
    ["gone", "viewer", false],
  ])("says whether %s#%s is exactly its tuples: %s", (type, relation, stored) => {
    expect(isStored(INDEX, type, relation)).toBe(stored);
  });

  test("does not take a relation with a rewrite for its tuples", () => {
    const rewrite: Rewrite = { kind: "union", of: [{ kind: "this" }, { kind: "nil" }] };
    const model = {
      ...MODEL,
      types: [{ name: "t", attributes: [], relations: [{ name: "r", subjects: [], rewrite }], permissions: [] }],
    };
    expect(isStored(indexModel(model), "t", "r")).toBe(false);
  });
});

const a: Rewrite = { kind: "computed", relation: "a" };
const nil: Rewrite = { kind: "nil" };

test.each<[Rewrite, readonly Rewrite[]]>([
  [{ kind: "union", of: [a, nil] }, [a, nil]],
  [{ kind: "intersection", of: [nil, a] }, [nil, a]],
  [{ kind: "exclusion", from: a, less: nil }, [a, nil]],
  [{ kind: "when", of: a, policy: "p" }, [a]],
  [{ kind: "arrow", relation: "r", quantifier: "all", target: { kind: "computed", relation: "a" } }, []],
  [{ kind: "this" }, []],
  [{ kind: "self" }, []],
  [a, []],
  [nil, []],
])("the operands of a rewrite come as they are written: %#", (rewrite, parts) => {
  expect(operands(rewrite)).toEqual(parts);
});

describe("a failure", () => {
  test("has a code of the table, and keeps its cause and details", () => {
    const cause = new TypeError("below");
    const failure = new Failure("paradox", "above", { cause, details: { budget: 1 } });
    expect(failure).toMatchObject({
      name: "Failure",
      code: "paradox",
      message: "above",
      cause,
      details: { budget: 1 },
    });
    expect(failure).toBeInstanceOf(Error);
    expect(Object.keys(FAILURES)).toContain(failure.code);
  });

  test("without a cause has none, not an undefined one", () => {
    expect("cause" in new Failure("closed", "shut")).toBe(false);
  });

  test("is told from other errors, and by its code", () => {
    const failure: unknown = new Failure("closed", "shut");
    expect([isFailure(failure), isFailure(failure, "closed"), isFailure(failure, "paradox")]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isFailure(Object.assign(new Error("shut"), { code: "closed" }))).toBe(false);
  });
});
