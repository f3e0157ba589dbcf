import type { Reporter } from "../diagnostics/reporter.ts";
import type { Scope } from "../resolve/scope.ts";
import { Arrows } from "./arrows.ts";
import { checkCycles } from "./check-cycles.ts";
import { checkExpression } from "./check-expression.ts";
import { checkPolicy } from "./check-policy.ts";
import { checkRecursion } from "./check-recursion.ts";
import { checkSubjects } from "./check-subjects.ts";
import { checkWildcards } from "./check-wildcards.ts";
import { dependencyGraph, type DependencyGraph } from "./dependency-graph.ts";
import { PolicyTypes } from "./policy-types.ts";
import { PolicyUses } from "./policy-uses.ts";

/** A scope with what its checks have found out, for those that come after. */
export interface CheckedScope {
  readonly scope: Scope;
  readonly arrows: Arrows;
  readonly uses: PolicyUses;
  readonly graph: DependencyGraph;
}

/**
 * Refuses what is well formed and yet means nothing, and warns of what is seldom meant. Every check goes over the whole
 * scope, whatever the others found, so that all mistakes are told at once; what a check needs and another has refused is
 * left out there, so that no mistake is told twice.
 *
 * Order: policies come before their uses, which ask what a policy reads; the graph comes last, and serves three checks.
 * Cost: about linear in the model.
 */
export function checkScope(scope: Scope, reporter: Reporter): CheckedScope {
  const arrows = new Arrows(scope);
  const uses = new PolicyUses(scope, new PolicyTypes(scope, reporter), reporter);
  for (const policy of scope.policies.values()) uses.add(policy, checkPolicy(policy, scope, reporter));
  for (const type of scope.types.values()) {
    for (const member of type.members.values()) {
      if (member.kind === "relation") checkSubjects(member, type, scope, uses, reporter);
      if (member.rewrite !== undefined) checkExpression(member.rewrite, { type, member, arrows, uses, reporter });
    }
  }
  uses.finish();
  const graph = dependencyGraph(scope, arrows);
  const refused = checkCycles(graph.nodes, reporter);
  checkRecursion(graph.nodes, refused, reporter);
  checkWildcards(graph.nodes, reporter);
  return { scope, arrows, uses, graph };
}
