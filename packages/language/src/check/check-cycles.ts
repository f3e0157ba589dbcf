import type { Reporter } from "../diagnostics/reporter.ts";
import type { Dependent } from "./dependency-graph.ts";
import { strongComponents } from "./strong-components.ts";

/** Names of a cycle that a message prints. */
const MAX_NAMED = 6;

/**
 * Refuses names that lead back to themselves on one object, through names alone. Such a cycle adds nothing to a union,
 * empties an intersection and contradicts itself in an exclusion, so it is never meant:
 *
 * ```text
 * permission a = b          permission b = a               refused: nobody, written at length
 * permission a = a + b                                     refused: the same as `b`
 * relation   a: user = this + b, permission b = a          refused, as relations may be rewritten too
 * permission view = viewer + parent->view                  fine: the view of another object
 * relation   member: user | group#member                   fine: the members of another object
 * ```
 *
 * One diagnostic for each set of names that lead to one another, at the first of them. Answers all members in one.
 * Errors: `depends_on_itself`. Cost: linear in the graph.
 */
export function checkCycles(graph: readonly Dependent[], reporter: Reporter): ReadonlySet<Dependent> {
  const components = strongComponents(graph, successors);
  const refused = new Set<Dependent>();
  const reported = new Set<number | undefined>();
  for (const node of graph) {
    const component = components.get(node);
    const cycle = successors(node).filter((next) => components.get(next) === component);
    if (cycle.length === 0 || node.member === undefined) continue;
    refused.add(node);
    if (reported.has(component)) continue;
    reported.add(component);
    const { kind, name } = node.member;
    const message = `${kind} \`${name.text}\` of \`${node.type.name}\` leads back to itself: ${path(node, components)}`;
    reporter.report("depends_on_itself", name.place, message, "name the relations that it is to be computed from");
  }
  return refused;
}

/** Only names of the same object count: each of the others leads to another object, or through a tuple. */
function successors(node: Dependent): readonly Dependent[] {
  return node.edges.filter((edge) => edge.through === "same").map((edge) => edge.to);
}

/** The shortest way from the node back to itself: `a → b → a`. */
function path(start: Dependent, components: ReadonlyMap<Dependent, number>): string {
  const cameFrom = new Map<Dependent, Dependent>();
  const queue = [start];
  for (const node of queue) {
    for (const next of successors(node)) {
      if (cameFrom.has(next) || components.get(next) !== components.get(start)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
    if (cameFrom.has(start)) break;
  }
  const names = [nameOf(start)];
  for (let node = cameFrom.get(start); node !== undefined && node !== start; node = cameFrom.get(node)) {
    names.unshift(nameOf(node));
  }
  const shown = names.length <= MAX_NAMED ? names : [...names.slice(0, MAX_NAMED), "…", nameOf(start)];
  return [nameOf(start), ...shown].join(" → ");
}

function nameOf(node: Dependent): string {
  return `\`${node.member?.name.text ?? ""}\``;
}
