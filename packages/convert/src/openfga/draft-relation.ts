import type { DraftExpression, DraftMember, DraftSubject } from "../draft/draft.ts";
import type { Origin } from "../origin.ts";
import { escaped } from "./dsl-places.ts";
import { isDirect, type FgaRelation, type FgaRewrite, type FgaSubject } from "./fga-model.ts";
import type { FgaPlaces } from "./fga-places.ts";

/**
 * A relation that tuples may be written under stays one, with the types that it admits; one that is only computed becomes a
 * permission. What both mean stays the same: `x from y` is `y->x`, `but not` is `-`.
 */
export function draftRelation(type: string, relation: FgaRelation, places: FgaPlaces): DraftMember {
  const { name, rewrite } = relation;
  const { before, behind, afterBlank } = places.comments({ kind: "relation", type, relation: name });
  const member = {
    name: { text: name, origin: places.relation(type, name) },
    comments: { before, ...(behind !== undefined && { behind }) },
    ...(afterBlank === true && { afterBlank }),
  };
  const at = (pattern: RegExp): Origin => places.inRelation(type, name, pattern);
  const expression = draftRewrite(rewrite, at);
  if (!isDirect(rewrite)) return { kind: "permission", ...member, rewrite: expression };
  const subjects = distinct(relation.subjects).map((subject) => draftSubject(subject, at));
  return { kind: "relation", ...member, subjects, ...(rewrite.kind !== "this" && { rewrite: expression }) };
}

/** Why: OpenFGA takes a type that is listed twice, which says nothing more. */
function distinct(subjects: readonly FgaSubject[]): readonly FgaSubject[] {
  return subjects.filter(
    (subject, i) => subjects.findIndex((other) => restriction(other) === restriction(subject)) === i,
  );
}

/** `group#member with recent`, as the DSL writes it. */
export function restriction({ type, relation, wildcard, condition }: FgaSubject): string {
  const set = relation === undefined ? "" : `#${relation}`;
  return `${type}${wildcard === true ? ":*" : set}${condition === undefined ? "" : ` with ${condition}`}`;
}

function draftSubject(subject: FgaSubject, at: (pattern: RegExp) => Origin): DraftSubject {
  const { type, relation, wildcard, condition } = subject;
  const words = restriction(subject)
    .split(" ")
    .map(escaped)
    .join(String.raw`\s+`);
  return {
    type,
    ...(wildcard === true ? { wildcard } : relation !== undefined && { relation }),
    ...(condition !== undefined && { policy: condition }),
    origin: at(new RegExp(String.raw`(?<=[[,\s])${words}(?=[\],\s]|$)`)),
  };
}

function draftRewrite(rewrite: FgaRewrite, at: (pattern: RegExp) => Origin): DraftExpression {
  const origin = at(patternOf(rewrite));
  switch (rewrite.kind) {
    case "this":
      return { kind: "this", origin };
    case "computed":
      return { kind: "name", name: rewrite.relation, origin };
    case "from": {
      const target = { kind: "name", name: rewrite.relation, origin } as const;
      return { kind: "arrow", relation: rewrite.tupleset, quantifier: "any", target, origin };
    }
    case "union":
    case "intersection":
      return { kind: rewrite.kind, of: rewrite.of.map((each) => draftRewrite(each, at)), origin };
    case "difference":
      return {
        kind: "exclusion",
        from: draftRewrite(rewrite.base, at),
        less: draftRewrite(rewrite.subtract, at),
        origin,
      };
  }
}

/** How the DSL writes a leaf; of an operation, all of it. */
function patternOf(rewrite: FgaRewrite): RegExp {
  const before = String.raw`(?<![^\s(:])`;
  const after = String.raw`(?![^\s),])`;
  switch (rewrite.kind) {
    case "this":
      return /\[[^\]]*\]/;
    case "computed":
      return new RegExp(String.raw`${before}${escaped(rewrite.relation)}${after}(?!\s+from\s)`);
    case "from":
      return new RegExp(
        String.raw`${before}${escaped(rewrite.relation)}\s+from\s+${escaped(rewrite.tupleset)}${after}`,
      );
    default:
      return /(?<=:\s*)\S.*\S/s;
  }
}
