import type { Authenticator } from "../authenticator.ts";
import type { Keys } from "../life/keys.ts";

/** Keys that were made or imported: what has their form is theirs, good or bad. */
export function storedKeys(keys: Keys): Authenticator {
  return {
    name: "keys",
    recognises: ({ credential }) => credential !== undefined && keys.recognises(credential.secret.reveal()),
    authenticate: ({ credential, request }) => keys.verify(credential?.secret ?? "", request.address),
  };
}
