import type { Arrows } from "../check/arrows.ts";
import type { Dependent, DependencyGraph } from "../check/dependency-graph.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Member } from "../parser/syntax.ts";
import type { Scope } from "../resolve/scope.ts";
import { arrowsIn } from "./arrows-in.ts";

/**
 * The members that another one reads, as an operand, as the target of an arrow or in a subject set. What only itself
 * reads, as `group#member` does in `member`, is not among them.
 */
export function membersRead({ nodes }: DependencyGraph): ReadonlySet<Member> {
  const read = new Set<Member>();
  const add = (from: Dependent, to: Dependent) => {
    if (to.member !== undefined && to !== from) read.add(to.member);
  };
  for (const node of nodes) for (const { to } of node.edges) add(node, to);
  return read;
}

/**
 * Warns of a relation that nothing reads: its tuples are written and decide nothing. Whether that is meant cannot be
 * known, since relations may be asked for like permissions; so it is told only
 *
 * - of relations without a rewrite: who writes one has a question of its own in mind;
 * - in types that have permissions: there, they are what is asked for.
 *
 * Warnings: `unread_relation`. Cost: linear in the model and in where its arrows lead.
 */
export function lintUnreadRelations(
  { types }: Scope,
  arrows: Arrows,
  read: ReadonlySet<Member>,
  reporter: Reporter,
): void {
  const followed = new Set<Member>();
  for (const type of types.values()) {
    for (const { rewrite } of type.members.values()) {
      for (const arrow of rewrite === undefined ? [] : arrowsIn(rewrite)) {
        for (const { lefts } of arrows.steps(arrow, type)) for (const left of lefts) followed.add(left);
      }
    }
  }
  for (const type of types.values()) {
    const members = [...type.members.values()];
    if (!members.some(({ kind }) => kind === "permission")) continue;
    for (const member of members) {
      if (member.kind === "permission" || member.rewrite !== undefined) continue;
      if (read.has(member) || followed.has(member)) continue;
      const message = `nothing reads relation \`${member.name.text}\` of \`${type.name}\`: no permission, arrow or subject set`;
      reporter.report("unread_relation", member.name.place, message, "use it in a permission, or remove it");
    }
  }
}
