import { BlockList, isIP, isIPv4 } from "node:net";
import { Failure } from "@relata/model";

/** Ranges of addresses, IPv4 and IPv6; an IPv4 address in the form of IPv6 is the same address. */
export class AddressList {
  readonly #list = new BlockList();
  readonly #isEmpty: boolean;

  /** @throws Failure `invalid_key` for what is no address and no CIDR range */
  constructor(ranges: readonly string[]) {
    this.#isEmpty = ranges.length === 0;
    for (const range of ranges) {
      const problem = addressProblem(range);
      if (problem !== undefined) throw new Failure("invalid_key", problem);
      const { address, prefix, family } = parseRange(range);
      this.#list.addSubnet(address, prefix, family);
    }
  }

  /** False for what is no address, and where there is none. */
  has(address: string | undefined): boolean {
    if (this.#isEmpty) return false;
    const plain = plainAddress(address ?? "");
    const version = isIP(plain);
    return version !== 0 && this.#list.check(plain, version === 4 ? "ipv4" : "ipv6");
  }
}

/** What is wrong with a range, as a sentence; undefined where nothing is. */
export function addressProblem(range: string): string | undefined {
  const [address = "", prefix, ...rest] = range.split("/");
  const bits = isIP(address) === 4 ? 32 : 128;
  const isWhole = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
  if (isIP(address) !== 0 && !address.includes("%") && isWhole && rest.length === 0) return undefined;
  return `\`${range}\` is no range of addresses: give one such as \`192.0.2.0/24\` or \`2001:db8::/32\``;
}

/** An address without brackets, zone and the form of IPv6 for IPv4. */
export function plainAddress(address: string): string {
  if (isIPv4(address)) return address;
  const bare = address
    .trim()
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/%.*$/, "");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  return mapped ?? bare;
}

interface Range {
  readonly address: string;
  readonly prefix: number;
  readonly family: "ipv4" | "ipv6";
}

function parseRange(range: string): Range {
  const [address = "", prefix] = range.split("/");
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined && (prefix === undefined || Number(prefix) >= 96)) {
    return { address: mapped, prefix: prefix === undefined ? 32 : Number(prefix) - 96, family: "ipv4" };
  }
  const isFour = isIP(address) === 4;
  const whole = isFour ? 32 : 128;
  return { address, prefix: prefix === undefined ? whole : Number(prefix), family: isFour ? "ipv4" : "ipv6" };
}
