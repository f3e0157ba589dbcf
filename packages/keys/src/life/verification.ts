import { AddressList } from "../addresses/address-list.ts";
import { hasKeyForm, parseKeyText } from "../format/key-format.ts";
import type { KeyRecord, Limit, Standing } from "../key.ts";
import type { MaybePromise } from "../key-store.ts";
import type { Taken } from "../limits/limiter.ts";
import type { Principal, Via } from "../principal.ts";
import { isRefusal, Refusal, type RefusalReason } from "../refusal.ts";
import { Reading } from "../system/reading.ts";
import { keySubject, readStanding } from "../system/standing.ts";
import { asksOf, type Acting } from "./asks-of.ts";
import { KnownKeys, type KnownKey } from "./known-keys.ts";
import type { Later } from "./later.ts";
import type { Settings } from "./settings.ts";

/** Instead of an address: of who asks about a key and does not use it. Its addresses and limits, and when it was used, stay out of it. */
export const ANYWHERE = Symbol("anywhere");

/** Where a key is shown from. */
export type Place = string | typeof ANYWHERE | undefined;

/** How a key came: itself, with the end of that secret, or by a token. */
interface Shown {
  readonly via: Via;
  readonly address: Place;
  readonly validUntil?: number | undefined;
}

/** What its row and its tuples say of a key that is good. */
type Stands = Omit<KnownKey, "validUntil" | "mark">;

/** Whether a key is good, here and now, and who is calling with it. */
export class Verification {
  readonly #settings: Settings;
  readonly #later: Later;
  readonly #known: KnownKeys;
  /** Lists are made once for each key's text of them. */
  readonly #addresses = new Map<string, AddressList>();

  constructor(settings: Settings, later: Later) {
    this.#settings = settings;
    this.#later = later;
    this.#known = new KnownKeys(settings.knownKeys);
  }

  /** Whether the text is meant as a key, good or bad: by its form, so that nothing is read. */
  recognises(text: string): boolean {
    return hasKeyForm(text) || this.#isForeign(text);
  }

  /**
   * Who is calling; or why not. Cost: one search by hash, one or two reads of tuples, and no write; while nothing was committed since,
   * one look at the mark of the store instead. Where the checksum is wrong, nothing is read at all.
   */
  async verify(text: string, address: Place): Promise<Principal | Refusal> {
    const name = this.#known.nameOf(text);
    const known = name === undefined ? undefined : this.#knownNow(name);
    // Why awaited here: each promise between would be one more for each request.
    if (known === undefined || (await this.#settings.store.mark?.()) !== known.mark) {
      return this.#find(text, address, name);
    }
    const shown = { via: "key", address, validUntil: known.validUntil } as const;
    const over = this.#whyOver(known.key, shown);
    return over === undefined ? this.#admit(known, shown) : refused(over, known.key.id);
  }

  /** The same of whoever shows a token of the key: it stands and falls with the key, as that is now. */
  async principalOf(id: string, address: Place): Promise<Principal | Refusal> {
    const key = await this.#settings.store.get(id);
    if (key === undefined) return refused("unknown", id);
    const shown = { via: "token", address } as const;
    const standing = await this.#standingOf(key, shown);
    return isRefusal(standing) ? standing : this.#admit(standing, shown);
  }

  async #find(text: string, address: Place, name: string | undefined): Promise<Principal | Refusal> {
    const { store, hashing } = this.#settings;
    if (parseKeyText(text) === undefined && !this.#isForeign(text)) return refused("malformed");
    const found = await store.find(hashing.candidates(text));
    if (found === undefined || !hashing.matches(found.secret.hash, text)) return refused("unknown");
    const { key, mark } = found;
    const { validUntil } = found.secret;
    const shown = { via: "key", address, validUntil } as const;
    const standing = await this.#standingOf(key, shown);
    if (isRefusal(standing)) return standing;
    if (name !== undefined && mark !== undefined) this.#known.keep(name, { ...standing, validUntil, mark });
    return this.#admit(standing, shown);
  }

  /** What is known of it, if no window has opened or closed since. Whether anything was committed since, the mark of the store says. */
  #knownNow(name: string): KnownKey | undefined {
    const known = this.#known.get(name);
    const now = this.#settings.clock();
    return known !== undefined && now >= known.since && now < known.until ? known : undefined;
  }

