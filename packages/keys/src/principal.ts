import type { SubjectRef } from "@relata/model";
import type { Environment } from "./key.ts";
import type { Taken } from "./limits/limiter.ts";

/** How a key stands to its owner: alone; in the owner's place; or only where both may. */
export type OwnerMode = "own" | "inherit" | "delegated";

export type PrincipalKind = "user" | "apikey" | "service";

/** What a caller showed for itself. A token may have been made of a key, and is none. */
export type Via = "key" | "token" | "session";

/** Who is calling, as an authenticator found out. Plain data, without a secret. */
export interface Principal {
  readonly kind: PrincipalKind;
  /** The caller itself, whom audit rows and claims name: `user:ann`, `apikey:<id>`. */
  readonly subject: SubjectRef;
  /**
   * Who questions are asked for: all of them must be allowed. The caller itself for a user and an `own` key, the owner for an
   * `inherit` one, both for a `delegated` one, and so on where the owner is a key too.
   */
  readonly asks: readonly [SubjectRef, ...SubjectRef[]];
  readonly via: Via;
  readonly owner?: SubjectRef;
  readonly mode?: OwnerMode;
  /** The id of the organization that the key belongs to. A request may name another, which is then not allowed. */
  readonly organization?: string;
  readonly environment?: Environment;
  /** The id of the key that was presented, or that the token was made of, where it is a stored one. */
  readonly key?: string;
  /** When time alone stops it: the end of the key, or of a key that it acts for. Milliseconds since the epoch. */
  readonly endsAt?: number;
  /** What the request took of the key's limits, where it has any: for the headers of the answer. */
  readonly taken?: Taken;
}
