import type { AuditRow } from "../audit-row.ts";
import type { KeyStore } from "../key-store.ts";
import type { Principal } from "../principal.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import type { SigningKeys } from "../signing/signing-keys.ts";
import { checkIssuer } from "./check-issuer.ts";
import { Exchange } from "./exchange.ts";
import type { ExchangeInput } from "./exchange-input.ts";
import type { Exchanged } from "./exchanged.ts";
import type { Permitting } from "./held-by.ts";
import type { SubjectClaim } from "./subject-claim.ts";

export interface ExchangeOptions {
  /** The engine, whose clock is to be this one's. */
  readonly relata: Permitting;
  /** Where the key's expiry is read. */
  readonly keys: Pick<KeyStore, "get">;
  readonly signing: SigningKeys;
  /** The `iss` of tokens: the URL at which the issuer's documents are. */
  readonly issuer: string;
  /** Who may be the `aud` of tokens; the first unless another is asked for. */
  readonly audiences: readonly [string, ...string[]];
  /** Whom `sub` names. Default: `owner`. */
  readonly subjectClaim?: SubjectClaim;
  /** The most that a token may have, in bytes. Default: 4,096. */
  readonly maxTokenBytes?: number;
  /** Where to ask what a token leaves open. Default: `/api/auth/check-permission`, a path of the issuer. */
  readonly checkEndpoint?: string;
  /** Where each exchange is noted, done or refused: `keys.note`. */
  readonly note?: (row: AuditRow) => void;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
}

/**
 * A function that exchanges a key for a token. Whoever showed anything else than the key itself is refused, `forbidden`: a token
 * would live for ever by being exchanged for the next.
 *
 * ```ts
 * const exchange = createExchange({ relata, keys, signing, issuer: "https://api.example.com", audiences: ["reviews"] });
 * const exchanged = await exchange(principal, { types: ["document"] });
 * ```
 *
 * @throws Failure `invalid_settings`; from the function `invalid_question`, `unknown_type`, `unknown_permission`, and what
 * `permissionsOf` and the stores throw
 */
export function createExchange(options: ExchangeOptions) {
  checkIssuer(options);
  const exchange = new Exchange(options);
  const { note, clock = Date.now } = options;
  return async (principal: Principal, input: ExchangeInput = {}): Promise<Exchanged | Refusal> => {
    const answer = await exchange.exchange(principal, input);
    note?.(rowOf(principal, answer, clock()));
    return answer;
  };
}

function rowOf({ key }: Principal, answer: Exchanged | Refusal, at: number): AuditRow {
  const outcome = isRefusal(answer)
    ? ({ outcome: "refused", reason: answer.reason } as const)
    : ({ outcome: "allowed" } as const);
  return { at, event: "exchange", ...outcome, ...(key !== undefined && { key }) };
}
