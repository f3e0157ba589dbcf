import type { Authenticator } from "../authenticator.ts";
import type { Keys } from "../life/keys.ts";
import type { Place } from "../life/verification.ts";
import type { Principal } from "../principal.ts";
import { isRefusal, type Refusal } from "../refusal.ts";
import type { EnvironmentAuthenticator } from "./environment-keys.ts";
import { OwnTokens, type OwnTokensOptions } from "./own-tokens.ts";

export interface ExchangedTokensOptions extends OwnTokensOptions {
  readonly keys: Pick<Keys, "principalOf">;
  /** Where the environment has keys: a token of one counts while it is there. Without, such tokens are refused. */
  readonly environment?: Pick<EnvironmentAuthenticator, "principalOf">;
}

/**
 * The tokens of our own exchange. A token says who asks, and no more: what the caller may do is asked of the key as it stands
 * now, so that it is refused from the moment the key is, and its claims on permissions are not read. Addresses and limits are
 * the key's. Recognised by issuer and scope, so that tokens of other kinds may have the same issuer.
 *
 * @throws Failure `invalid_settings` without an issuer or audiences
 */
export function exchangedTokens(options: ExchangedTokensOptions): Authenticator {
  const tokens = new OwnTokens(options);
  return {
    name: "tokens",
    recognises: ({ credential }) => credential !== undefined && tokens.recognises(credential.secret.reveal()),
    authenticate: async ({ credential, request }): Promise<Principal | Refusal> => {
      const claims = await tokens.read(credential?.secret.reveal() ?? "");
      return isRefusal(claims) ? claims : speakerOf(options, claims.apiKeyId, request.address);
    },
  };
}

/** Who a token of the key speaks for, as the key stands now. */
export async function speakerOf(
  { keys, environment }: Pick<ExchangedTokensOptions, "keys" | "environment">,
  id: string,
  place: Place,
): Promise<Principal | Refusal> {
  const known = await environment?.principalOf(id, place);
  if (known === undefined) return keys.principalOf(id, place);
  return isRefusal(known) ? known : { ...known, via: "token" };
}
