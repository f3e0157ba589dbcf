import { Failure, type Tuple } from "@relata/model";
import { answerFrom, drive, MemoryGraph, PENDING, type Graph } from "@relata/resolver";
import { describe, expect, test } from "vitest";
import { loaded, runPlan } from "./agreement.ts";

const doc = { type: "doc", id: "d" };
const folder = { type: "folder", id: "f" };
const tuple: Tuple = { object: doc, relation: "folder", subject: folder };
const graph = new MemoryGraph([tuple]);
graph.setAttributes(folder, { size: 3 });

function sizesOfFolders(graph: Graph): unknown {
  const folders = graph.objects(doc, "folder");
  const attributes = graph.attributes(doc);
  if (folders === PENDING || attributes === PENDING) return "early";
  return folders.map(({ subject }) => graph.attributes(subject));
}

function failsEarly(graph: Graph): unknown {
  const attributes = graph.attributes(folder);
  if (attributes === PENDING) throw new Failure("paradox", "drawn from incomplete data");
  return attributes;
}

function failsLate(graph: Graph): void {
  if (graph.attributes(folder) !== PENDING) throw new Failure("paradox", "drawn from complete data");
}

describe("a driven function", () => {
  test("is run again until nothing that it asks for is pending, and everything wanted comes in one batch", () => {
    expect(runPlan(drive(sizesOfFolders), graph)).toEqual({ value: [{ size: 3 }], batches: 2, wanted: 3 });
  });

  test("asks for nothing where it needs nothing", () => {
    expect(
      runPlan(
        drive(() => 7),
        graph,
      ),
    ).toEqual({ value: 7, batches: 0, wanted: 0 });
  });

  test("may throw while something is pending, and is not believed", () => {
    expect(loaded(failsEarly, graph)).toEqual({ size: 3 });
  });

  test("fails with what it throws of complete data", () => {
    expect(() => loaded(failsLate, graph)).toThrow("drawn from complete data");
  });
});

test("every question that can be wanted is answered from a graph in memory", () => {
  const kinds = [{ type: "group", relation: "member" }];
  expect(answerFrom(graph, { ask: "has", ...tuple })).toEqual({ tuples: [tuple] });
  expect(answerFrom(graph, { ask: "sets", object: doc, relation: "folder" })).toEqual({ tuples: [] });
  expect(answerFrom(graph, { ask: "objects", object: doc, relation: "folder" })).toEqual({ tuples: [tuple] });
  expect(answerFrom(graph, { ask: "memberships", subject: folder, through: kinds })).toEqual({ tuples: [] });
  expect(answerFrom(graph, { ask: "attributes", object: folder })).toEqual({ attributes: { size: 3 } });
  expect(answerFrom(graph, { ask: "usages", entity: folder })).toEqual({ tuples: [tuple] });
  expect(answerFrom(graph, { ask: "ids", type: "doc" })).toEqual({ ids: ["d"] });
});
