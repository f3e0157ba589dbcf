import { modelHash } from "@relata/core";
import { formatSubject, instantFromMs } from "@relata/model";
import type { Principal } from "../principal.ts";
import { Refusal } from "../refusal.ts";
import { EXCHANGE_SCOPE, type Claims } from "../verifier/claims.ts";
import { claimed } from "./claimed.ts";
import type { ExchangeOptions } from "./create-exchange.ts";
import { audienceOf, withinOf, type ExchangeInput } from "./exchange-input.ts";
import type { Exchanged } from "./exchanged.ts";
import { expiryOf } from "./expiry.ts";
import { fittedClaims, type PermissionClaims } from "./fitted-claims.ts";
import { heldBy } from "./held-by.ts";
import { subjectClaim } from "./subject-claim.ts";

const DEFAULT_MAX_BYTES = 4_096;
/** No token is made for less: it would be over before it is read. */
const LEAST_LIFE_SECONDS = 1;
const CHECK_PATH = "/api/auth/check-permission";

/** Makes tokens of what `permissionsOf` says: of the one evaluator, on no second path. */
export class Exchange {
  readonly #options: ExchangeOptions;
  readonly #model: Promise<string>;

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.#model = modelHash(options.relata.model);
  }

  async exchange(principal: Principal, input: ExchangeInput): Promise<Exchanged | Refusal> {
    const { relata, signing, clock = Date.now, audiences, maxTokenBytes = DEFAULT_MAX_BYTES } = this.#options;
    const aud = audienceOf(input, audiences);
    const nowMs = clock();
    const key = await this.#keyOf(principal, nowMs);
    if (key instanceof Refusal) return key;
    const { rev, held } = await heldBy(relata, principal, input, nowMs);
    const signer = await signing.signer();
    const base = { ...(await this.#base(principal)), aud, rev };
    const iat = Math.floor(nowMs / 1_000);
    const fitted = fittedClaims(claimed(held, instantFromMs((iat + LEAST_LIFE_SECONDS) * 1_000)), {
      within: withinOf(input),
      checkEndpoint: this.#options.checkEndpoint ?? CHECK_PATH,
      maxBytes: maxTokenBytes,
      sizeOf: (claims) => signer.sizeOf({ ...base, ...claims, iat, exp: iat }),
    });
    const claims = { ...base, ...fitted.claims, iat, exp: expiryOf(iat, key.expiresAt, fitted.entries) };
    return {
      token: await signer.sign(claims),
      tokenType: "Bearer",
      expiresIn: claims.exp - claims.iat,
      expiresAt: new Date(claims.exp * 1_000).toISOString(),
      claims,
    };
  }

  /** What is known of the key, if it is a stored one; a refusal where it counts no more. */
  async #keyOf(principal: Principal, nowMs: number): Promise<{ readonly expiresAt: number } | Refusal> {
    const { subject, key: id, via, endsAt = Infinity } = principal;
    // Why not of a token: exchanged for the next in time, it would live for ever.
    if (subject.type !== "apikey" || via !== "key") {
      const message = "only keys are exchanged: show the key itself";
      return new Refusal("forbidden", "kind", { message, ...(id !== undefined && { key: id }) });
    }
    // Of the environment, or of another store: what is known of it stands in the principal.
    if (id === undefined) return lasting(endsAt, nowMs);
    const key = await this.#options.keys.get(id);
    if (key === undefined) return new Refusal("invalid_api_key", "unknown", { key: id });
    if (key.revokedAt !== undefined) return new Refusal("invalid_api_key", "revoked", { key: id });
    // Why also of what it acts for: verifiers do not learn what time alone stops.
    return lasting(Math.min(key.expiresAt ?? Infinity, endsAt), nowMs, id);
  }

  async #base(principal: Principal): Promise<Omit<Claims, "aud" | "iat" | "exp" | "rev" | keyof PermissionClaims>> {
    const { issuer, subjectClaim: style = "owner" } = this.#options;
    const { subject, key = subject.id, organization, environment, owner } = principal;
    return {
      iss: issuer,
      jti: crypto.randomUUID(),
      sub: subjectClaim(principal, style),
      scope: EXCHANGE_SCOPE,
      apiKeyId: key,
      mid: await this.#model,
      ...(organization !== undefined && { org: organization }),
      ...(environment !== undefined && { env: environment }),
      ...(owner !== undefined && { owner: formatSubject(owner) }),
    };
  }
}

/** Why not at its expiry: no token lives past its key, and each lives a little. */
function lasting(expiresAt: number, nowMs: number, key?: string): { readonly expiresAt: number } | Refusal {
  if (expiresAt >= nowMs + LEAST_LIFE_SECONDS * 1_000) return { expiresAt };
  return new Refusal("invalid_api_key", "expired", key === undefined ? {} : { key });
}
