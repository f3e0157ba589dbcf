/** The digits, in their order. */
export const BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BASE = BigInt(BASE62.length);

/**
 * A number in base 62, of exactly that many digits. The bytes are read as one number, so that each of their values has one
 * text: no digit is drawn by a modulo, and none is likelier than it should be.
 */
export function toBase62(bytes: Uint8Array, digits: number): string {
  let rest = bytes.reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  let text = "";
  for (; rest > 0n; rest /= BASE) text = BASE62.charAt(Number(rest % BASE)) + text;
  return text.padStart(digits, "0");
}
