import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Tuple } from "@relata/model";
import { QuickCheck, ResidentGraph } from "@relata/resident";
import { expect, test } from "vitest";
import { compiled, GROUPS_AND_FOLDERS, range } from "./compiled.ts";

const model = compiled(`
  ${GROUPS_AND_FOLDERS}
  type document {
    relation parent: folder
    relation owner: user
    relation viewer: user | group#member
    permission view = owner + viewer + parent->view
  }
`);

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Bytes that are in use, once all garbage is gone. */
function used(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** An organisation of so many documents, each with five tuples, one for users and groups among them. Made as they are read from a store: each text anew. */
function* organisation(documents: number): Generator<Tuple> {
  for (const i of range(documents)) {
    const object = { type: "document", id: `document-${i}` };
    yield { object, relation: "owner", subject: { type: "user", id: `user-${pick(i, 7, 5_000)}` } };
    yield { object, relation: "parent", subject: { type: "folder", id: `folder-${pick(i, 11, 2_000)}` } };
    yield { object, relation: "viewer", subject: { type: "user", id: `user-${pick(i, 13, 5_000)}` } };
    const group = { type: "group", id: `group-${pick(i + Math.floor(i / 5_000), 17, 1_000)}` };
    yield { object, relation: "viewer", subject: { ...group, relation: "member" } };
    yield { object: group, relation: "member", subject: { type: "user", id: `user-${pick(i, 3, 5_000)}` } };
  }
}

function pick(i: number, by: number, of: number): number {
  return (i * by) % of;
}

test("a graph of a hundred thousand tuples says within a fifth what it takes, at most 90 bytes a tuple, and so do its checks", () => {
  const held: { graph?: ResidentGraph; quick?: QuickCheck } = {};
  const before = used();
  const graph = new ResidentGraph(model);
  held.graph = graph;
  for (const tuple of organisation(20_000)) graph.load(tuple);
  const ofGraph = used() - before;
  expect(graph.size).toBe(100_000);
  expect(graph.bytes / ofGraph).toBeGreaterThan(0.8);
  expect(graph.bytes / ofGraph).toBeLessThan(1.25);
  expect(ofGraph / graph.size).toBeLessThan(90);
  const quick = new QuickCheck(graph);
  held.quick = quick;
  for (const i of range(20_000))
    quick.decide({ type: "user", id: `user-${i % 5_000}` }, "view", { type: "document", id: `document-${i}` });
  const ofChecks = used() - before - ofGraph;
  expect(quick.bytes).toBeGreaterThan(20_000 * (4 + 8));
  // What was compiled is in what is measured, and not counted: it does not grow.
  expect(ofChecks).toBeLessThan(quick.bytes + 2 ** 20);
});
