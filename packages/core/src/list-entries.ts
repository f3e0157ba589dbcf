import { formatObject, formatSubject, WILDCARD } from "@relata/model";
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
  const said = (granted: readonly Grant[]) =>
    isSeveral ? { permissions: granted.map(toPermission) } : theGrant(granted);
  const entries = rows.map(({ id, granted }) => ({ reference: referenceOf(kind, id), ...said(granted) }));
  if (rest === undefined) return entries;
  const reference = formatObject({ type: kind.type, id: WILDCARD });
  const except = rest.except.map((id) => referenceOf(kind, id));
  return [...entries, { reference, ...said(rest.granted), except }];
}

function referenceOf({ type, relation }: ListedKind, id: string): string {
  return formatSubject({ type, id, ...(relation !== undefined && { relation }) });
}

function toPermission({ permission, decision }: Grant): ListedPermission {
  return { permission, ...decision };
}