  async #standingOf(key: KeyRecord, shown: Shown): Promise<Stands | Refusal> {
    const over = this.#whyOver(key, shown);
    if (over !== undefined) return refused(over, key.id);
    const { relata, clock } = this.#settings;
    const at = new Reading(clock());
    const standing = await readStanding(relata, key.id, at);
    if (standing === undefined || standing.isDisabled) return refused("disabled", key.id);
    const acting = await asksOf(this.#settings, at, { id: key.id, standing });
    if (acting === "owner_gone") return refused("owner_gone", key.id);
    const principal = principalOf(key, standing, acting, shown.via);
    return { key, principal, since: at.now, until: Math.min(at.until, acting.endsAt) };
  }

  #whyOver(key: KeyRecord, { validUntil = Infinity }: Shown): RefusalReason | undefined {
    if (key.revokedAt !== undefined) return "revoked";
    const until = Math.min(key.expiresAt ?? Infinity, validUntil);
    return until <= this.#settings.clock() ? "expired" : undefined;
  }

  /** A good key: whether it is admitted here, from there, and so soon again. */
  #admit({ key, principal }: Stands, { address }: Shown): MaybePromise<Principal | Refusal> {
    const { id, addresses, limits = this.#settings.limits } = key;
    if (!this.#settings.environments.includes(key.environment)) {
      return new Refusal("environment_mismatch", "environment", { key: id });
    }
    if (address === ANYWHERE) return principal;
    if (addresses !== undefined && !this.#listOf(addresses).has(address)) return addressRefusal(id);
    if (limits.length > 0) return this.#admitWithin(limits, id, principal);
    this.#later.used(id, this.#settings.clock());
    return principal;
  }

  async #admitWithin(limits: readonly Limit[], id: string, principal: Principal): Promise<Principal | Refusal> {
    const taken = await this.#settings.limiter.take(`key:${id}`, limits);
    if (taken?.isRefused === true) return limitRefusal(taken, id);
    this.#later.used(id, this.#settings.clock());
    return taken === undefined ? principal : { ...principal, taken };
  }

  #listOf(ranges: readonly string[]): AddressList {
    const name = ranges.join(" ");
    const list = this.#addresses.get(name) ?? new AddressList(ranges);
    this.#addresses.set(name, list);
    return list;
  }

  #isForeign(text: string): boolean {
    const { foreign } = this.#settings;
    return foreign !== undefined && text.search(foreign) !== -1;
  }
}

function principalOf(key: KeyRecord, standing: Standing, acting: Acting, via: Via): Principal {
  const endsAt = Math.min(acting.endsAt, key.expiresAt ?? Infinity);
  return {
    kind: key.kind === "service" ? "service" : "apikey",
    subject: keySubject(key.id),
    asks: acting.asks,
    via,
    mode: standing.mode,
    ...(standing.owner !== undefined && { owner: standing.owner }),
    ...(standing.organization !== undefined && { organization: standing.organization }),
    environment: key.environment,
    key: key.id,
    ...(endsAt !== Infinity && { endsAt }),
  };
}

export function limitRefusal(taken: Taken, key?: string): Refusal {
  const { resetSeconds: retryAfterSeconds } = taken;
  return new Refusal("rate_limited", "limit", { retryAfterSeconds, taken, ...(key !== undefined && { key }) });
}

export function addressRefusal(key?: string): Refusal {
  const message = "Access denied from this IP address";
  return new Refusal("forbidden", "address", { message, ...(key !== undefined && { key }) });
}

function refused(reason: RefusalReason, key?: string): Refusal {
  return new Refusal("invalid_api_key", reason, key === undefined ? {} : { key });
}
