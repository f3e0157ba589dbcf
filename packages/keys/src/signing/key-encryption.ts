import { Failure } from "@relata/model";
import { base64url, CompactEncrypt, compactDecrypt, decodeProtectedHeader, errors } from "jose";

/** A key that encrypts signing keys: 32 bytes, from chance, and a name by which it is found again. */
export interface KeyEncryptionKey {
  readonly id: string;
  /** The bytes, or their base64url text. */
  readonly secret: Uint8Array | string;
}

/**
 * How signing keys are kept: encrypted under the first of these keys and read under any of them, or, said in so many words,
 * `plain`, where the store itself is encrypted.
 */
export type KeyEncryption = readonly KeyEncryptionKey[] | "plain";

/** Text that only the application reads. */
export interface Sealer {
  seal(text: string): Promise<string>;
  /** @throws Failure `signing_key_unreadable` */
  open(sealed: string): Promise<string>;
}

const PLAIN: Sealer = {
  seal: async (text) => text,
  open: async (text) => text,
};

/**
 * AES-256-GCM as a compact JWE (RFC 7516, `dir`). What is plain is refused where keys are given: who can write to the table
 * must not be able to place a key of his own there.
 *
 * @throws Failure `invalid_settings`
 */
export function sealerOf(encryption: KeyEncryption): Sealer {
  if (encryption === "plain") return PLAIN;
  if (!Array.isArray(encryption)) throw withoutKeys();
  const secrets = new Map(encryption.map(({ id, secret }) => [id, bytesOf(id, secret)]));
  const [first] = secrets;
  if (first === undefined) throw withoutKeys();
  const [kid, secret] = first;
  return {
    seal: (text) =>
      new CompactEncrypt(new TextEncoder().encode(text))
        .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid, cty: "jwk+json" })
        .encrypt(secret),
    open: (sealed) => opened(sealed, secrets),
  };
}

async function opened(sealed: string, secrets: ReadonlyMap<string, Uint8Array>): Promise<string> {
  try {
    const secret = secrets.get(String(decodeProtectedHeader(sealed).kid));
    if (secret === undefined) throw new errors.JWEInvalid("none of the keys that encrypt is the one that it names");
    const options = { keyManagementAlgorithms: ["dir"], contentEncryptionAlgorithms: ["A256GCM"] };
    const { plaintext } = await compactDecrypt(sealed, secret, options);
    return new TextDecoder().decode(plaintext);
  } catch (cause) {
    const message = "a signing key cannot be decrypted: give the key it was encrypted under among `encryption`";
    throw new Failure("signing_key_unreadable", message, { cause });
  }
}

function bytesOf(id: string, secret: Uint8Array | string): Uint8Array {
  const bytes = typeof secret === "string" ? decoded(secret) : secret;
  if (typeof id === "string" && id !== "" && bytes?.length === 32) return bytes;
  // Why without the text: it is the secret.
  throw new Failure(
    "invalid_settings",
    "a key of `encryption` must have an `id`, and a `secret` of 32 bytes or their base64url",
  );
}

function decoded(text: string): Uint8Array | undefined {
  try {
    return base64url.decode(text);
  } catch {
    return undefined;
  }
}

function withoutKeys(): Failure {
  return new Failure(
    "invalid_settings",
    'signing keys are encrypted: give `encryption` a key of 32 bytes, or say `"plain"` where the store itself is encrypted',
  );
}
