import type { Dependent, DependencyGraph } from "../check/dependency-graph.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Component } from "./least-sets.ts";
import { Openness } from "./openness.ts";
import { isSensitive } from "./sensitive-names.ts";

/**
 * Warns of a type wildcard that opens a sensitive relation or permission to everybody: one whose name says that it
 * changes something or gives it away.
 *
 * ```text
 * relation editor: user | user:*                             warned of, at `user:*`
 * relation viewer: user:*   permission edit = owner + viewer   warned of, at `user:*`
 * permission edit = owner + (viewer & member)                not warned of: `member` narrows it
 * ```
 *
 * Anything that narrows the way ends it: an operand of `&` that is not itself open, the left of a `-`, `when`, `with`.
 * Each wildcard is told once, with one of the names that it opens. Warnings: `sensitive_wildcard`. Cost: linear in the
 * graph.
 */
export function lintOpenWildcards(graph: DependencyGraph, components: readonly Component[], reporter: Reporter): void {
  const open = new Openness(graph, components);
  const opened = sensitiveBehind(graph, open);
  for (const node of graph.nodes) {
    const { member, type } = node;
    const name = opened.get(node);
    if (member?.kind !== "relation" || name === undefined || !open.countsTuples(node)) continue;
    for (const subject of member.subjects) {
      if (!subject.wildcard || subject.policy !== undefined) continue;
      const own = name === `${type.name}#${member.name.text}`;
      const way = own ? "" : ` through \`${type.name}#${member.name.text}\``;
      const message = `\`${subject.type.text}:*\` opens \`${name}\` to everybody${way}`;
      const hint = `admit \`${subject.type.text}\`, one at a time, or narrow it with \`&\`, \`-\`, \`when\` or \`with\``;
      reporter.report("sensitive_wildcard", subject.place, message, hint);
    }
  }
}

/** For every node that lies on an open way to a sensitive name, the first such name in the order of the text. */
function sensitiveBehind({ nodes }: DependencyGraph, open: Openness): ReadonlyMap<Dependent, string> {
  const names = new Map<Dependent, string>();
  for (const node of nodes) {
    const { member, type } = node;
    if (member === undefined || !isSensitive(member.name.text) || !open.isOpen(node)) continue;
    const name = `${type.name}#${member.name.text}`;
    const reached = new Set([node]);
    // Why a set as queue: walking it also visits the nodes that are added on the way.
    for (const each of reached) {
      if (names.has(each)) continue;
      names.set(each, name);
      for (const part of open.partsOf(each)) reached.add(part);
    }
  }
  return names;
}
