import { AddressList } from "../addresses/address-list.ts";
import { hasKeyForm, parseKeyText } from "../format/key-format.ts";
import type { KeyRecord, Standing } from "../key.ts";
import type { Taken } from "../limits/limiter.ts";
import type { Principal, Via } from "../principal.ts";
import { Refusal, type RefusalReason } from "../refusal.ts";
import { keySubject, readStanding } from "../system/standing.ts";
import { asksOf, type Acting } from "./asks-of.ts";
import type { Later } from "./later.ts";
import type { Settings } from "./settings.ts";

/** How a key came: itself, with the end of that secret, or by a token. */
interface Shown {
  readonly via: Via;
  readonly address: string | undefined;
  readonly validUntil?: number | undefined;
}

/** Whether a key is good, here and now, and who is calling with it. */
export class Verification {
  readonly #settings: Settings;
  readonly #later: Later;
  /** Lists are made once for each key's text of them. */
  readonly #addresses = new Map<string, AddressList>();

  constructor(settings: Settings, later: Later) {
    this.#settings = settings;
    this.#later = later;
  }

  /** Whether the text is meant as a key, good or bad: by its form, so that nothing is read. */
  recognises(text: string): boolean {
    return hasKeyForm(text) || this.#isForeign(text);
  }

  /**
   * Who is calling; or why not. Cost: one search by hash, one or two reads of tuples, and no write. Where the checksum is wrong,
   * nothing is read at all.
   */
  async verify(text: string, address: string | undefined): Promise<Principal | Refusal> {
    const { store, hashing } = this.#settings;
    if (parseKeyText(text) === undefined && !this.#isForeign(text)) return refused("malformed");
    const found = await store.find(hashing.candidates(text));
    if (found === undefined || !hashing.matches(found.secret.hash, text)) return refused("unknown");
    return this.#judge(found.key, { via: "key", address, validUntil: found.secret.validUntil });
  }

  /** The same of whoever shows a token of the key: it stands and falls with the key, as that is now. */
  async principalOf(id: string, address: string | undefined): Promise<Principal | Refusal> {
    const key = await this.#settings.store.get(id);
    return key === undefined ? refused("unknown", id) : this.#judge(key, { via: "token", address });
  }

  async #judge(key: KeyRecord, shown: Shown): Promise<Principal | Refusal> {
    const over = this.#whyOver(key, shown);
    if (over !== undefined) return refused(over, key.id);
    const { relata, clock } = this.#settings;
    const standing = await readStanding(relata, key.id, clock());
    if (standing === undefined || standing.isDisabled) return refused("disabled", key.id);
    const acting = await asksOf(this.#settings, key.id, standing);
    if (acting === "owner_gone") return refused("owner_gone", key.id);
    return this.#admit(key, standing, acting, shown);
  }

  #whyOver(key: KeyRecord, { validUntil = Infinity }: Shown): RefusalReason | undefined {
    if (key.revokedAt !== undefined) return "revoked";
    const until = Math.min(key.expiresAt ?? Infinity, validUntil);
    return until <= this.#settings.clock() ? "expired" : undefined;
  }

  /** A good key: whether it is admitted here, from there, and so soon again. */
  async #admit(
    key: KeyRecord,
    standing: Standing,
    acting: Acting,
    { via, address }: Shown,
  ): Promise<Principal | Refusal> {
    const { environments, clock } = this.#settings;
    const { id } = key;
    if (!environments.includes(key.environment)) return new Refusal("environment_mismatch", "environment", { key: id });
    if (key.addresses !== undefined && !this.#listOf(key.addresses).has(address)) return addressRefusal(id);
    const taken = await this.#take(key);
    if (taken?.isRefused === true) return limitRefusal(taken, id);
    this.#later.used(id, clock());
    const endsAt = Math.min(acting.endsAt, key.expiresAt ?? Infinity);
    return {
      kind: key.kind === "service" ? "service" : "apikey",
      subject: keySubject(id),
      asks: acting.asks,
      via,
      mode: standing.mode,
      ...(standing.owner !== undefined && { owner: standing.owner }),
      ...(standing.organization !== undefined && { organization: standing.organization }),
      environment: key.environment,
      key: id,
      ...(endsAt !== Infinity && { endsAt }),
      ...(taken !== undefined && { taken }),
    };
  }

  async #take({ id, limits = this.#settings.limits }: KeyRecord): Promise<Taken | undefined> {
    return limits.length === 0 ? undefined : this.#settings.limiter.take(`key:${id}`, limits);
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
