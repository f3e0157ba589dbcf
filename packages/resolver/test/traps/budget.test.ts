import { isFailure } from "@relata/model";
import { check, explain, MemoryGraph, type Graph } from "@relata/resolver";
import { describe, expect, test } from "vitest";
import { loaded } from "../agreement.ts";
import { ask, compiled, worldOf } from "../compiled.ts";

const model = compiled(`
  model 1
  type user
  type group { relation member: user | group#member }
  type folder {
    relation parent: folder
    relation viewer: user | group#member
    permission view = viewer + parent->view
  }
`);

const tuples = [
  ...Array.from({ length: 9 }, (_, i) => `folder:${i}#parent@folder:${i + 1}`),
  "folder:3#viewer@group:a#member",
  "group:a#member@group:b#member",
  "group:b#member@user:bob",
];
const graph = new MemoryGraph(worldOf(model, tuples).tuples);
const question = ask(model, "user:ann view folder:0");

/** The least budget under which the question is answered. */
function leastBudget(run: (attempt: (graph: Graph) => unknown) => unknown, asked = question): number {
  for (let budget = 0; ; budget++) {
    try {
      run((graph) => check(model, graph, asked, { budget }));
      return budget;
    } catch (error) {
      if (!isFailure(error, "budget_exceeded")) throw error;
    }
  }
}

function tooLittle(): unknown {
  return check(model, graph, question, { budget: 19 });
}

describe("the work budget", () => {
  test("counts distinct nodes: each name of each object once", () => {
    // Ten folders, each with `view` and `viewer`; no group, since nothing stored puts the subject in one.
    expect(leastBudget((attempt) => attempt(graph))).toBe(20);
  });

  test("counts groups that may hold the subject", () => {
    expect(leastBudget((attempt) => attempt(graph), ask(model, "user:bob view folder:0"))).toBe(10);
  });

  test("is the same over a graph that loads on demand", () => {
    for (const asked of [question, ask(model, "user:bob view folder:0"), ask(model, "user:bob member group:a")])
      expect(leastBudget((attempt) => loaded(attempt, graph), asked)).toBe(
        leastBudget((attempt) => attempt(graph), asked),
      );
  });

  test("does not depend on the order in which tuples were written", () => {
    const backwards = new MemoryGraph(worldOf(model, [...tuples].reverse()).tuples);
    expect(leastBudget((attempt) => attempt(backwards))).toBe(20);
  });

  test("ends in a failure that says how large it was, and never in a denial", () => {
    expect(tooLittle).toThrow(expect.objectContaining({ code: "budget_exceeded", details: { budget: 19 } }));
    expect(tooLittle).toThrow("`view` on `folder:0` visits more than 19 nodes");
  });

  test("is no smaller for an explanation", () => {
    expect(explain(model, graph, question, { budget: 20 }).decision).toEqual({ outcome: "denied" });
    expect(() => explain(model, graph, question, { budget: 19 })).toThrow(
      expect.objectContaining({ code: "budget_exceeded" }),
    );
  });

  test("is counted anew for each reference of an `all of`", () => {
    const both = { ...question, subject: [...question.subject, ...question.subject] };
    expect(check(model, graph, both, { budget: 20 })).toEqual({ outcome: "denied" });
  });
});
