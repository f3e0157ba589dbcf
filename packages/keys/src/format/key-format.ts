import { crc32 } from "node:zlib";
import { ENVIRONMENTS, KEY_KINDS, type Environment, type KeyKind } from "../key.ts";
import { BASE62, toBase62 } from "./base62.ts";

/** What a key says of itself: nothing is believed of it but that it was not mistyped. */
export interface KeyParts {
  readonly app: string;
  readonly kind: KeyKind;
  readonly environment: Environment;
}

const SECRET_BYTES = 32;
const SECRET_DIGITS = 43;
const CHECKSUM_DIGITS = 6;

/** How the names of applications begin keys: letters, digits and `_`, 24 at the most. */
export const APP_PATTERN = /^[A-Za-z][A-Za-z0-9_]{0,23}$/;

const BODY = `(${KEY_KINDS.join("|")})_(${ENVIRONMENTS.join("|")})_[0-9A-Za-z]{${SECRET_DIGITS + CHECKSUM_DIGITS}}`;

/**
 * What a key looks like, as the source of a regular expression that any engine reads, for scanners of secrets: of all
 * applications, or of one.
 */
export function keyPattern(app?: string): string {
  return `\\b${app ?? "[A-Za-z][A-Za-z0-9_]{0,23}"}_${BODY}\\b`;
}

const WHOLE = new RegExp(`^([A-Za-z][A-Za-z0-9_]{0,23})_${BODY}$`);

/** A new key: `<app>_<kind>_<env>_<secret><crc>`, whose secret is 256 bits of WebCrypto's randomness. */
export function newKeyText({ app, kind, environment }: KeyParts): string {
  const secret = toBase62(crypto.getRandomValues(new Uint8Array(SECRET_BYTES)), SECRET_DIGITS);
  const body = `${app}_${kind}_${environment}_${secret}`;
  return body + checksumOf(body);
}

/** What the key says of itself; undefined where it has another form, or its checksum is wrong: then it was never ours. */
export function parseKeyText(text: string): KeyParts | undefined {
  const [, app, kind, environment] = WHOLE.exec(text) ?? [];
  if (app === undefined || checksumOf(text.slice(0, -CHECKSUM_DIGITS)) !== text.slice(-CHECKSUM_DIGITS)) {
    return undefined;
  }
  // Invariant: the pattern lists the same words.
  return { app, kind: kind as KeyKind, environment: environment as Environment };
}

/** Whether the text is a key, by its form and its checksum: for scanners, logs and forms. Says nothing of whether it is valid. */
export function looksLikeKey(text: string): boolean {
  return parseKeyText(text) !== undefined;
}

/** Whether the text has the form of a key, mistyped or not: it is then meant as one, and as nothing else. */
export function hasKeyForm(text: string): boolean {
  return WHOLE.test(text);
}

/** Why digit by digit: it is asked at each request, and 32 bits need no larger numbers. */
function checksumOf(text: string): string {
  let digits = "";
  for (let rest = crc32(text); rest > 0; rest = Math.floor(rest / BASE62.length)) {
    digits = BASE62.charAt(rest % BASE62.length) + digits;
  }
  return digits.padStart(CHECKSUM_DIGITS, "0");
}
