import { Failure } from "@relata/model";
import { sql, type SQL } from "drizzle-orm";
import type { KeyChange, KeyUpdate, SecretRecord } from "../key-store.ts";
import { jsonOf } from "./key-row.ts";
import type { Places } from "./places.ts";
import { ask, type Steps } from "./steps.ts";

type Creation = Extract<KeyChange, { readonly kind: "create" }>;

/**
 * One change. Whether it may be made is a condition of the statement itself, so that of two processes only one is let.
 *
 * @throws Failure `unknown_key`, `key_revoked`, `invalid_key`
 */
export function* applyChange(at: Places, store: string, change: KeyChange): Steps<void> {
  switch (change.kind) {
    case "create":
      yield* create(at, store, change);
      return yield* addSecret(at, store, change.secret);
    case "update":
      return yield* changeRow(at, store, change.id, assignments(change.set), sql`revoked_at is null`);
    case "alive":
      return yield* changeRow(at, store, change.id, sql`id = id`, sql`revoked_at is null`);
    case "add-secret":
      yield* changeRow(at, store, change.secret.key, sql`id = id`, sql`revoked_at is null`);
      yield* endSecrets(at, store, change.secret.key, change.othersUntil);
      return yield* addSecret(at, store, change.secret);
    case "revoke":
      return yield* changeRow(at, store, change.id, sql`revoked_at = ${change.at}`, sql`revoked_at is null`);
    case "purge":
      yield* changeRow(at, store, change.id, sql`id = id`, sql`revoked_at is not null`);
      yield* ask(sql`delete from ${at.secrets} where store = ${store} and key = ${change.id}`);
      yield* ask(sql`delete from ${at.keys} where store = ${store} and id = ${change.id}`);
  }
}

function* create({ keys }: Places, store: string, { key }: Creation): Steps<void> {
  yield* ask(sql`
    insert into ${keys} (store, id, app, kind, environment, name, created_at, created_by, expires_at, addresses, limits, metadata)
    values (${store}, ${key.id}, ${key.app}, ${key.kind}, ${key.environment}, ${key.name}, ${key.createdAt},
      ${key.createdBy ?? null}, ${key.expiresAt ?? null}, ${jsonOf(key.addresses)}, ${jsonOf(key.limits)},
      ${JSON.stringify(key.metadata)})`);
}

function* addSecret({ secrets }: Places, store: string, secret: SecretRecord): Steps<void> {
  const added = yield* ask(sql`
    insert into ${secrets} (store, hash, key, last_four, created_at)
    values (${store}, ${secret.hash}, ${secret.key}, ${secret.lastFour}, ${secret.createdAt})
    on conflict do nothing returning key`);
  if (added.length === 0) throw new Failure("invalid_key", "a key with this secret is there already");
}

function* endSecrets({ secrets }: Places, store: string, key: string, until: number): Steps<void> {
  yield* ask(sql`
    update ${secrets} set valid_until = ${until}
    where store = ${store} and key = ${key} and (valid_until is null or valid_until > ${until})`);
}

/** @throws Failure `unknown_key`, and `key_revoked` where the key is there and the condition does not hold */
function* changeRow(at: Places, store: string, id: string, set: SQL, condition: SQL): Steps<void> {
  const changed = yield* ask(
    sql`update ${at.keys} set ${set} where store = ${store} and id = ${id} and ${condition} returning id`,
  );
  if (changed.length > 0) return;
  const [row] = yield* ask<{ revoked_at: unknown }>(
    sql`select revoked_at from ${at.keys} where store = ${store} and id = ${id}`,
  );
  if (row === undefined) throw new Failure("unknown_key", `there is no key \`${id}\``);
  const message =
    row.revoked_at === null
      ? `the key \`${id}\` is not revoked: revoke it first`
      : `the key \`${id}\` is revoked, which is final: make a new one`;
  throw new Failure("key_revoked", message);
}

function assignments({ name, expiresAt, addresses, limits, metadata }: KeyUpdate): SQL {
  const parts = [
    sql`id = id`,
    ...(name === undefined ? [] : [sql`name = ${name}`]),
    ...(expiresAt === undefined ? [] : [sql`expires_at = ${expiresAt}`]),
    ...(addresses === undefined ? [] : [sql`addresses = ${jsonOf(addresses)}`]),
    ...(limits === undefined ? [] : [sql`limits = ${jsonOf(limits)}`]),
    ...(metadata === undefined ? [] : [sql`metadata = ${JSON.stringify(metadata)}`]),
  ];
  return sql.join(parts, sql`, `);
}
