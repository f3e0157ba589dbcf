/** What an exchanged token carries. `permissions` and `abac_required` are read by `verdict`. */
export interface Claims {
  readonly iss: string;
  readonly aud: string;
  /** Seconds since the epoch, as all times of a token. */
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  /** The owner's id, or the key itself, `apikey:<id>`. */
  readonly sub: string;
  readonly scope: typeof EXCHANGE_SCOPE;
  readonly apiKeyId: string;
  /** Under `<type>` what holds of every object of the type, under `<type>:<id>` what holds of one. */
  readonly permissions: Names;
  /** Of those, what needs data that only a request has: necessary, and not sufficient. */
  readonly abac_required: Names;
  /** Whether nothing is granted that is not named. */
  readonly perm_complete: boolean;
  /** Within which types and permissions nothing is granted that is not named, where the token was asked for these alone. */
  readonly perm_within?: Within;
  /** Where to ask what the token leaves open, where it is not complete. */
  readonly perm_check?: string;
  /** The hash of the model. */
  readonly mid: string;
  /** The consistency token of the state that the permissions are of. */
  readonly rev?: string;
  readonly org?: string;
  readonly env?: string;
  /** `user:ann`: for whom the key was made. */
  readonly owner?: string;
}

/** Names of permissions, by type and by object. */
export type Names = Readonly<Record<string, readonly string[]>>;

/** Types and permissions; all of them where not named. */
export interface Within {
  readonly types?: readonly string[];
  readonly permissions?: readonly string[];
}

/** The `scope` of every exchanged token. */
export const EXCHANGE_SCOPE = "api_key_exchange";

/** The media type of every exchanged token, in its header. RFC 9068 §2.1. */
export const TOKEN_TYPE = "at+jwt";

/** No exchanged token lives longer. */
export const MAX_LIFE_SECONDS = 900;
