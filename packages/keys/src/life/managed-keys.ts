import { Failure, formatSubject, sameSubject } from "@relata/model";
import type { Key } from "../key.ts";
import type { Principal } from "../principal.ts";
import { subjectOf } from "../subject-of.ts";
import { ROOT } from "../system/system-text.ts";
import type { KeyInput } from "./key-input.ts";
import { isReserved, tupleOf } from "./key-tuples.ts";
import type { CreatedKey, ImportInput, Keys, RotateOptions, SwitchOptions } from "./keys.ts";
import type { KeyListing, ListInput } from "./list-keys.ts";
import type { CreateInput } from "./new-key.ts";
import type { Settings } from "./settings.ts";

/**
 * The life of keys for a caller. What it makes is delegated to it, or inherits from it where the house says so (`mintedMode`), so that
 * it can never do more than the caller can at that moment; the owner is the caller, whatever is asked for. Administrators (`system:root#admin`) may do all; `key_admin` may look
 * at, change and stop the keys of others, but neither make keys for them nor read a secret of theirs.
 *
 * Why rights are not compared when a key is made: one that is banned from what it could see would make a key that sees it.
 */
export class ManagedKeys {
  readonly #keys: Keys;
  readonly #settings: Settings;
  readonly #principal: Principal;

  constructor(keys: Keys, settings: Settings, principal: Principal) {
    this.#keys = keys;
    this.#settings = settings;
    this.#principal = principal;
  }

  /** @throws Failure `forbidden`, and as `Keys.create` */
  async create(input: CreateInput): Promise<CreatedKey> {
    if (await this.#holds("admin")) return this.#keys.create({ ...input, by: this.#principal.subject });
    return this.#keys.create(await this.#delegated(input));
  }

  /** For administrators. @throws Failure `forbidden`, and as `Keys.import` */
  async import(input: ImportInput): Promise<Key> {
    await this.#require("admin");
    return this.#keys.import({ ...input, by: this.#principal.subject });
  }

  /** The caller's own keys; for `key_admin`, all. @throws Failure `invalid_question` */
  async list(input: ListInput = {}): Promise<KeyListing> {
    if (await this.#holds("manage_keys")) return this.#keys.list(input);
    const { owner = this.#principal.subject } = input;
    const isOwn = formatted(owner) === formatSubject(this.#principal.subject);
    if (!isOwn) throw forbidden("the keys of others are for `key_admin` to see");
    return this.#keys.list({ ...input, owner: this.#principal.subject });
  }

  /** @throws Failure `unknown_key`: also where it is another's, so that nobody learns which keys there are */
  async get(id: string): Promise<Key> {
    const key = await this.#keys.get(id);
    if (this.#owns(key) || (await this.#holds("manage_keys"))) return key;
    throw unknown(id);
  }

  /** @throws Failure as `Keys.update`, and `forbidden` for limits of one's own */
  async update(id: string, input: KeyInput): Promise<Key> {
    await this.get(id);
    if (input.limits !== undefined) await this.#require("manage_keys");
    return this.#keys.update(id, { ...input, by: this.#principal.subject });
  }

  /** @throws Failure as `Keys.disable` */
  async disable(id: string): Promise<void> {
    await this.get(id);
    await this.#keys.disable(id, await this.#switching());
  }

  /** What the house has disabled stays so, unless `key_admin` asks. @throws Failure as `Keys.enable` */
  async enable(id: string): Promise<void> {
    await this.get(id);
    await this.#keys.enable(id, await this.#switching());
  }

  /** One's own alone, or an administrator's: it answers a secret. @throws Failure as `Keys.rotate`, and `forbidden` */
  async rotate(id: string, options: RotateOptions = {}): Promise<CreatedKey> {
    const key = await this.get(id);
    if (!this.#owns(key)) await this.#require("admin");
    return this.#keys.rotate(id, { ...options, by: this.#principal.subject });
  }

  /** @throws Failure as `Keys.revoke` */
  async revoke(id: string): Promise<void> {
    await this.get(id);
    await this.#keys.revoke(id, { by: this.#principal.subject });
  }

  /** @throws Failure as `Keys.purge` */
  async purge(id: string): Promise<void> {
    await this.get(id);
    await this.#keys.purge(id, { by: this.#principal.subject });
  }

  async #switching(): Promise<SwitchOptions> {
    const { subject } = this.#principal;
    return (await this.#holds("manage_keys")) ? { by: subject } : { by: subject, byOwner: subject };
  }

  async #delegated(input: CreateInput): Promise<CreateInput> {
    const { kind, subject, organization, environment } = this.#principal;
    const { minters, mintedMode, organizations } = this.#settings;
    if (!minters.includes(kind)) throw forbidden(`a caller of the kind \`${kind}\` makes no keys`);
    const { kind: asked = "api", mode = mintedMode, owner = subject, limits, tuples = [] } = input;
    if (asked !== "api") throw forbidden(`a key of the kind \`${asked}\` is for administrators to make`);
    if (mode !== "delegated" && mode !== mintedMode)
      throw forbidden(`a key of mode \`${mode}\` is for administrators to make: leave \`mode\` out`);
    if (formatted(owner) !== formatSubject(subject))
      throw forbidden("the owner of a key is who makes it: leave `owner` out");
    if (limits !== undefined) throw forbidden("`limits` of a key are for administrators to set");
    if (environment !== undefined && (input.environment ?? environment) !== environment) {
      throw forbidden(`a \`${environment}\` key makes no key of another environment`);
    }
    if (tuples.some((tuple) => isReserved(tupleOf("", tuple)))) {
      throw forbidden("roles of the house are for administrators to give");
    }
    const belongs = input.organization ?? organization;
    if (belongs !== undefined && !(await organizations.admits(this.#principal, belongs))) {
      throw forbidden("a key can only be made for an organization that the caller belongs to");
    }
    return {
      ...input,
      mode,
      owner: subject,
      by: subject,
      ...(environment !== undefined && { environment }),
      ...(belongs !== undefined && { organization: belongs }),
    };
  }

  /** Whether it is the caller's. A key that acts for its owner has no hand in the owner's other keys. */
  #owns({ owner }: Key): boolean {
    return owner !== undefined && sameSubject(owner, this.#principal.subject);
  }

  #holds(relation: string): Promise<boolean> {
    return this.#settings.relata.can(subjectOf(this.#principal), relation, ROOT);
  }

  async #require(relation: string): Promise<void> {
    if (!(await this.#holds(relation))) throw forbidden(`this takes \`${relation}\` of \`system:root:main\``);
  }
}

function formatted(subject: CreateInput["owner"]): string {
  if (subject === undefined) return "";
  return typeof subject === "string" ? subject : formatSubject(subject);
}

function forbidden(message: string): Failure {
  return new Failure("forbidden", message);
}

function unknown(id: string): Failure {
  return new Failure("unknown_key", `there is no key \`${id}\``);
}
