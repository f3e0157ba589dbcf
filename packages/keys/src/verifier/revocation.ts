/** No token of the key counts that was made then or before. A key that is enabled again gets new tokens, and they count. */
export interface Revocation {
  readonly apiKeyId: string;
  /** RFC 3339. */
  readonly revokedAt: string;
}

/** What the issuer answers to `revocations?since=`: one entry for each key, however many tokens it has. */
export interface RevocationList {
  readonly revocations: readonly Revocation[];
}

/** Where the list is, or how to get what was revoked since that time (RFC 3339). */
export type RevocationSource = string | URL | ((since: string) => RevocationList | Promise<RevocationList>);
