import { meant } from "../diagnostics/meant.ts";
import type { Reporter } from "../diagnostics/reporter.ts";
import type { Member, Name } from "../parser/syntax.ts";
import type { TypeScope } from "../resolve/scope.ts";
import type { Arrows } from "./arrows.ts";
import type { PolicyUses } from "./policy-uses.ts";

/** The relation or permission whose rewrite is checked, and what the check needs. */
export interface Site {
  readonly type: TypeScope;
  readonly member: Member;
  readonly arrows: Arrows;
  readonly uses: PolicyUses;
  readonly reporter: Reporter;
}

/**
 * A name that the type does not have, said in one way wherever it stands: in an expression, left of an arrow, behind the
 * `#` of a subject set. An attribute of that name is no typo, but a wrong idea, and has a hint of its own.
 */
export function reportUnknownName({ text, place }: Name, { type, reporter }: Pick<Site, "type" | "reporter">): void {
  const message = `type \`${type.name}\` has no relation or permission \`${text}\``;
  const isAttribute = type.attributes.has(text) ? "it is an attribute, which only policies read" : undefined;
  reporter.report("unknown_relation", place, message, isAttribute ?? meant(text, type.members));
}
