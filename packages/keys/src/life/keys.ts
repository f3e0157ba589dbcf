import { Failure, indexModel, toSubject, type SubjectRef } from "@relata/model";
import type { AuditRow } from "../audit-row.ts";
import { importedHash } from "../hashing.ts";
import type { AuditPage, AuditPageInput, KeyChange } from "../key-store.ts";
import type { Key, KeyRecord } from "../key.ts";
import type { Principal } from "../principal.ts";
import type { Refusal } from "../refusal.ts";
import { Secret } from "../secret.ts";
import type { Organizations } from "../system/organizations.ts";
import { disabledTuple, keySubject } from "../system/standing.ts";
import { KEY_TYPE } from "../system/system-text.ts";
import { MAX_LIFE_SECONDS } from "../verifier/claims.ts";
import { Commits, type By } from "./commits.ts";
import { toUpdate, type KeyInput } from "./key-input.ts";
import { deleteNaming, tuplesNaming } from "./key-tuples.ts";
import type { Later } from "./later.ts";
import { listKeys, withStanding, type KeyListing, type ListInput } from "./list-keys.ts";
import { ManagedKeys } from "./managed-keys.ts";
import { creationOf, newSecret, type CreateInput } from "./new-key.ts";
import { orphan, ownerReturns, stopOwner, type GoneOptions, type OwnerGone } from "./owner-gone.ts";
import type { Settings } from "./settings.ts";
import { Verification, type Place } from "./verification.ts";

/** A key with its secret, which nobody can read again. */
export interface CreatedKey {
  readonly key: Key;
  readonly secret: Secret;
}

export interface RotateOptions extends By {
  /** How long the secrets before go on, never past the key's own end. Default: 0. */
  readonly graceSeconds?: number;
}

export interface SwitchOptions extends By {
  /** The owner, where it is the owner who does it. */
  readonly byOwner?: SubjectRef;
}

/** A key whose secret another system made, and of which only the hash is known. */
export interface ImportInput extends CreateInput {
  /** SHA-256 of the secret: hex, base64 or base64url. */
  readonly hash: string;
  /** The end of the secret, for people. Default: `????`. */
  readonly lastFour?: string;
}

/**
 * The life of keys, for whoever may do everything: the application itself, and its operator. Callers of an application get
 * `as(principal)`, which asks the engine first.
 *
 * Law: a key and its tuples change in one transaction. The id of a key, and so every decision about it, outlives its secrets.
 */
export class Keys {
  readonly organizations: Organizations;
  readonly #settings: Settings;
  readonly #commits: Commits;
  readonly #later: Later;
  readonly #verification: Verification;

  constructor(settings: Settings, later: Later) {
    this.#settings = settings;
    this.organizations = settings.organizations;
    this.#commits = new Commits(settings);
    this.#later = later;
    this.#verification = new Verification(settings, later);
  }

