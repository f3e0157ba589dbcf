import { isIP } from "node:net";
import type { RequestFacts } from "../request-facts.ts";
import { plainAddress, type AddressList } from "./address-list.ts";

/**
 * The address of the client: that of the socket, unless a trusted proxy is there. Then `X-Forwarded-For` is read from the
 * right, where each proxy appends: the first address that is no trusted proxy is the client's. What stands further left was
 * sent by the client itself, and is never believed. Where the header ends in what is no address, nobody knows the client.
 */
export function clientAddress(
  { headers, address }: Pick<RequestFacts, "headers" | "address">,
  trusted: AddressList,
): string | undefined {
  let client = plainAddress(address ?? "");
  if (!trusted.has(client)) return isIP(client) === 0 ? undefined : client;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => withoutPort(hop.trim()));
  while (trusted.has(client)) {
    const hop = hops.pop();
    if (hop === undefined || hop === "") break;
    client = plainAddress(hop);
  }
  return isIP(client) === 0 ? undefined : client;
}

/** Some proxies append the port. */
function withoutPort(hop: string): string {
  return hop.replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1").replace(/^(\[.*\]):\d+$/, "$1");
}
