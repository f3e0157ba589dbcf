import type { Credential } from "./credentials.ts";
import type { MaybePromise } from "./key-store.ts";
import type { Principal } from "./principal.ts";
import type { Refusal } from "./refusal.ts";
import type { RequestFacts } from "./request-facts.ts";

/** A request with what it shows for itself, if it is in one of the two headers. */
export interface Presented {
  readonly credential?: Credential;
  readonly request: RequestFacts;
}

/** One way to find out who is calling. */
export interface Authenticator {
  readonly name: string;
  /** Whether the credential is of its kind, good or bad. Reads nothing but the request. */
  recognises(presented: Presented): boolean;
  /** Called only for what it recognises: its answer is the last word. Fails only where it cannot tell. */
  authenticate(presented: Presented): MaybePromise<Principal | Refusal>;
}
