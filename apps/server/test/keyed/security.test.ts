import { once } from "node:events";
import { connect } from "node:net";
import { newKeyText } from "@relata/keys";
import { listen } from "@relata/server";
import { describe, expect, test, vi } from "vitest";
import { INVOICE, keyed, saidOf } from "./keyed-situation.ts";

const WHO = "/v1/whoami";
const EXCHANGE = "/api/auth/api-key/exchange";
const guess = () => newKeyText({ app: "acme", kind: "api", environment: "live" });

/** What a raw request is answered: a status, and the code of a problem. */
async function answered(url: string, ...lines: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")));
  const closed = once(socket, "close");
  socket.write(
    Buffer.from(`GET ${WHO} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n${lines.join("\r\n")}\r\n\r\n`, "latin1"),
  );
  await closed;
  const code = /"code":"(\w+)"/.exec(text)?.[1] ?? "";
  return `${text.slice(9, 12)} ${code}`.trim();
}

describe("header smuggling", () => {
  test("a key counts where it stands whole, once or the same in both headers; all else is refused, and never another's", async () => {
    const server = await keyed({ failures: [{ limit: 1_000, windowSeconds: 1 }] });
    const [{ secret: a }, { secret: b }] = [await server.keyOf(), await server.keyOf()];
    const listening = await listen({ app: server.app, host: "127.0.0.1", port: 0 });
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ["200", [`X-API-Key: ${a}`]],
      ["200", [`x-api-key:   ${a}  `]],
      ["200", [`Authorization: bEaReR   ${a}`]],
      ["200", [`Authorization: Bearer ${a}`, `X-API-Key: ${a}`]],
      ["400 ambiguous_credentials", [`Authorization: Bearer ${a}`, `X-API-Key: ${b}`]],
      ["400 ambiguous_credentials", [`Authorization: Bearer ${a}`, "X-API-Key: x"]],
      ["401 invalid_api_key", [`X-API-Key: ${a}`, `X-API-Key: ${b}`]],
      ["401 invalid_api_key", [`X-API-Key: ${a}`, `X-API-Key: ${a}`]],
      ["401 invalid_api_key", [`X-API-Key: ${a}, ${a}`]],
      ["401 invalid_api_key", [`X-API-Key: ${a};x`]],
      ["401 invalid_api_key", [`X-API-Key: "${a}"`]],
      ["401 invalid_api_key", [`X-API-Key: Bearer ${a}`]],
      ["401 invalid_api_key", [`X-API-Key: ${a}\u00e9`]],
      ["401 invalid_api_key", [`X-API-Key: ${a.toUpperCase()}`]],
      ["401 invalid_api_key", ["X-API-Key: \u00f0\u009f\u0094\u0091"]],
      ["401 missing_api_key", ["X-API-Key:"]],
      ["401 missing_api_key", ["X-API-Key:    \t "]],
      ["401 missing_api_key", ["Authorization: Bearer"]],
      ["401 missing_api_key", ["Authorization: Bearer    "]],
      ["401 missing_api_key", [`Authorization: ${a}`]],
      ["401 missing_api_key", [`Authorization: Bearer,${a}`]],
      ["401 missing_api_key", [`Authorization: BearerX ${a}`]],
      ["401 missing_api_key", [`Authorization: Basic ${a}`]],
      ["401 unauthorized", [`Authorization: Bearer ${a} ${a}`]],
      ["401 unauthorized", [`Authorization: Bearer Bearer ${a}`]],
      ["401 unauthorized", [`Authorization: Bearer ${a}, Bearer ${b}`]],
      ["401 unauthorized", [`Authorization: Bearer ${a}`, `Authorization: Bearer ${b}`]],
      ["400", [`X-API-Key: ${a}\u0000`]],
      // Folded lines (RFC 9112 §5.2), and a name with a space: no parser of HTTP takes those.
      ["400", ["X-API-Key:", ` ${a}`]],
      ["400", [`X-API-Key : ${a}`]],
    ];
    const answers = [];
    for (const [, lines] of cases) answers.push(await answered(listening.url, ...lines));
    await listening.close();
    expect(answers.map((answer, n) => [answer, cases[n]?.[1]])).toEqual(cases);
  });

  test("a credential in the body of an exchange is one more, and two different ones are refused there too", async () => {
    const server = await keyed();
    const [{ secret: a }, { secret: b }] = [await server.keyOf(), await server.keyOf()];
    const body = { apiKey: a };
    expect(await saidOf(server, { body, key: a }, EXCHANGE)).toBe("200");
    expect(await saidOf(server, { body, key: b }, EXCHANGE)).toBe("400 ambiguous_credentials");
    expect(await saidOf(server, { body, headers: { authorization: `Bearer ${b}` }, method: "POST" }, EXCHANGE)).toBe(
      "400 ambiguous_credentials",
    );
  });
});

