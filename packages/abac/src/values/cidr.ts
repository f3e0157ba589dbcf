import { IPV6, parseIpAddress } from "./ip-address.ts";

const LENGTH = /^(?:0|[1-9]\d{0,2})$/;

/** The bits before the IPv4 address in an IPv4-mapped one. */
const MAPPED_BITS = 96;

/** All addresses that begin as one does: a CIDR block (RFC 4632, RFC 4291 §2.3). */
export class Block {
  readonly #start: bigint;
  /** The bits that may differ. */
  readonly #free: bigint;

  constructor(address: bigint, free: number) {
    this.#free = BigInt(free);
    this.#start = address >> this.#free;
  }

  /** The number of an address, as `parseIpAddress` gives it; that of an IPv6 one has a bit above all that IPv4 uses. */
  holds(address: bigint): boolean {
    return address >> this.#free === this.#start && address >= IPV6 === this.#start << this.#free >= IPV6;
  }
}

/**
 * Reads `10.0.0.0/8` or `2001:db8::/32`. Bits behind the prefix do not matter, so `10.1.2.3/8` is the same block. An
 * IPv4-mapped block (`::ffff:10.0.0.0/104`) is the IPv4 block; one that is wider than the mapped addresses is none,
 * since it would hold IPv4 and other addresses. Undefined for other text, an address without a length included.
 */
export function parseBlock(text: string): Block | undefined {
  const slash = text.indexOf("/");
  const written = slash === -1 ? "" : text.slice(slash + 1);
  const address = parseIpAddress(text.slice(0, Math.max(slash, 0)));
  if (address === undefined || !LENGTH.test(written)) return undefined;
  const mapped = address < IPV6 && text.includes(":");
  const bits = Number(written) - (mapped ? MAPPED_BITS : 0);
  const free = (address < IPV6 ? 32 : 128) - bits;
  return bits < 0 || free < 0 ? undefined : new Block(address, free);
}
