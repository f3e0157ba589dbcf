import { newKeyText } from "@relata/keys";
import { expect, test } from "vitest";
import { keyed, saidOf } from "../keyed/keyed-situation.ts";

const WHO = "/v1/whoami";
const guess = () => newKeyText({ app: "acme", kind: "api", environment: "live" });

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

test("a key is good for no more than its limit: answers say what is left, and the refusal when to come again", async () => {
  const server = await keyed();
  const { secret: key } = await server.keyOf({ limits: [{ limit: 2, windowSeconds: 60 }] });
  const headersOf = async (path: string) => {
    const { status, headers } = await server.call(path, { key });
    const left = headers.get("ratelimit")?.replace(/\d+$/, "?");
    return [status, headers.get("ratelimit-policy"), left, headers.has("retry-after")];
  };
  const policy = '"requests";q=2;w=60';
  expect(await headersOf(WHO)).toEqual([200, policy, '"requests";r=1;t=?', false]);
  // On a refusal that is no matter of limits too.
  expect(await headersOf("/v1/audit")).toEqual([403, policy, '"requests";r=0;t=?', false]);
  expect(await headersOf(WHO)).toEqual([429, policy, '"requests";r=0;t=?', true]);
});
