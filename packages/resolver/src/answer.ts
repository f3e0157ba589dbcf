import type { Answer, Wanted } from "./graph.ts";
import type { MemoryGraph } from "./memory-graph.ts";

/** Answers a wanted question from a graph that is never pending, as a store would. */
export function answerFrom(graph: MemoryGraph, wanted: Wanted): Answer {
  switch (wanted.ask) {
    case "has":
      return { tuples: graph.has(wanted.object, wanted.relation, wanted.subject) };
    case "sets":
      return { tuples: graph.sets(wanted.object, wanted.relation) };
    case "objects":
      return { tuples: graph.objects(wanted.object, wanted.relation) };
    case "memberships":
      return { tuples: graph.memberships(wanted.subject, wanted.through).tuples };
    case "attributes":
      return { attributes: graph.attributes(wanted.object) };
    case "usages":
      return { tuples: graph.usages(wanted.entity, wanted.use) };
    case "ids":
      return { ids: graph.ids(wanted.type) };
  }
}
