import { meant } from "../diagnostics/meant.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { RelationSyntax, SubjectSyntax } from "../parser/syntax.ts";
import type { Scope, TypeScope } from "../resolve/scope.ts";
import type { PolicyUses } from "./policy-uses.ts";
import { reportUnknownName } from "./site.ts";

/**
 * Checks the kinds of subject that a relation admits: their types, subject sets and policies, each kind once. A kind is
 * matched exactly, policy included, so `user` and `user with p` are two, and either may stand without the other.
 *
 * Errors: `unknown_type`, `unknown_relation`, `duplicate_subject`, and those of `PolicyUses`.
 */
export function checkSubjects(
  relation: RelationSyntax,
  type: TypeScope,
  scope: Scope,
  uses: PolicyUses,
  reporter: Reporter,
): void {
  const seen = new Set<string>();
  for (const subject of relation.subjects) {
    checkSubject(subject, scope, reporter);
    if (subject.policy !== undefined) uses.with(subject.policy, type);
    const text = subjectText(subject);
    if (seen.has(text)) {
      const message = `relation \`${relation.name.text}\` lists \`${text}\` twice`;
      reporter.report("duplicate_subject", subject.place, message, "remove one of the two");
    }
    seen.add(text);
  }
}

/** A subject set may be named by a relation or by a permission of its type. */
function checkSubject({ type, relation }: SubjectSyntax, scope: Scope, reporter: Reporter): void {
  const found = scope.types.get(type.text);
  if (found === undefined) {
    reporter.report("unknown_type", type.place, `unknown type \`${type.text}\``, meant(type.text, scope.types));
  } else if (relation !== undefined && !found.members.has(relation.text)) {
    reportUnknownName(relation, { type: found, reporter });
  }
}

/** Names hold neither white space nor `#`, so equal text is the same kind of subject. */
export function subjectText({ type, relation, wildcard, policy }: SubjectSyntax): string {
  const set = relation === undefined ? "" : `#${relation.text}`;
  return `${type.text}${wildcard ? ":*" : ""}${set}${policy === undefined ? "" : ` with ${policy.text}`}`;
}
