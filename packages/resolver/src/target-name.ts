import type { Arrow, Computed } from "@relata/model";

/** A name, or the text of what lies behind an arrow, with blanks: no name holds one. */
export function nameOf(target: string | Arrow): string {
  return typeof target === "string" ? target : targetName(target);
}

export function targetName(target: Computed | Arrow): string {
  if (target.kind === "computed") return target.relation;
  const { relation, quantifier } = target;
  return quantifier === "any"
    ? `${relation} -> ${targetName(target.target)}`
    : `${relation} .all ${targetName(target.target)}`;
}