  /**
   * Makes a key and writes its tuples.
   *
   * @throws Failure `invalid_key`, and as `relata.write`; `precondition_failed` where the owner is gone, or another precondition fails
   */
  async create(input: CreateInput): Promise<CreatedKey> {
    const { record, tuples } = creationOf(this.#settings, input);
    const { text, record: secret } = newSecret(this.#settings, record);
    const changes: KeyChange[] = [{ kind: "create", key: record, secret }];
    const { id: key } = record;
    await this.#commits.commit({ event: "create", key, lastFour: secret.lastFour, ...who(input), changes, tuples });
    return { key: await this.get(key), secret: new Secret(text) };
  }

  /** The same of a key of another system. @throws Failure as `create`, and `invalid_key` where the hash is there already */
  async import(input: ImportInput): Promise<Key> {
    const { record, tuples } = creationOf(this.#settings, input);
    const { id: key } = record;
    const { lastFour = "????" } = input;
    if (!/^[\x21-\x7e]{4}$/.test(lastFour)) throw new Failure("invalid_key", "`lastFour` is four characters");
    const secret = { key, hash: importedHash(input.hash), lastFour, createdAt: record.createdAt };
    const changes: KeyChange[] = [{ kind: "create", key: record, secret }];
    await this.#commits.commit({ event: "import", key, lastFour, ...who(input), changes, tuples });
    return this.get(key);
  }

  /** @throws Failure `unknown_key` */
  async get(id: string): Promise<Key> {
    return withStanding(this.#settings, await this.#record(id));
  }

  /** A page of keys. @throws Failure `invalid_question` */
  list(input: ListInput = {}): Promise<KeyListing> {
    return listKeys(this.#settings, input);
  }

  /** @throws Failure `unknown_key`, `key_revoked`, `invalid_key` */
  async update(id: string, input: KeyInput & By): Promise<Key> {
    const { life, clock } = this.#settings;
    const set = toUpdate(input, life, clock());
    // Why: a token that was made before would outlive the key. Those that are made from now on do not.
    const endsSoon = (set.expiresAt ?? Infinity) < clock() + MAX_LIFE_SECONDS * 1_000;
    const stops = endsSoon ? { stops: [keySubject(id)], stopped: [id] } : {};
    const changes: KeyChange[] = [{ kind: "update", id, set }];
    await this.#commits.commit({ event: "update", key: id, ...who(input), changes, ...stops });
    return this.get(id);
  }

  /** Switches the key off. @throws Failure `unknown_key`, `key_revoked` */
  async disable(id: string, { byOwner, ...by }: SwitchOptions = {}): Promise<void> {
    const tuples = { touch: [disabledTuple(id, byOwner)] };
    const changes: KeyChange[] = [{ kind: "alive", id }];
    await this.#commits.commit({ event: "disable", key: id, ...who(by), changes, tuples, stops: [keySubject(id)] });
  }

  /** Switches it on, whoever switched it off; with `byOwner`, only if that was the owner. @throws Failure as `disable` */
  async enable(id: string, { byOwner, ...by }: SwitchOptions = {}): Promise<void> {
    const { relata } = this.#settings;
    const all = await relata.tuples({ object: { type: KEY_TYPE, id }, relation: "disabled" });
    const tuples = { delete: byOwner === undefined ? all.tuples : [disabledTuple(id, byOwner)] };
    await this.#commits.commit({ event: "enable", key: id, ...who(by), changes: [{ kind: "alive", id }], tuples });
  }

  /**
   * A new secret for the key, whose id, tuples and decisions stay.
   *
   * @throws Failure `unknown_key`, `key_revoked`, `invalid_key`
   */
  async rotate(id: string, { graceSeconds = 0, ...by }: RotateOptions = {}): Promise<CreatedKey> {
    if (!Number.isFinite(graceSeconds) || graceSeconds < 0) {
      throw new Failure("invalid_key", "`graceSeconds` is a number of seconds, from 0 on");
    }
    const record = await this.#record(id);
    const now = this.#settings.clock();
    if (record.expiresAt !== undefined && record.expiresAt <= now) {
      throw new Failure("invalid_key", `the key \`${id}\` has expired: give it a later end first`);
    }
    const othersUntil = Math.min(now + graceSeconds * 1_000, record.expiresAt ?? Infinity);
    const { text, record: secret } = newSecret(this.#settings, record);
    const changes: KeyChange[] = [{ kind: "add-secret", secret, othersUntil }];
    await this.#commits.commit({ event: "rotate", key: id, lastFour: secret.lastFour, ...who(by), changes });
    return { key: await this.get(id), secret: new Secret(text) };
  }

  /** Ends the key for good; its row and tuples stay. @throws Failure `unknown_key`, `key_revoked` */
  async revoke(id: string, by: By = {}): Promise<void> {
    const changes: KeyChange[] = [{ kind: "revoke", id, at: this.#settings.clock() }];
    await this.#commits.commit({ event: "revoke", key: id, ...who(by), changes, stops: [keySubject(id)] });
  }

  /**
   * Deletes a revoked key: its row, and every tuple that names it. What was its own is disabled, and is then nobody's.
   *
   * @throws Failure `unknown_key`, `key_revoked`
   */
  async purge(id: string, by: By = {}): Promise<void> {
    const { relata } = this.#settings;
    const { revokedAt } = await this.#record(id);
    if (revokedAt !== undefined) await orphan(this.#settings, this.#commits, id, by);
    const tuples = { delete: await tuplesNaming(relata, id) };
    const changes: KeyChange[] = [{ kind: "purge", id }];
    await this.#commits.commit({ event: "purge", key: id, ...who(by), changes, tuples, stops: [keySubject(id)] });
    await deleteNaming(relata, id);
  }

  /**
   * Says that an owner was deleted or disabled: keys that act for it stop at once, and its own ones are disabled.
   *
   * @throws Failure `invalid_reference`, `not_admitted`
   */
  ownerGone(owner: string | SubjectRef, options: GoneOptions = {}): Promise<OwnerGone> {
    return stopOwner(this.#settings, this.#commits, this.#subject(owner), options);
  }

  /** Takes `ownerGone` back for what acts for the owner; disabled keys stay disabled. */
  ownerReturns(owner: string | SubjectRef, by: By = {}): Promise<void> {
    return ownerReturns(this.#commits, this.#subject(owner), by);
  }

  /** Who is calling with the key, and who is not. Notes no attempt: an `Authentication` does. */
  verify(secret: Secret | string, address?: Place): Promise<Principal | Refusal> {
    return this.#verification.verify(typeof secret === "string" ? secret : secret.reveal(), address);
  }

  /** The same of whoever shows a token that was made of the key: by the key as it is now. */
  principalOf(id: string, address?: Place): Promise<Principal | Refusal> {
    return this.#verification.principalOf(id, address);
  }

  /** Whether the text is meant as a key, good or bad. */
  recognises(text: string): boolean {
    return this.#verification.recognises(text);
  }

  /** The same for a caller: what the engine says that it may do. */
  as(principal: Principal): ManagedKeys {
    return new ManagedKeys(this, this.#settings, principal);
  }

  /** Attempts and changes, newest first. Attempts stand there within a second. */
  async audit(page: Partial<AuditPageInput> = {}): Promise<AuditPage> {
    return this.#settings.store.audit({ limit: 100, ...page });
  }

  /** Notes a row of the audit, off the path of the request. */
  note(row: AuditRow): void {
    this.#later.row(row);
  }

  /** Rows that wait to be noted: where this grows, the store does not answer. */
  get waitingRows(): number {
    return this.#later.waitingRows;
  }

  /** Notes what waits. @throws Failure as the store has */
  flush(): Promise<void> {
    return this.#later.flush();
  }

  /** Notes what waits, and frees the database. The engine stays open. */
  async close(): Promise<void> {
    await this.#later.flush();
    await this.#settings.store.close();
  }

  async #record(id: string): Promise<KeyRecord> {
    const record = await this.#settings.store.get(id);
    if (record !== undefined) return record;
    throw new Failure("unknown_key", `there is no key \`${id}\``);
  }

  #subject(owner: string | SubjectRef): SubjectRef {
    return toSubject(indexModel(this.#settings.relata.model), owner);
  }
}

function who({ by }: By): By {
  return by === undefined ? {} : { by };
}
