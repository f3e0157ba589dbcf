import type { CheckedScope } from "../check/check-scope.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import { componentsOf } from "./least-sets.ts";
import { lintArrows } from "./lint-arrows.ts";
import { lintNames } from "./lint-names.ts";
import { lintNobody } from "./lint-nobody.ts";
import { lintOpenWildcards } from "./lint-open-wildcards.ts";
import { lintPolicies } from "./lint-policies.ts";
import { lintUnreadRelations, membersRead } from "./lint-unread-relations.ts";

/**
 * Warns of what is legal and suspicious. Asked only of a scope without errors: of one that was half read, most of what
 * seems to be missing is there. Law: the warnings do not depend on the order of declarations and files, but for the
 * place of an arrow that is written more than once. Cost: about linear in the model.
 */
export function lintScope({ scope, arrows, uses, graph }: CheckedScope, reporter: Reporter): void {
  const read = membersRead(graph);
  const components = componentsOf(graph);
  lintNobody(graph, components, reporter);
  lintUnreadRelations(scope, arrows, read, reporter);
  lintArrows(scope, arrows, read, reporter);
  lintOpenWildcards(graph, components, reporter);
  lintPolicies(scope, uses, reporter);
  lintNames(scope, reporter);
}
