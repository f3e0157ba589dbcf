import { base64url, SignJWT, type JWTPayload } from "jose";
import { TOKEN_TYPE } from "../verifier/claims.ts";
import type { SigningKey } from "./signing-key.ts";

/** Signs with one key, whatever is rotated meanwhile. */
export interface Signer {
  /** How long the token of these claims would be, in bytes: exactly. */
  sizeOf(claims: object): number;
  sign(claims: object): Promise<string>;
}

export function signerOf({ kid, algorithm, privateKey, publicJwk }: SigningKey): Signer {
  const header = { alg: algorithm, kid, typ: TOKEN_TYPE };
  // An RSA signature is as long as the modulus; the others are two numbers of 32 bytes.
  const signatureBytes = publicJwk.n === undefined ? 64 : base64url.decode(publicJwk.n).length;
  const around = encodedLength(bytesOf(header)) + encodedLength(signatureBytes) + 2;
  return {
    sizeOf: (claims) => around + encodedLength(bytesOf(claims)),
    sign: (claims) => new SignJWT(claims as JWTPayload).setProtectedHeader(header).sign(privateKey),
  };
}

function bytesOf(value: object): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Of so many bytes as base64url without padding. */
function encodedLength(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}
