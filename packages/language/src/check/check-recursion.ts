import type { Reporter } from "../diagnostics/reporter.ts";
import type { Place } from "../diagnostics/source-file.ts";
import type { Dependent } from "./dependency-graph.ts";
import { strongComponents } from "./strong-components.ts";

/**
 * Warns of recursion through the right of `-`: the model still has a meaning, but on some tuples a question has no
 * answer but the error `paradox`.
 *
 * ```text
 * permission view = viewer - parent->view       an object that is its own parent: seen exactly if it is not seen
 * ```
 *
 * That needs a circle in the tuples too, which the model cannot rule out, so it is no more than a warning. Members that
 * are refused anyway are left out. Cost: linear in the graph.
 */
export function checkRecursion(graph: readonly Dependent[], refused: ReadonlySet<Dependent>, reporter: Reporter): void {
  const components = strongComponents(graph, (node) => node.edges.map((edge) => edge.to));
  // Why: a rewrite may read its tuples more than once.
  const told = new Set<Place>();
  for (const node of graph) {
    if (node.member === undefined || refused.has(node)) continue;
    for (const edge of node.edges) {
      if (!edge.excluded || components.get(edge.to) !== components.get(node)) continue;
      if (told.has(edge.place)) continue;
      told.add(edge.place);
      const { kind, name } = node.member;
      const message = `${kind} \`${name.text}\` of \`${node.type.name}\` depends on itself through the right of \`-\``;
      const hint = "tuples that form a circle there get the error `paradox` for an answer";
      reporter.report("recursion_through_exclusion", edge.place, message, hint);
    }
  }
}
