import type { JsonObject } from "@relata/model";
import type { AuditEvent, AuditRow } from "../audit-row.ts";
import type { Environment, KeyKind, KeyRecord, Limit } from "../key.ts";
import type { SecretRecord } from "../key-store.ts";

/** A number as drivers have it: of a `bigint`, as text. */
type Numeric = number | string;

/** A row of `keys`, with the last four characters of a secret. */
export interface KeyRow {
  readonly id: string;
  readonly app: string;
  readonly kind: string;
  readonly environment: string;
  readonly name: string;
  readonly created_at: Numeric;
  readonly created_by: string | null;
  readonly expires_at: Numeric | null;
  readonly revoked_at: Numeric | null;
  readonly addresses: string | null;
  readonly limits: string | null;
  readonly metadata: string;
  readonly last_used_at: Numeric | null;
  readonly last_four: string;
}

/** The same beside the secret that was looked for. */
export interface FoundRow extends KeyRow {
  readonly hash: string;
  readonly secret_created_at: Numeric;
  readonly valid_until: Numeric | null;
  readonly mark: string | null;
}

export interface AuditDbRow {
  readonly number: Numeric;
  readonly key: string | null;
  readonly event: string;
  readonly at: Numeric;
  /** The rest as JSON. */
  readonly row: string;
}

/** What `toKey` reads was written by `keyValues`: the words in it are those of the types. */
export function toRecord(row: KeyRow): KeyRecord {
  return {
    id: row.id,
    app: row.app,
    kind: row.kind as KeyKind,
    environment: row.environment as Environment,
    name: row.name,
    createdAt: Number(row.created_at),
    ...(row.created_by !== null && { createdBy: row.created_by }),
    ...(row.expires_at !== null && { expiresAt: Number(row.expires_at) }),
    ...(row.revoked_at !== null && { revokedAt: Number(row.revoked_at) }),
    ...(row.addresses !== null && { addresses: JSON.parse(row.addresses) as readonly string[] }),
    ...(row.limits !== null && { limits: JSON.parse(row.limits) as readonly Limit[] }),
    metadata: JSON.parse(row.metadata) as JsonObject,
    ...(row.last_used_at !== null && { lastUsedAt: Number(row.last_used_at) }),
    lastFour: row.last_four,
  };
}

export function toSecret(row: FoundRow): SecretRecord {
  return {
    key: row.id,
    hash: row.hash,
    lastFour: row.last_four,
    createdAt: Number(row.secret_created_at),
    ...(row.valid_until !== null && { validUntil: Number(row.valid_until) }),
  };
}

export function toAuditRow({ key, event, at, row }: AuditDbRow): AuditRow {
  const rest = JSON.parse(row) as Omit<AuditRow, "at" | "event" | "key">;
  return { at: Number(at), event: event as AuditEvent, ...(key !== null && { key }), ...rest };
}

/** What columns hold of a row of the audit: its key, its event, its time, and the rest as JSON. */
export function auditValues({ key, event, at, ...rest }: AuditRow): readonly [string | null, string, number, string] {
  return [key ?? null, event, at, JSON.stringify(rest)];
}

/** JSON for a column, or null for what is not there. */
export function jsonOf(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
