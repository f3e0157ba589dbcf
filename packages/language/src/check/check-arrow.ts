import { meant } from "../diagnostics/meant.ts";
import type { ArrowSyntax, Name, NameSyntax, RelationSyntax } from "../parser/syntax.ts";
import type { TypeScope } from "../resolve/scope.ts";
import { isStoredRelation } from "./arrows.ts";
import { reportUnknownName, type Site } from "./site.ts";

/**
 * Checks that each left of an arrow is a stored relation without wildcards, on its type and, in a chain, on each type
 * that the chain leads to; and that at least one of those types has what the arrow asks for. Types that lack it
 * contribute nothing, which is how one arrow serves several types:
 *
 * ```text
 * relation parent: folder | drive           parent->view        fine if either has `view`
 * permission owns = owner                   owns->view          `wrong_arrow`: nothing is stored under `owns`
 * relation reader: user | user:*            reader->view        `wrong_arrow`: of everybody, one cannot ask each
 * ```
 *
 * A chain stops at its first mistake: what would follow depends on it. Errors: `unknown_relation`, `wrong_arrow`,
 * `unknown_target`.
 */
export function checkArrow(arrow: ArrowSyntax, site: Site): void {
  if (!site.type.members.has(arrow.relation.text)) {
    reportUnknownName(arrow.relation, site);
    return;
  }
  let from: ReadonlySet<TypeScope> = new Set([site.type]);
  let step: ArrowSyntax | NameSyntax = arrow;
  while (step.kind === "arrow") {
    const lefts = storedLefts(step.relation, from, site);
    if (lefts === undefined) return;
    const name = nameOf(step.target);
    from = site.arrows.standingOnAny(lefts);
    // Why not where nothing stands there: its types are unknown, and that is reported at the relation.
    if (from.size > 0 && site.arrows.holders(from, name.text).length === 0) {
      reportUnknownTarget(name, step.relation, from, site);
      return;
    }
    step = step.target;
  }
}

/** The relations that a left names on those types; undefined where one of them cannot stand there. */
function storedLefts(name: Name, from: ReadonlySet<TypeScope>, site: Site): readonly RelationSyntax[] | undefined {
  const lefts: RelationSyntax[] = [];
  for (const type of site.arrows.holders(from, name.text)) {
    const member = type.members.get(name.text);
    // Why: of a declaration that could not be read it is not known where it leads.
    if (member === undefined || !member.whole) return undefined;
    const problem = member.kind === "permission" ? "is a permission" : problemOf(member);
    if (problem !== undefined || member.kind === "permission") {
      const message = `\`${name.text}\` of \`${type.name}\` ${problem}, and cannot stand left of an arrow`;
      const hint = "an arrow follows the tuples of a relation that has no rewrite and admits no wildcard";
      site.reporter.report("wrong_arrow", name.place, message, hint);
      return undefined;
    }
    lefts.push(member);
  }
  return lefts;
}

/** Why a relation cannot stand left of an arrow, in the middle of a sentence. */
function problemOf(relation: RelationSyntax): string | undefined {
  if (!isStoredRelation(relation)) return "has a rewrite";
  const wildcard = relation.subjects.find((subject) => subject.wildcard);
  return wildcard === undefined ? undefined : `admits \`${wildcard.type.text}:*\``;
}

/** Says what the left leads to, since that is what the author of `parent->viwe` looks up next. */
function reportUnknownTarget(name: Name, left: Name, from: ReadonlySet<TypeScope>, { reporter }: Site): void {
  const names = [...from].slice(0, 5).map((type) => `\`${type.name}\``);
  const types = `${names.join(", ")}${from.size > names.length ? " and others" : ""}`;
  const message = `\`${left.text}\` leads to ${types}, without a relation or permission \`${name.text}\``;
  const hint = meant(name.text, { keys: () => membersOf(from) });
  reporter.report("unknown_target", name.place, message, hint);
}

function* membersOf(types: Iterable<TypeScope>): Iterable<string> {
  for (const type of types) yield* type.members.keys();
}

/** What one step asks the next types for. */
function nameOf(target: ArrowSyntax | NameSyntax): Name {
  return target.kind === "arrow" ? target.relation : target.name;
}
