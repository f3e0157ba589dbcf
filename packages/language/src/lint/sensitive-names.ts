/**
 * Words of names that change something or give it away. One of them in a name makes a permission sensitive: `can_edit`,
 * `editDocument`, `owner`. Reading, listing, commenting and creating are not among them: that is what is often public.
 */
export const SENSITIVE_WORDS: ReadonlySet<string> = new Set([
  "admin",
  "administer",
  "administrate",
  "administrator",
  "approve",
  "approver",
  "assign",
  "ban",
  "change",
  "configure",
  "delete",
  "destroy",
  "edit",
  "editor",
  "grant",
  "impersonate",
  "invite",
  "manage",
  "manager",
  "modify",
  "own",
  "owner",
  "pay",
  "publish",
  "refund",
  "remove",
  "revoke",
  "share",
  "transfer",
  "update",
  "write",
  "writer",
]);

/** Whether one of the words of a name, as `_`, other signs or capitals part them, is sensitive. */
export function isSensitive(name: string): boolean {
  const words = name.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  return words.some((word) => SENSITIVE_WORDS.has(word.toLowerCase()));
}
