import { Failure } from "@relata/model";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from "jose";
import type { Algorithm } from "../verifier/create-verifier.ts";
import type { Sealer } from "./key-encryption.ts";
import type { StoredSigningKey } from "./signing-key-store.ts";

/** A signing key that can be used. */
export interface SigningKey {
  readonly kid: string;
  readonly algorithm: Algorithm;
  readonly privateKey: CryptoKey;
  /** As it is published. */
  readonly publicJwk: JWK;
}

/** The members of a JWK that are public, by its type. RFC 7518 §6, RFC 8037 §2. */
const PUBLIC: Readonly<Record<string, readonly (keyof JWK)[]>> = {
  RSA: ["kty", "n", "e"],
  EC: ["kty", "crv", "x", "y"],
  OKP: ["kty", "crv", "x"],
};

/** A new key from chance, as the name it is known by and the text that is stored: its JWK, sealed. */
export async function newSigningKey(
  algorithm: Algorithm,
  sealer: Sealer,
): Promise<Pick<StoredSigningKey, "kid" | "algorithm" | "material">> {
  const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const jwk: JWK = { ...(await exportJWK(privateKey)), alg: algorithm };
  return { kid: await calculateJwkThumbprint(jwk), algorithm, material: await sealer.seal(JSON.stringify(jwk)) };
}

/**
 * Reads a stored key. What is published is the public half of what can be decrypted: a public key that someone places in the
 * table signs nothing that a verifier takes.
 *
 * @throws Failure `signing_key_unreadable`
 */
export async function readSigningKey(stored: StoredSigningKey, sealer: Sealer): Promise<SigningKey> {
  const { kid, algorithm } = stored;
  const jwk = jwkIn(await sealer.open(stored.material), stored);
  try {
    if (jwk.alg !== algorithm || (await calculateJwkThumbprint(jwk)) !== kid)
      throw new TypeError("it is of another row");
    const key = await importJWK(jwk, algorithm);
    if (key instanceof Uint8Array || key.type !== "private") throw new TypeError("it is no private key");
    return { kid, algorithm, privateKey: key, publicJwk: publicOf(jwk, kid) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure("signing_key_unreadable", `the signing key \`${kid}\` cannot be used: ${reason}`, { cause });
  }
}

/** Why no cause, and no word of the text: it is a private key. */
function jwkIn(text: string, { kid }: StoredSigningKey): JWK {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value === "object" && value !== null && "kty" in value) return value as JWK;
  const message = `the signing key \`${kid}\` is stored as ${formOf(text)}, and not as a JWK: it was not stored by relata under these settings`;
  throw new Failure("signing_key_unreadable", message);
}

function formOf(text: string): string {
  if (text.includes("-----BEGIN")) return "PEM (PKCS#8)";
  if (/^[\w-]+(\.[\w-]*){4}$/.test(text)) return "an encrypted text";
  return "something else";
}

function publicOf(jwk: JWK, kid: string): JWK {
  const members = PUBLIC[jwk.kty ?? ""] ?? [];
  const half = Object.fromEntries(members.map((member) => [member, jwk[member]]));
  return { ...half, kid, alg: jwk.alg ?? "", use: "sig" };
}
