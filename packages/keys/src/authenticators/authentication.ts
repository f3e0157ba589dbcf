import { formatSubject } from "@relata/model";
import { AddressList } from "../addresses/address-list.ts";
import { clientAddress } from "../addresses/client-address.ts";
import type { AuditRow } from "../audit-row.ts";
import type { Authenticator, Presented } from "../authenticator.ts";
import { credentialOf, type CredentialOptions } from "../credentials.ts";
import { hasKeyForm, looksLikeKey } from "../format/key-format.ts";
import type { MaybePromise } from "../key-store.ts";
import type { Limit } from "../key.ts";
import { addressRefusal, limitRefusal } from "../life/verification.ts";
import type { Limiter } from "../limits/limiter.ts";
import { memoryLimiter } from "../limits/memory-limiter.ts";
import type { Principal } from "../principal.ts";
import { isRefusal, Refusal } from "../refusal.ts";
import type { RequestFacts } from "../request-facts.ts";
import { withoutSecrets } from "../without-secrets.ts";

export interface AuthenticationOptions extends CredentialOptions {
  /** In their order: the first that recognises what is presented has the last word. */
  readonly authenticators: readonly Authenticator[];
  /** Addresses that requests are taken from. Default: all. */
  readonly addresses?: readonly string[];
  /** Proxies whose `X-Forwarded-For` is believed. Default: none, and the address is the socket's. */
  readonly trustedProxies?: readonly string[];
  /** How often an address may fail. Default: 20 a minute. */
  readonly failures?: readonly Limit[];
  /** Where failures are counted. Default: in memory. */
  readonly limiter?: Limiter;
  /** Told of every attempt, good or bad: `keys.note`, or another. */
  readonly note?: (row: AuditRow) => void;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

const FAILURES: readonly Limit[] = [{ limit: 20, windowSeconds: 60 }];

/** Who is calling: asked once for each request, before anything else of it is looked at. */
export class Authentication {
  readonly #options: AuthenticationOptions;
  readonly #limiter: Limiter;
  readonly #addresses: AddressList | undefined;
  readonly #proxies: AddressList;

  /** @throws Failure `invalid_key` for addresses that are none */
  constructor(options: AuthenticationOptions) {
    const { addresses = ["*"], trustedProxies = [], limiter = memoryLimiter() } = options;
    this.#options = options;
    this.#limiter = limiter;
    this.#addresses = addresses.includes("*") ? undefined : new AddressList(addresses);
    this.#proxies = new AddressList(trustedProxies);
  }

  /**
   * The principal of the request, or why it has none. A bad credential never falls through to another method.
   *
   * @throws Failure where nobody can tell: the store or an issuer did not answer
   */
  async authenticate(request: RequestFacts): Promise<Principal | Refusal> {
    const address = clientAddress(request, this.#proxies);
    const facts =
      address === request.address ? request : { ...request, headers: request.headers, ...withAddress(address) };
    const credential = credentialOf(facts, this.#options);
    const text = credential === undefined || isRefusal(credential) ? "" : credential.secret.reveal();
    const answer = isRefusal(credential)
      ? credential
      : await this.#decide({ request: facts, ...(credential !== undefined && { credential }) }, address);
    this.#note(answer, facts, text);
    return answer;
  }

  async #decide(presented: Presented, address: string | undefined): Promise<Principal | Refusal> {
    if (this.#addresses?.has(address) === false) return addressRefusal();
    const { failures = FAILURES } = this.#options;
    const name = `failed:${address ?? "unknown"}`;
    const looked = this.#limiter.take(name, failures, 0);
    // Why: it is asked at each request, and in memory it is known at once.
    const before = looked instanceof Promise ? await looked : looked;
    if (before?.isRefused === true) return limitRefusal(before);
    const answer = await this.#ask(presented);
    // Only what looks for a good credential counts: who has one and is not admitted here does not guess.
    if (isRefusal(answer) && GUESSES.has(answer.code)) await this.#limiter.take(name, failures, 1);
    return answer;
  }

  #ask(presented: Presented): MaybePromise<Principal | Refusal> {
    for (const authenticator of this.#options.authenticators) {
      if (authenticator.recognises(presented)) return authenticator.authenticate(presented);
    }
    if (presented.credential === undefined) return new Refusal("missing_api_key", "credentials");
    const { credential } = presented;
    const code = credential.from === "header" ? "invalid_api_key" : "unauthorized";
    return new Refusal(code, "unknown");
  }

  #note(answer: Principal | Refusal, { address, headers, route, requestId }: RequestFacts, text: string): void {
    const { note, clock = Date.now } = this.#options;
    if (note === undefined) return;
    const agent = headers.get("user-agent");
    // Why field by field: it is made for each request, and every part that may be absent would be an object of its own.
    const row: Building = { at: clock(), event: "attempt", outcome: isRefusal(answer) ? "refused" : "allowed" };
    if (isRefusal(answer)) row.reason = answer.reason;
    else row.by = formatSubject(answer.subject);
    if (answer.key !== undefined) row.key = answer.key;
    // Of what is no key, nothing: the end of a short password is too much of it. Of one that is good, the form is enough.
    if (isRefusal(answer) ? looksLikeKey(text) : hasKeyForm(text)) row.lastFour = text.slice(-4);
    if (address !== undefined) row.address = address;
    if (agent !== null && agent !== undefined) row.agent = withoutSecrets(agent.slice(0, LONGEST_TEXT));
    if (requestId !== undefined) row.requestId = withoutSecrets(requestId.slice(0, LONGEST_TEXT));
    if (route !== undefined) row.route = withoutQuery(route);
    note(row);
  }
}

type Building = { -readonly [K in keyof AuditRow]: AuditRow[K] };

const GUESSES: ReadonlySet<string> = new Set(["invalid_api_key", "invalid_token", "unauthorized"]);
const LONGEST_TEXT = 256;

/** Callers put credentials where they do not belong: nothing behind a `?` is kept, nor what is as long as one. */
function withoutQuery(text: string): string {
  if (withoutSecrets(text) === text && !text.includes("?")) return text;
  const [path = ""] = text.slice(0, LONGEST_TEXT).split("?");
  // Each part of a path by itself, since a whole one is longer than a key.
  return path.split("/").map(withoutSecrets).join("/");
}

function withAddress(address: string | undefined): { readonly address?: string } {
  return address === undefined ? {} : { address };
}
