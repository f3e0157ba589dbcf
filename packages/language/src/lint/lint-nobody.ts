import type { Dependent, DependencyGraph } from "../check/dependency-graph.ts";
import { strongComponents } from "../check/strong-components.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Expression, Member } from "../parser/syntax.ts";
import { leastSets, type Component } from "./least-sets.ts";
import { EVERY_NAME, isEmpty } from "./names-set.ts";
import { possibleSubjects } from "./possible-subjects.ts";

/**
 * Warns of permissions and relations that nobody can hold, over no tuples whatever:
 *
 * ```text
 * permission edit = nil
 * permission edit = owner & team             if `owner` admits users only, and `team` groups only
 * permission edit = viewer - all             if `all` is `viewer + editor`
 * permission edit = parent->edit             and nothing else: each folder asks the next one
 * relation member: group#member              and nothing else
 * ```
 *
 * Told at the cause only: what is empty because another is empty is mended with it. Warnings: `nobody_holds`. Cost:
 * linear in the graph.
 */
export function lintNobody(graph: DependencyGraph, components: readonly Component[], reporter: Reporter): void {
  const evaluate = possibleSubjects(graph);
  const sets = leastSets(components, evaluate);
  const empty = new Set(graph.nodes.filter((node) => isEmpty(sets.get(node) ?? EVERY_NAME)));
  const isCause = (node: Dependent): boolean =>
    isEmpty(evaluate(node, (other) => (empty.has(other) ? EVERY_NAME : (sets.get(other) ?? EVERY_NAME))));
  const circles = causingCircles(empty);
  for (const node of graph.nodes) {
    const { type, member } = node;
    if (member === undefined || !empty.has(node)) continue;
    if (isCause(node)) tell(member, type.name, reasonOf(member.rewrite), reporter);
    else if (circles.has(node)) tell(member, type.name, "it leads only back to itself", reporter);
  }
}

/** The first member of every circle of empty nodes that depends on no other empty one: there a subject is missing. */
function causingCircles(empty: ReadonlySet<Dependent>): ReadonlySet<Dependent> {
  const successors = (node: Dependent) => node.edges.map(({ to }) => to).filter((to) => empty.has(to));
  const components = strongComponents([...empty], successors);
  const caused = new Set<number | undefined>();
  for (const node of empty) {
    const component = components.get(node);
    const next = successors(node).map((to) => components.get(to));
    if (next.length === 0 || next.some((other) => other !== component)) caused.add(component);
  }
  const first = new Map<number | undefined, Dependent>();
  for (const node of empty) {
    const component = components.get(node);
    if (node.member !== undefined && !caused.has(component) && !first.has(component)) first.set(component, node);
  }
  return new Set(first.values());
}

function tell({ kind, name }: Member, type: string, reason: string, reporter: Reporter): void {
  const message = `nobody can hold ${kind} \`${name.text}\` of \`${type}\`: ${reason}`;
  const hint = "add an operand or a kind of subject that leads to somebody, or remove it";
  reporter.report("nobody_holds", name.place, message, hint);
}

function reasonOf(rewrite: Expression | undefined): string {
  switch (rewrite?.kind) {
    case "nil":
      return "`nil` is nobody";
    case "intersection":
      return "no type of subject is in all operands of its `&`";
    case "exclusion":
      return "its `-` takes away all that it has";
    case "when":
      return reasonOf(rewrite.of);
    default:
      return "none of its operands leads to anybody";
  }
}
