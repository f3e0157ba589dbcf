import { isFailure, type Json } from "@relata/model";
import { compilePolicy, tracePolicy, type PolicyTrace } from "@relata/abac";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { attribute, DAY, modelOf, policyOf } from "../support/ask.ts";
import { poorData, type Data } from "../support/data.ts";
import { nestedRules } from "../support/rules.ts";

const MODEL = modelOf();

function scopeOf({ resource, subject, context }: Data) {
  return { resource, subject, context, parameters: {}, action: "read", now: DAY };
}

function traced(body: Json, resource: Data["resource"] = {}): PolicyTrace {
  return tracePolicy(policyOf(body), MODEL, scopeOf({ resource, subject: {}, context: {} }));
}

describe("a trace", () => {
  test("tells of every operation in written order what it gave, or why it has no value", () => {
    const body: Json = { and: [{ "==": [attribute("status"), "paid"] }, { "<=": [attribute("amount"), 5] }] };
    expect(traced(body, { status: "paid" })).toEqual({
      verdict: { truth: 1, missing: ["resource.amount"] },
      cut: 0,
      clauses: [
        clause("", 0, "and", { kind: "unknown", missing: ["resource.amount"] }),
        clause("/and/0", 1, "==", { kind: "value", value: true }),
        clause("/and/0/==/0", 2, "var", { kind: "value", value: "paid" }, "resource.status"),
        clause("/and/1", 1, "<=", { kind: "unknown", missing: ["resource.amount"] }),
        clause("/and/1/<=/0", 2, "var", { kind: "unknown", missing: ["resource.amount"] }, "resource.amount"),
      ],
    });
  });

  test("tells of constants, problems and parsed values too", () => {
    const { clauses } = traced({
      or: [{ "<": [{ "+": [1, 2] }, { "/": [1, 0] }] }, { "<": [{ var: "now" }, "2026-01-01T00:00:00Z"] }],
    });
    const byPointer = new Map(clauses.map(({ pointer, outcomes }) => [pointer, outcomes[0]]));
    expect(byPointer.get("/or/0/</0")).toEqual({ kind: "value", value: 3 });
    expect(byPointer.get("/or/0/</1")).toEqual({
      kind: "unknown",
      missing: [],
      problem: { code: "division_by_zero", message: "`/` divides by zero" },
    });
    expect(byPointer.get("/or/1/</0")).toEqual({ kind: "value", value: "2026-01-15T00:00:00Z" });
  });

  test("tells of the first elements of a list, and how many there were", () => {
    const { clauses } = traced(
      { some: [attribute("numbers"), { ">": [{ var: "" }, 7] }] },
      { numbers: [1, 2, 3, 4, 5, 6, 9] },
    );
    expect(clauses[2]).toMatchObject({ pointer: "/some/1", operator: ">", visits: 7 });
    expect(clauses[3]?.outcomes.map((outcome) => outcome.kind === "value" && outcome.value)).toEqual([1, 2, 3, 4, 5]);
  });

  test("says which arms were not evaluated", () => {
    const { clauses } = traced(
      { if: [attribute("flag"), attribute("other"), { "!": attribute("other") }] },
      { flag: false, other: true },
    );
    expect(clauses.map(({ visits }) => visits)).toEqual([1, 1, 0, 1, 1]);
  });

  test("is bounded: long text, large lists, deep values and many operations are cut", () => {
    const deep: Json = [[[[[[1]]]]]];
    const show = (anything: Json) => traced({ "==": [attribute("anything"), 1] }, { anything }).clauses[1]?.outcomes[0];
    expect(show("x".repeat(1_000))).toEqual({ kind: "value", value: `${"x".repeat(200)}…` });
    expect(show(Array.from({ length: 50 }, (_, i) => i))).toEqual({
      kind: "value",
      value: [...Array.from({ length: 20 }, (_, i) => i), "…"],
    });
    expect(show(deep)).toEqual({ kind: "value", value: [[[["…"]]]] });
    const many: Json = { and: Array.from({ length: 2_000 }, () => ({ "!": attribute("flag") })) };
    const { clauses, cut } = traced(many);
    expect([clauses.length, cut]).toEqual([1_000, 3_001]);
  });

  test("of a policy that is not valid is refused", () => {
    expect(isFailureOf(() => traced({ frobnicate: 1 }))).toBe(true);
  });

  test("comes to the verdict of the compiled policy, and its first clause gives it", () => {
    fc.assert(
      fc.property(nestedRules.boolean, poorData, (body, data) => {
        const { verdict, clauses } = tracePolicy(policyOf(body), MODEL, scopeOf(data));
        expect(verdict).toEqual(compilePolicy(policyOf(body), MODEL)(scopeOf(data)));
        const [first] = clauses;
        fc.pre(first !== undefined);
        expect(first.outcomes[0]?.kind).toBe(verdict.truth === 1 ? "unknown" : "value");
      }),
      { numRuns: 300 },
    );
  });
});

function clause(pointer: string, depth: number, operator: string, outcome: object, path?: string): object {
  return { pointer, depth, operator, visits: 1, outcomes: [outcome], ...(path !== undefined && { path }) };
}

function isFailureOf(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    return isFailure(error, "invalid_model");
  }
}
