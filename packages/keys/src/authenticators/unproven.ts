import { decodeJwt, type JWTPayload } from "jose";
import type { Credential } from "../credentials.ts";

/** What a token says of itself, of which nothing is to be believed; undefined where the credential is none. */
export function unproven(credential: Credential | undefined): JWTPayload | undefined {
  const text = credential?.secret.reveal() ?? "";
  // Why first: a key has no dots, and need not be decoded to find out.
  if (text.split(".").length !== 3) return undefined;
  try {
    return decodeJwt(text);
  } catch {
    return undefined;
  }
}
