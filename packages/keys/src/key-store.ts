import type { JsonObject } from "@relata/model";
import type { AuditRow } from "./audit-row.ts";
import type { KeyRecord, Limit } from "./key.ts";
import type { SigningKeyStore } from "./signing/signing-key-store.ts";

/** A value where the driver is synchronous, else a promise. */
export type MaybePromise<T> = T | Promise<T>;

/** A secret as it is kept: what it hashes to. */
export interface SecretRecord {
  readonly key: string;
  /** `<scheme>:<base64url>`: unique in a store. The scheme names the pepper. */
  readonly hash: string;
  readonly lastFour: string;
  readonly createdAt: number;
  /** From then on it is refused, though the key may go on; absent for the newest. */
  readonly validUntil?: number;
}

export interface FoundKey {
  readonly key: KeyRecord;
  readonly secret: SecretRecord;
  /** Of a state that is no newer than this was read of; absent where the store has no marks. */
  readonly mark?: Mark;
}

/** Says which state of a database is meant, to this process alone: compared, and read no further. */
export type Mark = string;

/** What of a key may be changed; null takes it away, what is left out stays. */
export interface KeyUpdate {
  readonly name?: string;
  readonly expiresAt?: number | null;
  readonly addresses?: readonly string[] | null;
  readonly limits?: readonly Limit[] | null;
  readonly metadata?: JsonObject;
}

/** A change of the tables, as data, so that an adapter makes all of a commit in one transaction of its own kind. */
export type KeyChange =
  | { readonly kind: "create"; readonly key: Omit<KeyRecord, "lastFour">; readonly secret: SecretRecord }
  /** Refused after a revocation. */
  | { readonly kind: "update"; readonly id: string; readonly set: KeyUpdate }
  /** Changes nothing of the row: refused after a revocation, as the two above and below. */
  | { readonly kind: "alive"; readonly id: string }
  /** The secrets that were there before end at `othersUntil`, unless they end sooner. */
  | { readonly kind: "add-secret"; readonly secret: SecretRecord; readonly othersUntil: number }
  | { readonly kind: "revoke"; readonly id: string; readonly at: number }
  /** Refused before a revocation. */
  | { readonly kind: "purge"; readonly id: string };

export interface KeyPageInput {
  readonly limit: number;
  /** The id that the page before ended with. */
  readonly after?: string;
  /** Only these. */
  readonly ids?: readonly string[];
}

export interface AuditPageInput {
  readonly limit: number;
  /** `next` of the page before. */
  readonly before?: number;
  readonly key?: string;
}

/** Newest first. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  readonly next?: number;
}

/** A key that was revoked, disabled, purged or stopped with another, and when that was last. Milliseconds since the epoch. */
export interface EndedKey {
  readonly key: string;
  readonly at: number;
}

/**
 * Where keys, what their secrets hash to, and the audit are kept: in the database of the engine's store, so that a key and its
 * tuples change in one transaction.
 *
 * Law: `find`, `get` and `list` write nothing. A commit is all or nothing.
 */
export interface KeyStore<Transaction = unknown> {
  /** Of which store of the database: the engine's. */
  readonly name: string;
  /** The key of the one hash of these that is there: one query, by an index. */
  find(hashes: readonly string[]): MaybePromise<FoundKey | undefined>;
  get(id: string): MaybePromise<KeyRecord | undefined>;
  /**
   * The mark of the state now. Absent where there are none: then nothing is known of a key but what is read of it each time.
   *
   * Law: between two marks that are the same, nobody committed anything, in this process or another, to keys, secrets or tuples. They may
   * differ where nothing did.
   */
  mark?(): MaybePromise<Mark>;
  /** In the order of ids. */
  list(page: KeyPageInput): MaybePromise<readonly KeyRecord[]>;
  /**
   * Makes the changes and writes the rows in one transaction, and calls `also` in it: what that throws takes all of it back. Where
   * another transaction came between, all of it is done again, `also` too.
   *
   * @throws Failure `unknown_key`, `key_revoked`, `invalid_key` for a hash that is there already
   */
  commit(changes: readonly KeyChange[], rows: readonly AuditRow[], also?: (tx: Transaction) => unknown): Promise<void>;
  /** Notes when keys were last used, never backwards, and rows of the audit, in one transaction. */
  note(used: ReadonlyMap<string, number>, rows: readonly AuditRow[]): Promise<void>;
  audit(page: AuditPageInput): MaybePromise<AuditPage>;
  /** The keys that ended then or since, in the order of ids: of the audit, by an index. */
  endedSince(since: number): MaybePromise<readonly EndedKey[]>;
  /** Where the keys that sign tokens are kept. */
  readonly signingKeys: SigningKeyStore;
  /** The same over another store of the database: nothing of one reaches another. To close it does nothing. */
  store(name: string): KeyStore<Transaction>;
  close(): Promise<void>;
}
