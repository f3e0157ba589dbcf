import type { Dependent, DependencyGraph } from "../check/dependency-graph.ts";
import type { Expression, RelationSyntax } from "../parser/syntax.ts";
import { isExcludedWhole } from "./is-excluded-whole.ts";
import type { SetOf } from "./least-sets.ts";
import { EVERY_NAME, intersectionOf, NO_NAME, unionOf, type NamesSet } from "./names-set.ts";

/**
 * Which types of subject could hold a relation or permission over any tuples: the equation of one node. Policies are
 * taken to be true, and what is excluded not to hold, unless it is all that is there to exclude it from; so the answer
 * is never too small, and nothing is said to be empty that is not.
 */
export function possibleSubjects({ targetOf }: DependencyGraph): SetOf {
  return ({ type, member, edges }, setOf) => {
    const follow = (to: Dependent | undefined): NamesSet => (to === undefined ? EVERY_NAME : setOf(to));
    const tuples = ({ subjects }: RelationSyntax): NamesSet =>
      unionOf(
        subjects.map((subject) =>
          subject.relation === undefined ? new Set([subject.type.text]) : follow(targetOf.get(subject)),
        ),
      );
    const subjectsOf = (expression: Expression): NamesSet => {
      switch (expression.kind) {
        case "nil":
          return NO_NAME;
        case "self":
          return new Set([type.name]);
        case "this":
          return member?.kind === "relation" ? tuples(member) : NO_NAME;
        case "name":
        case "arrow":
          return follow(targetOf.get(expression));
        case "union":
          return unionOf(expression.of.map(subjectsOf));
        case "intersection":
          return intersectionOf(expression.of.map(subjectsOf));
        case "exclusion":
          return isExcludedWhole(expression, type) ? NO_NAME : subjectsOf(expression.from);
        case "when":
          return subjectsOf(expression.of);
      }
    };
    if (member === undefined) return unionOf(edges.map(({ to }) => setOf(to)));
    if (member.rewrite !== undefined) return subjectsOf(member.rewrite);
    return member.kind === "relation" ? tuples(member) : EVERY_NAME;
  };
}
