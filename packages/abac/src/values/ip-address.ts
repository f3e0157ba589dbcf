/** The bit that every IPv6 address has in its number, and no IPv4 address. */
export const IPV6 = 1n << 128n;
const MAPPED = 0xffffn;
const IPV4_PART = /^(?:0|[1-9]\d{0,2})$/;
const IPV6_PART = /^[0-9a-fA-F]{1,4}$/;
const LONGEST = 45;

/**
 * Reads an IPv4 or IPv6 address (RFC 4291 §2.2) as a number, every IPv4 address before every IPv6 one. An IPv4-mapped
 * address (`::ffff:192.0.2.1`) is the IPv4 address: dual-stack sockets report one client either way, and a rule must
 * not be passed by choosing the other. Undefined for other text: zones, prefixes and leading zeros are not read.
 */
export function parseIpAddress(text: string): bigint | undefined {
  if (text.length > LONGEST) return undefined;
  if (!text.includes(":")) return ipv4(text);
  const value = ipv6(text);
  if (value === undefined) return undefined;
  return value >> 32n === MAPPED ? value & 0xffff_ffffn : IPV6 | value;
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => IPV4_PART.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((value, part) => (value << 8n) | BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] ?? "", halves.length === 1);
  const tail = halves.length === 2 ? groups(halves[1] ?? "", true) : [];
  if (head === undefined || tail === undefined) return undefined;
  const left = 8 - head.length - tail.length;
  // `::` stands for one group of zeros at least.
  if (halves.length === 1 ? left !== 0 : left < 1) return undefined;
  const all = [...head, ...Array.from({ length: left }, () => 0n), ...tail];
  return all.reduce((value, group) => (value << 16n) | group, 0n);
}

/** Groups of 16 bits; the last ones of an address may be written as IPv4. */
function groups(text: string, atEnd: boolean): bigint[] | undefined {
  if (text === "") return [];
  const found: bigint[] = [];
  const parts = text.split(":");
  for (const [index, part] of parts.entries()) {
    if (IPV6_PART.test(part)) {
      found.push(BigInt(`0x${part}`));
      continue;
    }
    const embedded = atEnd && index === parts.length - 1 ? ipv4(part) : undefined;
    if (embedded === undefined) return undefined;
    found.push(embedded >> 16n, embedded & 0xffffn);
  }
  return found;
}

/** The address of such a number: IPv4 with dots, IPv6 in full groups, its longest run of zeros left out (RFC 5952). */
export function formatIpAddress(address: bigint): string {
  if (address < IPV6) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join(".");
  const all = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  const length = longestRun(all);
  if (length < 2) return all.join(":");
  const at = all.findIndex((_, i) => all.slice(i, i + length).join(":") === ZEROS.slice(0, 2 * length - 1));
  return `${all.slice(0, at).join(":")}::${all.slice(at + length).join(":")}`;
}

const ZEROS = "0:0:0:0:0:0:0:0";

function longestRun(all: readonly string[]): number {
  let longest = 0;
  let run = 0;
  for (const group of all) longest = Math.max(longest, (run = group === "0" ? run + 1 : 0));
  return longest;
}
