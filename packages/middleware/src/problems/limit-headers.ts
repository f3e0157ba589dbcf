/** What a request took of a limit. */
export interface Taken {
  readonly limit: { readonly limit: number; readonly windowSeconds: number };
  readonly remaining: number;
  readonly resetSeconds: number;
}

/**
 * What of its limits a caller has taken, for answers good and bad: the limit that is nearest to its end.
 *
 * Source: draft-ietf-httpapi-ratelimit-headers, `RateLimit-Policy` and `RateLimit`.
 */
export function limitHeaders({ limit, remaining, resetSeconds }: Taken): Readonly<Record<string, string>> {
  return {
    "ratelimit-policy": `"requests";q=${limit.limit};w=${limit.windowSeconds}`,
    ratelimit: `"requests";r=${remaining};t=${resetSeconds}`,
  };
}
