import type { JsonObject, ObjectRef } from "@relata/model";
import {
  answerFrom,
  check,
  drive,
  listObjects,
  PENDING,
  ProvidedAttributes,
  type Graph,
  type MemoryGraph,
} from "@relata/resolver";
import { NAMES, questions, worlds, type World } from "@relata/spec";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { graphOf, runPlan, verdictOf } from "./agreement.ts";
import { ask, compiled, worldOf } from "./compiled.ts";

const model = compiled(`model 1
type user
type invoice {
  attribute amount: number
  relation clerk: user
  relation banned: user
  permission refund = clerk when small
  permission read = clerk - banned
}
policy small = json { "<=": [{ "var": "resource.amount" }, 1000] }`);

/** Fetches what is wanted from a table, until the question is answered; counts the rounds and what they asked for. */
function answered<T>(question: (graph: Graph) => T, graph: MemoryGraph, table: Readonly<Record<string, JsonObject>>) {
  const provided = new ProvidedAttributes(new Set(["invoice"]));
  const asked: string[][] = [];
  for (;;) {
    const { value } = runPlan(drive(provided.over(question)), graph);
    if (value !== PENDING) return { value: value, asked };
    const wanted = provided.takeWanted();
    asked.push(wanted.map(({ id }) => id));
    for (const object of wanted) provided.set(object, table[object.id] ?? {});
  }
}

describe("provided attributes", () => {
  const graph = graphOf(
    worldOf(model, ["invoice:a#clerk@user:ann", "invoice:b#clerk@user:ann", "invoice:c#clerk@user:ann"]),
  );
  graph.setAttributes({ type: "invoice", id: "c" }, { amount: 1 });
  const table = { a: { amount: 10 }, b: { amount: 2_000 }, c: { amount: 5_000 } };

  test("are fetched for what a question reads, once", () => {
    const question = ask(model, "user:ann refund invoice:a");
    expect(answered((graph) => check(model, graph, question), graph, table)).toEqual({
      value: { outcome: "allowed" },
      asked: [["a"]],
    });
  });

  test("are not fetched where no policy is read", () => {
    const question = ask(model, "user:ann read invoice:a");
    expect(answered((graph) => check(model, graph, question), graph, table).asked).toEqual([]);
  });

  test("are fetched for all objects of a list together, and stored ones win over them", () => {
    const { object: _, resource: __, ...asked } = ask(model, "user:ann refund invoice:a");
    const list = listObjects(model, { ...asked, type: "invoice" });
    const { value, asked: rounds } = answered(list, graph, table);
    expect(value.rows.map(({ id }) => id)).toEqual(["a", "c"]);
    expect(rounds).toEqual([["a", "b", "c"]]);
  });

  test("that are not there leave the question open", () => {
    const question = ask(model, "user:ann refund invoice:a");
    expect(answered((graph) => check(model, graph, question), graph, {}).value).toEqual({
      outcome: "conditional",
      missing: [{ path: "resource.amount", of: { type: "invoice", id: "a" } }],
    });
  });

  test("win over what a request supplies", () => {
    const question = { ...ask(model, "user:ann refund invoice:b"), resource: { amount: 1 } };
    expect(answered((graph) => check(model, graph, question), graph, table).value).toEqual({ outcome: "denied" });
  });

  test("cost a question nothing where none are provided", () => {
    const question = listObjects(model, { ...ask(model, "user:ann refund invoice:a"), type: "invoice" });
    expect(new ProvidedAttributes(new Set()).over(question)).toBe(question);
  });

  test("belong to objects, and not to the generic one", () => {
    const provided = new ProvidedAttributes(new Set(["invoice"]));
    expect(provided.of({ type: "invoice", id: "*" })).toEqual({});
    expect(provided.of({ type: "user", id: "ann" })).toEqual({});
    expect(provided.takeWanted()).toEqual([]);
  });
});

test("law: attributes that are provided decide as attributes that are stored", () => {
  fc.assert(
    fc.property(worlds, questions, (world, part) => {
      const stored = graphOf(world);
      const bare = graphOf({ ...world, attributes: [] });
      for (const permission of NAMES) {
        const question = { ...part, permission };
        const decide = (graph: Graph) => check(world.model, graph, question);
        expect(verdictOf(() => fetched(world, decide, bare))).toEqual(verdictOf(() => decide(stored)));
      }
    }),
    { numRuns: 300 },
  );
});

function fetched<T>(world: World, attempt: (graph: Graph) => T, bare: MemoryGraph): T {
  const provided = new ProvidedAttributes(new Set(world.model.types.map(({ name }) => name)));
  for (;;) {
    const value = provided.over(attempt)(bare);
    if (value !== PENDING) return value;
    for (const object of provided.takeWanted()) provided.set(object, valuesOf(world, object));
  }
}

function valuesOf(world: World, object: ObjectRef): JsonObject {
  const answer = answerFrom(graphOf(world), { ask: "attributes", object });
  return "attributes" in answer ? answer.attributes : {};
}
