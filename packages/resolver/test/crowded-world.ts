import type { Tuple } from "@relata/model";
import { MemoryGraph, type Graph } from "@relata/resolver";
import { ask, compiled } from "./compiled.ts";
import { CountingGraph } from "./counting-graph.ts";

export const model = compiled(`
  model 1
  type user { attribute level: number }
  type group { relation member: user | group#member }
  type folder {
    relation parent: folder
    relation viewer: user | group#member
    permission view = viewer + parent->view
  }
  type doc {
    relation folder: folder
    relation viewer: user | user:* | group#member
    relation paid: user | user:*
    relation banned: user | group#member
    permission view = viewer + folder->view
    permission open = view - banned
    permission both = viewer & paid
    permission calm = viewer when quiet
    permission edit = viewer
  }
  context hour: number
  policy quiet = context.hour < 9
`);

export const { context, now } = ask(model, "user:ann view doc:d");
export const subject = [{ type: "user", id: "ann" }];

export function range(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}

/** Ann sees twenty documents through groups and folders. */
export const OWN = [
  "group:a#member@group:b#member",
  "group:b#member@user:ann",
  "folder:top#viewer@group:a#member",
  "folder:sub#parent@folder:top",
  ...range(10).map((i) => `doc:own${i}#folder@folder:sub`),
  ...range(10).map((i) => `doc:too${i}#viewer@group:a#member`),
];

/** And others see others, as many as are wanted. */
export function others(count: number): readonly string[] {
  return range(count).flatMap((i) => [
    `group:g${i}#member@user:u${i}`,
    `folder:f${i}#viewer@group:g${i}#member`,
    `doc:d${i}#folder@folder:f${i}`,
    `doc:d${i}#paid@user:u${i}`,
    `doc:d${i}#banned@user:u${i}`,
  ]);
}

export function counted<T>(tuples: readonly Tuple[], list: (graph: Graph) => T) {
  const graph = new CountingGraph(new MemoryGraph(tuples));
  return { value: list(graph), counts: graph.counts };
}
