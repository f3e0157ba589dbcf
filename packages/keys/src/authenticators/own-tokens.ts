import { Failure, isFailure } from "@relata/model";
import { Refusal } from "../refusal.ts";
import type { SigningKeys } from "../signing/signing-keys.ts";
import { checkIssuer } from "../exchange/check-issuer.ts";
import { EXCHANGE_SCOPE, type Claims } from "../verifier/claims.ts";
import { createVerifier, type Algorithm, type Verified, type Verifier } from "../verifier/create-verifier.ts";
import { unproven } from "./unproven.ts";

/** Who made the tokens, and for whom. */
export interface OwnTokensOptions {
  /** What signed the tokens: asked for the public halves, and nobody over a network. */
  readonly signing: Pick<SigningKeys, "published">;
  /** The `iss` of the exchange. */
  readonly issuer: string;
  /** All the audiences of the exchange: whoever reads a token may ask us in its name. */
  readonly audiences: readonly string[];
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
}

/** All that we sign with: what was configured before may have signed what still counts. */
const ALGORITHMS: readonly Algorithm[] = ["RS256", "ES256", "Ed25519"];
/** Keys are read from memory: what is withdrawn counts no longer than that. */
const KEYS_FOR_MS = 1_000;

/** Reads the tokens of our own exchange. */
export class OwnTokens {
  readonly #issuer: string;
  readonly #verifier: Verifier;

  /** @throws Failure `invalid_settings` without an issuer or audiences */
  constructor(options: OwnTokensOptions) {
    const { signing, issuer, audiences, clock = Date.now } = options;
    checkIssuer(options);
    this.#issuer = issuer;
    this.#verifier = createVerifier({
      issuer,
      audience: audiences,
      algorithms: ALGORITHMS,
      jwks: async () => (await signing.published()).document,
      clock,
      cacheMs: KEYS_FOR_MS,
      cooldownMs: 0,
    });
  }

  /** Whether the text is meant as one, good or bad: by issuer and scope, so that tokens of other kinds may have the same issuer. */
  recognises(text: string): boolean {
    const claims = unproven(text);
    return claims?.iss === this.#issuer && claims["scope"] === EXCHANGE_SCOPE;
  }

  /** What is in it, where it is signed by us and its time is not over. @throws Failure as the store of signing keys has */
  async read(text: string): Promise<Claims | Refusal> {
    const verified = await this.#verify(text);
    return verified.ok ? verified.token.claims : new Refusal("invalid_token", "token");
  }

  async #verify(text: string): Promise<Verified> {
    try {
      return await this.#verifier.verify(text);
    } catch (error) {
      const cause = error instanceof Error ? error.cause : undefined;
      if (isFailure(cause)) throw cause;
      throw new Failure("store_unavailable", "the keys that sign tokens could not be read", { cause: error });
    }
  }
}
