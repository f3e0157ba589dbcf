import type { Reporter } from "../diagnostics/reporter.ts";
import type { Place } from "../diagnostics/source-file.ts";
import type { Dependent, Edge } from "./dependency-graph.ts";

/**
 * Warns where a wildcard reaches a relation through a subject set: a tuple for `group#member` then opens the object to
 * everybody as soon as `user:*` is a member of the group, and whoever wrote that tuple does not see it.
 *
 * ```text
 * type group { relation member: user | user:* }
 * type folder { relation viewer: user | group#member }     warned of, at `group#member`
 * ```
 *
 * A wildcard that the relation itself admits is written on the object, and is meant. What lies right of a `-` opens
 * nothing. Cost: linear in the graph.
 */
export function checkWildcards(graph: readonly Dependent[], reporter: Reporter): void {
  const reached = wildcards(graph);
  // Why: a rewrite may read its tuples more than once.
  const told = new Set<Place>();
  for (const node of graph) {
    for (const { to, through, excluded, place } of node.edges) {
      const wildcard = reached.get(to);
      if (through !== "set" || excluded || wildcard === undefined || node.member === undefined) continue;
      if (told.has(place)) continue;
      told.add(place);
      const set = `${to.type.name}#${to.member?.name.text ?? ""}`;
      const message = `\`${wildcard}\` reaches \`${node.type.name}#${node.member.name.text}\` through \`${set}\``;
      const hint = `if everybody may be meant, admit \`${wildcard}\` here, and not in \`${set}\``;
      reporter.report("wildcard_through_subject_set", place, message, hint);
    }
  }
}

/** For every node, the first wildcard found among the tuples that it is computed from. */
function wildcards(graph: readonly Dependent[]): ReadonlyMap<Dependent, string> {
  const reached = new Map<Dependent, string>();
  for (const node of graph) if (node.wildcard !== undefined) reached.set(node, node.wildcard);
  const dependents = reversed(graph);
  // Why a map as queue: walking it also visits the nodes that are added on the way.
  for (const [node, wildcard] of reached) {
    for (const dependent of dependents.get(node) ?? []) if (!reached.has(dependent)) reached.set(dependent, wildcard);
  }
  return reached;
}

/** From what is used to what uses it, along the edges that grant. */
function reversed(graph: readonly Dependent[]): ReadonlyMap<Dependent, readonly Dependent[]> {
  const dependents = new Map<Dependent, Dependent[]>();
  for (const node of graph) {
    for (const edge of node.edges.filter(grants)) {
      const known = dependents.get(edge.to);
      if (known === undefined) dependents.set(edge.to, [node]);
      else known.push(node);
    }
  }
  return dependents;
}

function grants(edge: Edge): boolean {
  return !edge.excluded;
}
