import { toBase62 } from "./base62.ts";

/** An id that no other key has: 128 random bits. */
export function newId(): string {
  return toBase62(crypto.getRandomValues(new Uint8Array(16)), 22);
}
