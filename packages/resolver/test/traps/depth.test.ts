import { check, drive, explain, listObjects, MemoryGraph } from "@relata/resolver";
import type { Tuple } from "@relata/model";
import { describe, expect, test } from "vitest";
import { loaded, runPlan } from "../agreement.ts";
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

function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** `group:0` holds `group:1`, and so on; whoever is in the last is in all. */
function nested(depth: number): Tuple[] {
  return range(depth - 1).map((i) => member(i, { type: "group", id: `${i + 1}`, relation: "member" }));
}

function member(group: number, subject: Tuple["subject"]): Tuple {
  return { object: { type: "group", id: `${group}` }, relation: "member", subject };
}

const ann = { type: "user", id: "ann" };
const viewer = worldOf(model, ["folder:0#viewer@group:0#member"]).tuples;

describe("no depth at which an answer changes", () => {
  const deep = 20_000;
  const groups = new MemoryGraph([...viewer, ...nested(deep), member(deep - 1, ann)]);

  test("a chain of twenty thousand nested groups is climbed", () => {
    const question = ask(model, "user:ann view folder:0");
    expect(check(model, groups, question)).toEqual({ outcome: "allowed" });
    expect(loaded((graph) => check(model, graph, question), groups)).toEqual({ outcome: "allowed" });
    expect(check(model, groups, ask(model, "user:bob view folder:0"))).toEqual({ outcome: "denied" });
  });

  test("so is it where an explanation tells every step", () => {
    const { decision, reasons } = explain(model, groups, ask(model, "user:ann view folder:0"));
    expect(decision).toEqual({ outcome: "allowed" });
    expect(reasons[0]?.names).toHaveLength(deep + 2);
  });

  test("so is it from the other end, by a list", () => {
    const { subject, permission, context, now } = ask(model, "user:ann view folder:0");
    const { rows } = listObjects(model, { subject, permission, type: "folder", context, now })(groups);
    expect(rows).toEqual([{ id: "0", decision: { outcome: "allowed" } }]);
  });

  test("a cycle of three thousand groups is denied, and one member is in all of them", () => {
    const cycle = [...viewer, ...nested(3_000), member(2_999, { type: "group", id: "0", relation: "member" })];
    const question = ask(model, "user:ann view folder:0");
    const empty = new MemoryGraph(cycle);
    expect(check(model, empty, question)).toEqual({ outcome: "denied" });
    expect(loaded((graph) => check(model, graph, question), empty)).toEqual({ outcome: "denied" });
    const manned = new MemoryGraph([...cycle, member(1_500, ann)]);
    for (const group of [0, 1_500, 1_501, 2_999])
      expect(check(model, manned, ask(model, `user:ann member group:${group}`))).toEqual({ outcome: "allowed" });
  });

  test("a cycle of three thousand folders is denied, and one viewer sees all of them", () => {
    const folders = range(3_000).map((i) => parent(i, (i + 1) % 3_000));
    const graph = new MemoryGraph(folders);
    expect(check(model, graph, ask(model, "user:ann view folder:7"))).toEqual({ outcome: "denied" });
    graph.add({ object: { type: "folder", id: "1500" }, relation: "viewer", subject: ann });
    expect(check(model, graph, ask(model, "user:ann view folder:1501"))).toEqual({ outcome: "allowed" });
  });

  test("a chain of five thousand parent folders is climbed", () => {
    const folders = new MemoryGraph([
      ...range(5_000).map((i) => parent(i, i + 1)),
      ...worldOf(model, ["folder:5000#viewer@user:ann"]).tuples,
    ]);
    expect(check(model, folders, ask(model, "user:ann view folder:0"))).toEqual({ outcome: "allowed" });
    expect(check(model, folders, ask(model, "user:bob view folder:0"))).toEqual({ outcome: "denied" });
    expect(explain(model, folders, ask(model, "user:ann view folder:0")).decision).toEqual({ outcome: "allowed" });
  });

  test("a chain of parent folders that loads on demand takes a batch for each of them, and one more", () => {
    const folders = new MemoryGraph([
      ...range(100).map((i) => parent(i, i + 1)),
      ...worldOf(model, ["folder:100#viewer@user:ann"]).tuples,
    ]);
    const question = ask(model, "user:ann view folder:0");
    const { value, batches } = runPlan(
      drive((graph) => check(model, graph, question)),
      folders,
    );
    expect(value).toEqual({ outcome: "allowed" });
    expect(batches).toBe(101);
  });
});

function parent(folder: number, above: number): Tuple {
  return {
    object: { type: "folder", id: `${folder}` },
    relation: "parent",
    subject: { type: "folder", id: `${above}` },
  };
}
