import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { strongComponents } from "../src/check/strong-components.ts";

type Edges = readonly (readonly [number, number])[];

const SIZE = 7;
const NODES = Array.from({ length: SIZE }, (_, i) => i);

function componentsOf(edges: Edges, nodes: readonly number[] = NODES): ReadonlyMap<number, number> {
  return strongComponents(nodes, (node) => edges.flatMap(([from, to]) => (from === node ? [to] : [])));
}

/** Everything that a node reaches, itself included: the definition, in the plainest way. */
function reached(edges: Edges, start: number): ReadonlySet<number> {
  const found = new Set([start]);
  for (const node of found) for (const [from, to] of edges) if (from === node) found.add(to);
  return found;
}

describe("the strongly connected components of a graph", () => {
  it("are single nodes where there is no circle", () => {
    const components = componentsOf([
      [0, 1],
      [1, 2],
      [0, 2],
    ]);
    expect(new Set(components.values()).size).toBe(SIZE);
  });

  it("hold the nodes of a circle together", () => {
    const components = componentsOf([
      [0, 1],
      [1, 2],
      [2, 0],
      [2, 3],
    ]);
    expect(components.get(0)).toBe(components.get(1));
    expect(components.get(1)).toBe(components.get(2));
    expect(components.get(3)).not.toBe(components.get(2));
  });

  it("put two nodes together exactly when each reaches the other", () => {
    const edges = fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), { maxLength: 16 });
    fc.assert(
      fc.property(edges, (edges) => {
        const components = componentsOf(edges);
        const from = NODES.map((node) => reached(edges, node));
        for (const a of NODES) {
          for (const b of NODES) {
            const mutual = from[a]?.has(b) === true && from[b]?.has(a) === true;
            expect(components.get(a) === components.get(b)).toBe(mutual);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it("do not depend on where the search starts", () => {
    const edges: Edges = [
      [0, 1],
      [1, 0],
      [1, 2],
      [2, 3],
      [3, 2],
    ];
    const forwards = componentsOf(edges);
    const backwards = componentsOf(edges, NODES.toReversed());
    for (const a of NODES) {
      for (const b of NODES) {
        expect(backwards.get(a) === backwards.get(b)).toBe(forwards.get(a) === forwards.get(b));
      }
    }
  });

  it("of a chain of 200,000 nodes need no deep stack", () => {
    const last = 200_000;
    const components = strongComponents([0], (node) => (node < last ? [node + 1] : []));
    expect(components.size).toBe(last + 1);
  });

  it("of a circle of 200,000 nodes are one", () => {
    const length = 200_000;
    const components = strongComponents([0], (node) => [(node + 1) % length]);
    expect(new Set(components.values()).size).toBe(1);
  });
});
