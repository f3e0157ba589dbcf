import { decodeJwt, type JWTPayload } from "jose";

/** What a token says of itself, of which nothing is to be believed; undefined where the text is none. */
export function unproven(text: string | undefined): JWTPayload | undefined {
  // Why first: a key has no dots, and need not be decoded to find out.
  if (text?.split(".").length !== 3) return undefined;
  try {
    return decodeJwt(text);
  } catch {
    return undefined;
  }
}
