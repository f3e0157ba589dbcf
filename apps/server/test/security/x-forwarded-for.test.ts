import { newKeyText } from "@relata/keys";
import { describe, expect, test } from "vitest";
import { keyed, saidOf, type Keyed } from "../keyed/keyed-situation.ts";
import { answersTo, served, shorthand } from "./wire.ts";

const REFUSED = "403 forbidden";
const ALLOWED = ["203.0.113.0/24", "2001:db8::/32"];
const guess = () => newKeyText({ app: "acme", kind: "api", environment: "live" });

/** What a key with an address list is answered that comes from the address of a socket, with such a header or without. */
async function asking(options: Parameters<typeof keyed>[0]) {
  const server = await keyed(options);
  const { secret: key } = await server.keyOf({ addresses: ALLOWED });
  return async (address: string, forwarded?: string) =>
    saidOf(server, { key, address, ...(forwarded !== undefined && { headers: { "x-forwarded-for": forwarded } }) });
}

/** The addresses that the audit has of all attempts so far. */
async function audited({ keys }: Keyed): Promise<readonly unknown[]> {
  await keys.flush();
  const { rows } = await keys.audit();
  return rows.filter(({ event }) => event === "attempt").map(({ address }) => address);
}

describe("X-Forwarded-For spoofing", () => {
  test("an untrusted peer is where its socket is, whatever it says", async () => {
    const from = await asking({});
    expect(await from("203.0.113.7")).toBe("200");
    expect(await from("2001:db8::1")).toBe("200");
    expect(await from("192.0.2.1")).toBe(REFUSED);
    for (const forwarded of ["203.0.113.7", "203.0.113.7, 203.0.113.8", "192.0.2.1, 203.0.113.7", "2001:db8::1"]) {
      expect([forwarded, await from("192.0.2.1", forwarded)]).toEqual([forwarded, REFUSED]);
      expect([forwarded, await from("10.0.0.1", forwarded)]).toEqual([forwarded, REFUSED]);
    }
    expect(await from("203.0.113.7", "192.0.2.1")).toBe("200");
  });

  test("behind trusted proxies the header is read from the right, and what a client prepends is never reached", async () => {
    const from = await asking({ trustedProxies: ["10.0.0.0/8", "fd00::/8"] });
    for (const [address, forwarded, answer] of [
      ["10.0.0.1", "203.0.113.7", "200"],
      ["10.0.0.1", "192.0.2.1, 203.0.113.7, 10.9.9.9", "200"],
      ["10.0.0.1", "192.0.2.1, 203.0.113.7, 10.9.9.9, fd00::1", "200"],
      ["fd00::1", "2001:db8::7", "200"],
      ["10.0.0.1", "203.0.113.7, 192.0.2.1", REFUSED],
      ["10.0.0.1", "203.0.113.7, 192.0.2.1, 10.9.9.9", REFUSED],
      ["10.0.0.1", "10.9.9.9, 10.9.9.8", REFUSED],
      ["10.0.0.1", undefined, REFUSED],
      ["192.0.2.1", "203.0.113.7, 10.0.0.1", REFUSED],
    ] as const) {
      expect([address, forwarded, await from(address, forwarded)]).toEqual([address, forwarded, answer]);
    }
  });

  test("an IPv4 address is the same in the form of IPv6", async () => {
    const from = await asking({ trustedProxies: ["10.0.0.0/8"] });
    expect(await from("::ffff:203.0.113.7")).toBe("200");
    expect(await from("::FFFF:203.0.113.7")).toBe("200");
    expect(await from("::ffff:10.0.0.1", "203.0.113.7")).toBe("200");
    expect(await from("::ffff:10.0.0.1", "::ffff:203.0.113.7")).toBe("200");
    expect(await from("10.0.0.1", "[::ffff:203.0.113.7]:443")).toBe("200");
    expect(await from("10.0.0.1", "203.0.113.7:443")).toBe("200");
    // As its bits: the same address again, and a trusted proxy again.
    expect(await from("10.0.0.1", "::ffff:cb00:7107")).toBe("200");
    expect(await from("::ffff:a00:1", "203.0.113.7")).toBe("200");
    expect(await from("10.0.0.1", "203.0.113.7, ::ffff:c000:201")).toBe(REFUSED);
    // Those that only look like it.
    expect(await from("10.0.0.1", "::203.0.113.7")).toBe(REFUSED);
    expect(await from("10.0.0.1", "64:ff9b::203.0.113.7")).toBe(REFUSED);
  });

  test("what is no address is nobody's, and nothing left of it is believed", async () => {
    const from = await asking({ trustedProxies: ["10.0.0.0/8"] });
    const garbage = ["nonsense", "unknown", "_hidden", "", " ", "203.0.113", "203.0.113.007", "0xcb.0.0x71.7"];
    const alike = [
      "3405803783",
      "203.0.113.7.",
      "203.0.113.7/32",
      "203.0.113.7:",
      "203.0.113.7;x",
      '"203.0.113.7"',
      "*",
    ];
    for (const hop of [...garbage, ...alike]) {
      expect([hop, await from("10.0.0.1", hop)]).toEqual([hop, REFUSED]);
      expect([hop, await from("10.0.0.1", `203.0.113.7, ${hop}`)]).toEqual([hop, REFUSED]);
    }
  });

  test("a client that hides behind garbage has no address, and so none that may come", async () => {
    const server = await keyed({ trustedProxies: ["10.0.0.0/8"], addresses: ["10.0.0.0/8", "203.0.113.0/24"] });
    const { secret: key } = await server.keyOf();
    const said = (forwarded: string) =>
      saidOf(server, { key, address: "10.0.0.1", headers: { "x-forwarded-for": forwarded } });
    expect([await said("203.0.113.7"), await said("nonsense"), await said("192.0.2.1")]).toEqual([
      "200",
      REFUSED,
      REFUSED,
    ]);
  });

  test("several headers are one list, in their order, and others are not looked at", async () => {
    const server = await keyed({ trustedProxies: ["127.0.0.0/8", "::1/128"] });
    const { secret } = await server.keyOf({ addresses: ALLOWED });
    const at = await served(server.app);
    const said = async (...lines: readonly string[]) => {
      const head = ["GET /v1/whoami HTTP/1.1", "Host: a", "Connection: close", `X-API-Key: ${secret}`, ...lines];
      return shorthand(await answersTo(at, [...head, "", ""].join("\r\n")));
    };
    expect(await said("X-Forwarded-For: 192.0.2.1", "X-Forwarded-For: 203.0.113.7")).toEqual(["200"]);
    expect(await said("X-Forwarded-For: 203.0.113.7", "x-forwarded-for: 192.0.2.1")).toEqual([REFUSED]);
    expect(await said("X-Forwarded-For: 203.0.113.7, 127.0.0.2", "X-Forwarded-For: 127.0.0.3")).toEqual(["200"]);
    expect(await said(`X-Forwarded-For: ${"127.0.0.1,".repeat(1_000)}203.0.113.7`)).toEqual(["200"]);
    // Behind thousands of others too, of which some servers read no more than the first.
    const many = Array<string>(5_000).fill("X:");
    expect(await said("X-Forwarded-For: 203.0.113.7", ...many, "X-Forwarded-For: 192.0.2.1")).toEqual([REFUSED]);
    expect(await said("X-Forwarded-For: 192.0.2.1", ...many, "X-Forwarded-For: 203.0.113.7")).toEqual(["200"]);
    for (const name of [
      "X_Forwarded_For",
      "X-Real-IP",
      "X-Client-IP",
      "True-Client-IP",
      "CF-Connecting-IP",
      "Client-IP",
    ]) {
      expect([name, await said(`${name}: 203.0.113.7`)]).toEqual([name, [REFUSED]]);
    }
    expect(await said("Forwarded: for=203.0.113.7")).toEqual([REFUSED]);
  });

  test("who guesses gains no guesses by another header, and the audit knows where it came from", async () => {
    const server = await keyed({ failures: [{ limit: 3, windowSeconds: 60 }] });
    const { secret: key } = await server.keyOf();
    const address = "192.0.2.1";
    const said = [];
    for (let n = 0; n < 5; n++) {
      const headers = { "x-forwarded-for": `203.0.113.${n}`, "x-real-ip": `203.0.113.${n}` };
      said.push(await saidOf(server, { key: guess(), address, headers }));
    }
    expect(said).toEqual([...Array<string>(3).fill("401 invalid_api_key"), "429 rate_limited", "429 rate_limited"]);
    expect(await saidOf(server, { key, address: "203.0.113.1" })).toBe("200");
    expect(await audited(server)).toEqual(["203.0.113.1", ...Array<string>(5).fill(address)]);
  });

  test("a refusal for the address says so in the contract's words", async () => {
    const server = await keyed();
    const { secret: key } = await server.keyOf({ addresses: ALLOWED });
    const response = await server.call("/api/auth/list-objects", { key, address: "192.0.2.1" });
    expect([response.status, await response.json()]).toMatchObject([
      403,
      { error: "forbidden", message: "Access denied from this IP address" },
    ]);
  });
});
