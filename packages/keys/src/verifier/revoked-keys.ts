import { MAX_LIFE_SECONDS, type Claims } from "./claims.ts";
import { fetchJson } from "./fetch-json.ts";
import type { RevocationList, RevocationSource } from "./revocation.ts";
import { VerifierFault } from "./verifier-fault.ts";

export interface RevokedKeysOptions {
  readonly clock: () => number;
  /** How long a list is used before it is fetched again: so long may a revoked key still have a token that is taken. */
  readonly maxAgeMs: number;
  /** For a list that is for callers with one. */
  readonly credential?: string;
}

/** How far the clocks of the issuer and ours may be apart. */
const SKEW_MS = 60_000;

/**
 * The keys that were revoked within the life of a token. All of that time is asked for each time: a revocation that was
 * committed late would be missed by whoever asks from the last answer on.
 */
export class RevokedKeys {
  readonly #load: (since: string) => unknown;
  readonly #options: RevokedKeysOptions;
  #revokedAt: ReadonlyMap<string, number> = new Map();
  #loadedAt = Number.NEGATIVE_INFINITY;
  #loading: Promise<void> | undefined;

  /** @throws VerifierFault `misconfigured` */
  constructor(source: RevocationSource, options: RevokedKeysOptions) {
    this.#load = loaderOf(source, options.credential);
    this.#options = options;
  }

  /** @throws VerifierFault `revocations_unavailable`: without the list, no token is taken */
  async has({ apiKeyId, iat }: Claims): Promise<boolean> {
    if (this.#options.clock() - this.#loadedAt >= this.#options.maxAgeMs) await this.#look();
    const at = this.#revokedAt.get(apiKeyId);
    return at !== undefined && iat * 1_000 <= at;
  }

  #look(): Promise<void> {
    this.#loading ??= this.#loadOnce().finally(() => {
      this.#loading = undefined;
    });
    return this.#loading;
  }

  async #loadOnce(): Promise<void> {
    const at = this.#options.clock();
    try {
      const list = (await this.#load(
        new Date(at - MAX_LIFE_SECONDS * 1_000 - SKEW_MS).toISOString(),
      )) as RevocationList;
      this.#revokedAt = new Map(list.revocations.map((entry) => [entry.apiKeyId, timeOf(entry.revokedAt)]));
      this.#loadedAt = at;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      const message = `the list of revoked keys could not be read: ${reason}`;
      throw new VerifierFault("revocations_unavailable", message, { cause });
    }
  }
}

/** Why: an entry that is not understood must not mean that nothing was revoked. */
function timeOf(text: string): number {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new Error(`\`${text}\` is no time`);
  return time;
}

/** Why a form: `fetch` repeats in its error a header that cannot be one. */
const CREDENTIAL = /^[\x21-\x7e]+$/;

function loaderOf(source: RevocationSource, credential: string | undefined): (since: string) => unknown {
  if (credential !== undefined && (typeof credential !== "string" || !CREDENTIAL.test(credential))) {
    throw new VerifierFault("misconfigured", "`credential` must be a key as it was given, without spaces around it");
  }
  if (typeof source === "function") return source;
  if (!URL.canParse(String(source))) {
    throw new VerifierFault("misconfigured", "`revocations` is no URL: write `https://…/v1/revocations`");
  }
  return (since) => {
    const url = new URL(String(source));
    url.searchParams.set("since", since);
    return fetchJson(url, credential);
  };
}
