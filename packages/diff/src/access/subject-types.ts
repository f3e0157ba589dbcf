import { indexModel, type Arrow, type Computed, type Model, type ModelIndex, type Rewrite } from "@relata/model";
import { nameGraph, nameKey, reachedTypes, type NameNode } from "./name-graph.ts";

/**
 * The types whose plain subjects may hold each name, whatever the tuples: never too few, and too many only where an
 * operand takes away what another gives. Cost: the names, times the length of their longest chain.
 */
export function subjectTypes(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const index = indexModel(model);
  const nodes = nameGraph(model);
  const held = new Map([...nodes.keys()].map((key) => [key, new Set<string>()]));
  const of = (type: string, name: string): ReadonlySet<string> => held.get(nameKey(type, name)) ?? new Set();
  for (let isGrowing = true; isGrowing;) {
    isGrowing = false;
    for (const [key, node] of nodes) {
      const own = held.get(key);
      for (const type of typesIn(index, node, node.rewrite, of)) {
        if (own === undefined || own.has(type)) continue;
        own.add(type);
        isGrowing = true;
      }
    }
  }
  return held;
}

type Lookup = (type: string, name: string) => ReadonlySet<string>;

function typesIn(index: ModelIndex, node: NameNode, rewrite: Rewrite, of: Lookup): readonly string[] {
  switch (rewrite.kind) {
    case "nil":
      return [];
    case "self":
      return [node.type];
    case "this":
      return (node.subjects ?? []).flatMap(({ type, relation }) =>
        relation === undefined ? [type] : [...of(type, relation)],
      );
    case "computed":
      return [...of(node.type, rewrite.relation)];
    case "arrow":
      return typesOver(index, node.type, rewrite, of);
    case "union":
    case "intersection":
      return rewrite.of.flatMap((part) => typesIn(index, node, part, of));
    case "exclusion":
      return typesIn(index, node, rewrite.from, of);
    case "when":
      return typesIn(index, node, rewrite.of, of);
  }
}

function typesOver(index: ModelIndex, type: string, { relation, target }: Arrow, of: Lookup): readonly string[] {
  return reachedTypes(index, type, relation).flatMap((reached) => {
    const next: Computed | Arrow = target;
    return next.kind === "computed" ? [...of(reached, next.relation)] : typesOver(index, reached, next, of);
  });
}