describe("where a request comes from", () => {
  test("an address list is refused with the contract's words, and X-Forwarded-For is believed of trusted proxies alone", async () => {
    const server = await keyed({ trustedProxies: ["10.0.0.0/8"] });
    const { secret: key } = await server.keyOf({ addresses: ["203.0.113.0/24", "2001:db8::/32"] });
    const from = async (address: string, forwarded?: string) => {
      const headers = forwarded === undefined ? {} : { "x-forwarded-for": forwarded };
      const response = await server.call("/api/auth/list-objects", { key, address, headers });
      const { error, message } = (await response.json()) as { error: string; message: string };
      return response.status === 403 ? `${error}: ${message}` : "admitted";
    };
    const refused = "forbidden: Access denied from this IP address";
    for (const [address, forwarded, answer] of [
      ["203.0.113.7", undefined, "admitted"],
      ["::ffff:203.0.113.7", undefined, "admitted"],
      ["2001:db8::1", undefined, "admitted"],
      ["192.0.2.1", undefined, refused],
      ["192.0.2.1", "203.0.113.7", refused],
      ["10.0.0.1", "203.0.113.7", "admitted"],
      ["10.0.0.1", "192.0.2.1, 203.0.113.7, 10.9.9.9", "admitted"],
      ["10.0.0.1", "203.0.113.7, 192.0.2.1", refused],
      ["10.0.0.1", "203.0.113.7, nonsense", refused],
      ["10.0.0.1", "203.0.113.7,", refused],
      ["10.0.0.1", undefined, refused],
    ] as const) {
      expect([address, forwarded, await from(address, forwarded)]).toEqual([address, forwarded, answer]);
    }
    const untrusting = await keyed();
    const made = await untrusting.keyOf({ addresses: ["203.0.113.0/24"] });
    const headers = { "x-forwarded-for": "203.0.113.7" };
    expect(await saidOf(untrusting, { key: made.secret, address: "10.0.0.1", headers })).toBe("403 forbidden");
  });

  test("who fails often from an address waits, with a good key too, and is told how long", async () => {
    const server = await keyed({ failures: [{ limit: 2, windowSeconds: 60 }] });
    const { secret: key } = await server.keyOf();
    const address = "192.0.2.1";
    for (let n = 0; n < 5; n++) expect(await saidOf(server, { key, address })).toBe("200");
    for (let n = 0; n < 2; n++) expect(await saidOf(server, { key: guess(), address })).toBe("401 invalid_api_key");
    const response = await server.call(WHO, { key, address });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(50);
    expect(response.headers.get("ratelimit")).toMatch(/;r=0;t=\d+$/);
    expect(await saidOf(server, { key, address: "192.0.2.2" })).toBe("200");
  });
});

describe("what a good key is not good for", () => {
  test("more than its limit: answers say what is left, and the refusal when to come again", async () => {
    const server = await keyed();
    const { secret: key } = await server.keyOf({ limits: [{ limit: 2, windowSeconds: 60 }] });
    const headersOf = async (path: string) => {
      const { status, headers } = await server.call(path, { key });
      return [
        status,
        headers.get("ratelimit-policy"),
        headers.get("ratelimit")?.replace(/\d+$/, "?"),
        headers.has("retry-after"),
      ];
    };
    const policy = '"requests";q=2;w=60';
    expect(await headersOf(WHO)).toEqual([200, policy, '"requests";r=1;t=?', false]);
    // On a refusal that is no matter of limits too.
    expect(await headersOf("/v1/audit")).toEqual([403, policy, '"requests";r=0;t=?', false]);
    expect(await headersOf(WHO)).toEqual([429, policy, '"requests";r=0;t=?', true]);
  });

  test("another environment, another tenant, and another server's store", async () => {
    const live = await keyed();
    const { secret } = await live.keyOf({ environment: "test" });
    expect(await saidOf(live, { key: secret })).toBe("403 environment_mismatch");
    const both = await keyed({ environments: ["live", "test"] });
    expect(await saidOf(both, { key: (await both.keyOf({ environment: "test" })).secret })).toBe("200");
    const { secret: foreign } = await both.keyOf({ tuples: [`${INVOICE}:a#clerk`] });
    expect(await saidOf(live, { key: foreign })).toBe("401 invalid_api_key");
    await live.relata.write(["organization:other#member@user:ann"]);
    const { secret: mine } = await live.keyOf({ organization: "mine" });
    expect(await saidOf(live, { key: mine }, `${WHO}?organizationId=mine`)).toBe("200");
    expect(await saidOf(live, { key: mine }, `${WHO}?organizationId=other`)).toBe("403 organization_mismatch");
  });

  test("timing: a key is looked up by what it hashes to, so that no part of a guess is compared with what is stored", async () => {
    const server = await keyed();
    const { secret: key } = await server.keyOf();
    const find = vi.spyOn(server.keyStore, "find");
    const near = guess();
    expect(await saidOf(server, { key })).toBe("200");
    expect(await saidOf(server, { key: near })).toBe("401 invalid_api_key");
    const sought = find.mock.calls.flatMap(([hashes]) => hashes);
    expect(sought).toHaveLength(2);
    for (const hash of sought) expect(hash).toMatch(/^sha256:[\w-]{43}$/);
    // What differs in one place differs everywhere once it is hashed.
    expect(sought[0]?.slice(7, 12)).not.toBe(sought[1]?.slice(7, 12));
  });
});
