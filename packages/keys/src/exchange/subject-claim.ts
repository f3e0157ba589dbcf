import { formatSubject } from "@relata/model";
import type { Principal } from "../principal.ts";

/** Whom `sub` names: the owner by the id of the user, as existing verifiers expect, or the key, as `apikey:<id>`. */
export type SubjectClaim = "owner" | "subject";

/**
 * The `sub` of a key's token. A key without an owner names itself. Law: no owner is taken for a key, nor one that is no user for
 * a user: such a one is written out with its type.
 */
export function subjectClaim({ subject, owner }: Principal, style: SubjectClaim): string {
  if (style === "subject" || owner === undefined) return formatSubject(subject);
  const isPlain = owner.type === "user" && owner.relation === undefined && !owner.id.startsWith(`${subject.type}:`);
  return isPlain ? owner.id : formatSubject(owner);
}
