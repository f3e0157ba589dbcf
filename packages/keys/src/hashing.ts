import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { Failure } from "@relata/model";

/**
 * Secrets that the server alone has, by version. A copy of the database without them is of no use; a version that is left out
 * ends every key that was hashed with it.
 */
export interface Peppers {
  /** The version that new secrets are hashed with. */
  readonly current: string;
  /** Each at least 32 characters. */
  readonly versions: Readonly<Record<string, string>>;
}

const PLAIN = "sha256";
const VERSION = /^[a-z0-9]{1,16}$/;
const SHORTEST = 32;

/** How secrets become what is stored: HMAC-SHA-256 under a versioned pepper, or SHA-256 where there is none. */
export class Hashing {
  readonly #peppers: Peppers | undefined;

  /** @throws Failure `invalid_key` for a pepper that is too short, or a current version that is not there */
  constructor(peppers: Peppers | undefined) {
    if (peppers !== undefined) checkPeppers(peppers);
    this.#peppers = peppers;
  }

  /** What a new secret is stored as. */
  of(text: string): string {
    const { current, versions } = this.#peppers ?? { current: PLAIN, versions: {} };
    return hash(text, current, versions[current]);
  }

  /** What a secret may have been stored as: under each pepper, and without one, as imported ones are. */
  candidates(text: string): readonly string[] {
    const versions = Object.entries(this.#peppers?.versions ?? {});
    return [hash(text, PLAIN, undefined), ...versions.map(([version, pepper]) => hash(text, version, pepper))];
  }

  /** Whether the text is what was stored, in a time that does not tell how much of it is. */
  matches(stored: string, text: string): boolean {
    const version = stored.slice(0, stored.indexOf(":"));
    const pepper = this.#peppers?.versions[version];
    if (pepper === undefined && version !== PLAIN) return false;
    const [expected, found] = [Buffer.from(stored), Buffer.from(hash(text, version, pepper))];
    return expected.length === found.length && timingSafeEqual(expected, found);
  }
}

/**
 * A SHA-256 that another system stored, as ours is: hex, base64 or base64url, padded or not.
 *
 * @throws Failure `invalid_key`
 */
export function importedHash(text: string): string {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64url");
  if (bytes.length === 32 && /^([0-9a-f]{64}|[A-Za-z0-9+/_-]{43}=?)$/i.test(text)) {
    return `${PLAIN}:${bytes.toString("base64url")}`;
  }
  throw new Failure("invalid_key", "a hash is a SHA-256 in hex, base64 or base64url: this one is not");
}

function hash(text: string, version: string, pepper: string | undefined): string {
  const digest = pepper === undefined ? createHash("sha256") : createHmac("sha256", pepper);
  return `${version}:${digest.update(text).digest("base64url")}`;
}

function checkPeppers({ current, versions }: Peppers): void {
  for (const [version, pepper] of Object.entries(versions)) {
    if (!VERSION.test(version) || version === PLAIN) {
      const message = `\`${version}\` names no version of a pepper: give small letters and digits, 16 at the most`;
      throw new Failure("invalid_key", message);
    }
    if (pepper.length < SHORTEST) {
      throw new Failure("invalid_key", `the pepper \`${version}\` is shorter than ${SHORTEST} characters`);
    }
  }
  if (!Object.hasOwn(versions, current)) {
    throw new Failure("invalid_key", `there is no pepper of the current version \`${current}\``);
  }
}
