import { formatObject, WILDCARD } from "@relata/model";
import { theGrant, type Grant, type ListPage } from "@relata/resolver";
import type { Listed, ListedPermission, ListedSeveral } from "./listing.ts";

/** What is listed: a type, or the kind of a subject set. */
export interface ListedKind {
  readonly type: string;
  readonly relation?: string;
}

/** An entry of one permission, or of several, as it was asked. */
export type AnyListed = Listed | ListedSeveral;

/** The entries of a part of a list, the wildcard last. */
export function entriesOf({ rows, rest }: ListPage, kind: ListedKind, isSeveral: boolean): readonly AnyListed[] {
  const [before, behind] = aroundId(kind);
  const entries = rows.map((row) => entryOf(row.reference ?? before + row.id + behind, row.granted, isSeveral));
  if (rest === undefined) return entries;
  const reference = formatObject({ type: kind.type, id: WILDCARD });
  const except = rest.except.map((id) => before + id + behind);
  return [...entries, { ...entryOf(reference, rest.granted, isSeveral), except }];
}

function entryOf(reference: string, granted: readonly Grant[], isSeveral: boolean): AnyListed {
  if (isSeveral) return { reference, permissions: granted.map(toPermission) };
  const decision = theGrant(granted);
  // Why apart: most are nothing but allowed, and to copy a decision takes longer than to say so.
  if (decision.outcome === "allowed" && decision.validUntil === undefined) return { reference, outcome: "allowed" };
  return { reference, ...decision };
}

/** What stands before an id, and behind it, in all references of a kind. */
function aroundId({ type, relation }: ListedKind): readonly [before: string, behind: string] {
  return [`${type}:`, relation === undefined ? "" : `#${relation}`];
}

function toPermission({ permission, decision }: Grant): ListedPermission {
  return { permission, ...decision };
}
