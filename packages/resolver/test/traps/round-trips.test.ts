import type { Model } from "@relata/model";
import { check, drive, listObjects, listSubjects, MemoryGraph } from "@relata/resolver";
import { describe, expect, test } from "vitest";
import { runPlan } from "../agreement.ts";
import { ask, compiled, worldOf } from "../compiled.ts";

const model = compiled(`
  model 1
  type user
  type group { relation member: user | group#member }
  type folder {
    relation viewer: user | group#member
    permission view = viewer
  }
  type doc {
    relation folder: folder
    relation viewer: user | user:* | group#member
    relation editor: user | group#member
    relation banned: user | group#member
    permission view = (viewer + editor + folder->view) - banned
  }
`);

function graphOf(tuples: readonly string[]): MemoryGraph {
  return new MemoryGraph(worldOf(model, tuples).tuples);
}

function cost(graph: MemoryGraph, question: string, of: Model = model) {
  const { value, batches, wanted } = runPlan(
    drive((graph) => check(of, graph, ask(of, question))),
    graph,
  );
  return { outcome: value.outcome, batches, wanted };
}

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

describe("the round trips of a check", () => {
  test.each([1, 2, 10, 200])("do not grow with the depth of groups: %i", (depth) => {
    const chain = range(depth - 1).map((i) => `group:${i}#member@group:${i + 1}#member`);
    const graph = graphOf(["doc:d#viewer@group:0#member", ...chain, `group:${depth - 1}#member@user:ann`]);
    expect(cost(graph, "user:ann view doc:d")).toEqual({ outcome: "allowed", batches: 1, wanted: 8 });
  });

  test.each([1, 2, 10, 200])("do not grow with the number of groups on an object: %i", (width) => {
    const groups = range(width).flatMap((i) => [`doc:d#viewer@group:${i}#member`, `group:${i}#member@user:u${i}`]);
    const graph = graphOf([...groups, "group:last#member@user:ann", "doc:d#viewer@group:last#member"]);
    expect(cost(graph, "user:ann view doc:d")).toEqual({ outcome: "allowed", batches: 1, wanted: 8 });
  });

  test.each([1, 10, 200])("do not grow with the number of folders that an arrow leads to: %i", (width) => {
    const folders = range(width).map((i) => `doc:d#folder@folder:${i}`);
    const graph = graphOf([...folders, `folder:${width - 1}#viewer@user:ann`]);
    expect(cost(graph, "user:ann view doc:d")).toMatchObject({ outcome: "allowed", batches: 2 });
  });

  test("never ask for the plain members of a group", () => {
    const graph = graphOf(["doc:d#viewer@group:g#member", ...range(1_000).map((i) => `group:g#member@user:u${i}`)]);
    let tuples = 0;
    const plan = drive((graph) => check(model, graph, ask(model, "user:u7 view doc:d")));
    for (let step = plan.next(); step.done !== true;) {
      const answers = step.value.map((wanted) => {
        if (wanted.ask === "has") return { tuples: graph.has(wanted.object, wanted.relation, wanted.subject) };
        if (wanted.ask === "sets") return { tuples: graph.sets(wanted.object, wanted.relation) };
        if (wanted.ask === "objects") return { tuples: graph.objects(wanted.object, wanted.relation) };
        if (wanted.ask === "memberships") return { tuples: graph.memberships(wanted.subject, wanted.through).tuples };
        throw new Error(`a check asked for ${wanted.ask}`);
      });
      tuples += answers.reduce((sum, answer) => sum + answer.tuples.length, 0);
      step = plan.next(answers);
    }
    expect(tuples).toBe(2);
  });

  test("are none where the answer needs no tuple", () => {
    expect(cost(graphOf([]), "doc:d#view view doc:d")).toEqual({ outcome: "allowed", batches: 0, wanted: 0 });
  });
});

describe("the round trips of a list", () => {
  const { context, now, permission, subject, object } = ask(model, "user:ann view doc:d0");

  test.each([1, 50])("of objects do not grow with the number of rows: %i", (count) => {
    const tuples = Array.from({ length: count }, (_, i) => `doc:d${i}#viewer@group:g#member`);
    const list = listObjects(model, { subject, permission, type: "doc", context, now });
    const { value, batches } = runPlan(drive(list), graphOf(["group:g#member@user:ann", ...tuples]));
    expect(value.rows).toHaveLength(count);
    expect(batches).toBe(3);
  });

  test.each([1, 50])("of subjects do not grow with the number of rows: %i", (count) => {
    const tuples = Array.from({ length: count }, (_, i) => `group:g#member@user:u${i}`);
    const list = listSubjects(model, { object, permission, type: "user", context, now });
    const { value, batches } = runPlan(drive(list), graphOf(["doc:d0#viewer@group:g#member", ...tuples]));
    expect(value.rows).toHaveLength(count);
    expect(batches).toBe(2);
  });
});
