import { AddressList } from "../addresses/address-list.ts";
import { hasKeyForm, parseKeyText } from "../format/key-format.ts";
import type { KeyRecord, Standing } from "../key.ts";
import type { FoundKey } from "../key-store.ts";
import type { Principal } from "../principal.ts";
import { isRefusal, Refusal, type RefusalReason } from "../refusal.ts";
import { keySubject } from "../system/standing.ts";
import { asksOf, standingOf, type Asks } from "./asks-of.ts";
import type { Later } from "./later.ts";
import type { Settings } from "./settings.ts";

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
    const over = this.#whyOver(found);
    if (over !== undefined) return refused(over, found.key.id);
    const standing = await standingOf(this.#settings, found.key.id);
    if (standing === undefined || standing.isDisabled) return refused("disabled", found.key.id);
    const asks = await asksOf(this.#settings, found.key.id, standing);
    if (asks === "owner_gone") return refused("owner_gone", found.key.id);
    return this.#admit(found.key, standing, asks, address);
  }

  #whyOver({ key, secret }: FoundKey): RefusalReason | undefined {
    const now = this.#settings.clock();
    if (key.revokedAt !== undefined) return "revoked";
    const until = Math.min(key.expiresAt ?? Infinity, secret.validUntil ?? Infinity);
    return until <= now ? "expired" : undefined;
  }

  /** A good key: whether it is admitted here, from there, and so soon again. */
  async #admit(
    key: KeyRecord,
    standing: Standing,
    asks: Exclude<Asks, string>,
    address: string | undefined,
  ): Promise<Principal | Refusal> {
    const { environments, clock } = this.#settings;
    const { id } = key;
    if (!environments.includes(key.environment)) return new Refusal("environment_mismatch", "environment", { key: id });
    if (key.addresses !== undefined && !this.#listOf(key.addresses).has(address)) return addressRefusal(id);
    const limited = await this.#limit(key);
    if (isRefusal(limited)) return limited;
    this.#later.used(id, clock());
    return {
      kind: key.kind === "service" ? "service" : "apikey",
      subject: keySubject(id),
      asks,
      via: "key",
      mode: standing.mode,
      ...(standing.owner !== undefined && { owner: standing.owner }),
      ...(standing.organization !== undefined && { organization: standing.organization }),
      environment: key.environment,
      key: id,
    };
  }

  async #limit({ id, limits = this.#settings.limits }: KeyRecord): Promise<Refusal | undefined> {
    if (limits.length === 0) return undefined;
    const taken = await this.#settings.limiter.take(`key:${id}`, limits);
    if (taken?.isRefused !== true) return undefined;
    return limitRefusal(taken.resetSeconds, id);
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

export function limitRefusal(retryAfterSeconds: number, key?: string): Refusal {
  const message = "Rate limit exceeded";
  return new Refusal("rate_limited", "limit", { message, retryAfterSeconds, ...(key !== undefined && { key }) });
}

export function addressRefusal(key?: string): Refusal {
  const message = "Access denied from this IP address";
  return new Refusal("forbidden", "address", { message, ...(key !== undefined && { key }) });
}

function refused(reason: RefusalReason, key?: string): Refusal {
  return new Refusal("invalid_api_key", reason, key === undefined ? {} : { key });
}
