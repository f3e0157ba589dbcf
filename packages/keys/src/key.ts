import type { JsonObject, SubjectRef } from "@relata/model";
import type { OwnerMode } from "./principal.ts";

/** `api` for an application's integrations, `service` for an organization's own servers, `root` to run the house. */
export const KEY_KINDS = ["api", "service", "root"] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export const ENVIRONMENTS = ["live", "test"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** So many requests in every window of that length. */
export interface Limit {
  readonly limit: number;
  readonly windowSeconds: number;
}

/** The row of a key. Its id is the subject `apikey:<id>`, and never changes. Times are milliseconds since the epoch. */
export interface KeyRecord {
  readonly id: string;
  /** How its secrets begin. */
  readonly app: string;
  readonly kind: KeyKind;
  readonly environment: Environment;
  readonly name: string;
  readonly createdAt: number;
  /** The subject that made it, as text; absent for one that the operator made. */
  readonly createdBy?: string;
  /** From then on it is refused; absent for one that does not expire. */
  readonly expiresAt?: number;
  /** Since when it is refused for ever. */
  readonly revokedAt?: number;
  /** CIDR ranges that it is accepted from; absent where from all. */
  readonly addresses?: readonly string[];
  /** Its own limits, instead of those of the configuration. */
  readonly limits?: readonly Limit[];
  readonly metadata: JsonObject;
  /** To the minute. */
  readonly lastUsedAt?: number;
  /** The end of its newest secret, for people to tell keys apart. */
  readonly lastFour: string;
}

/** What the tuples of a key say of it: they are revisioned as all tuples are. */
export interface Standing {
  readonly mode: OwnerMode;
  readonly owner?: SubjectRef;
  readonly organization?: string;
  readonly isDisabled: boolean;
}

/** A key as it is listed and fetched: never with a secret. */
export interface Key extends KeyRecord, Standing {}
