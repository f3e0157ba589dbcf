import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { crc32 } from "node:zlib";
import { looksLikeKey, newKeyText } from "@relata/keys";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { keyed, saidOf, type Keyed } from "../keyed/keyed-situation.ts";

const ADMIN = "9f86d081884c7d659a2feaa0c55ad015";
const CLIENT = "q1w2e3r4t5z6u7i8o9p0Q1W2E3R4T5Z6";
const PEPPERS = { current: "v1", versions: { v1: "pepper-".repeat(6) } };

beforeEach(() => {
  vi.spyOn(crypto, "timingSafeEqual");
  // What was imported by name is what is spied on.
  syncBuiltinESMExports();
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** The key with another character at that place of its secret, and with the checksum of what it is then. */
function otherAt(key: string, at: number): string {
  const body = key.slice(0, -6);
  const place = at < 0 ? body.length + at : body.lastIndexOf("_") + 1 + at;
  const other = `${body.slice(0, place)}${body.charAt(place) === "A" ? "B" : "A"}${body.slice(place + 1)}`;
  const digits = Array.from({ length: 6 }, (_, n) => DIGITS.charAt(Math.trunc(crc32(other) / 62 ** (5 - n)) % 62));
  return other + digits.join("");
}

/** What a request with the key cost: reads of keys, of tuples, and comparisons. */
async function costOf(server: Keyed, key: string) {
  const find = vi.spyOn(server.keyStore, "find");
  const get = vi.spyOn(server.keyStore, "get");
  const read = vi.spyOn(server.relata, "tuplesOn");
  const check = vi.spyOn(server.relata, "check");
  vi.mocked(crypto.timingSafeEqual).mockClear();
  const said = await saidOf(server, { key });
  const reads = [find, get, read, check].map((spy) => spy.mock.calls.length);
  const sought = find.mock.calls.flatMap(([hashes]) => hashes);
  for (const spy of [find, get, read, check]) spy.mockRestore();
  return { said, reads, sought, compared: vi.mocked(crypto.timingSafeEqual).mock.calls.length };
}

describe("timing of key comparison", () => {
  test("a key is looked up by what it hashes to, so that no part of a guess is compared with what is stored", async () => {
    const server = await keyed();
    const { secret } = await server.keyOf();
    const [good, near] = [await costOf(server, secret), await costOf(server, otherAt(secret, -1))];
    expect([good.said, near.said]).toEqual(["200", "401 invalid_api_key"]);
    const sought = [...good.sought, ...near.sought];
    expect(sought).toHaveLength(2);
    for (const hash of sought) expect(hash).toMatch(/^sha256:[\w-]{43}$/);
    // What differs in one place differs everywhere once it is hashed.
    expect(good.sought[0]?.slice(7, 12)).not.toBe(near.sought[0]?.slice(7, 12));
  });

  test("a key that was found is compared once more, all of it at once", async () => {
    const server = await keyed({ peppers: PEPPERS });
    const { secret } = await server.keyOf();
    expect(await costOf(server, secret)).toMatchObject({ said: "200", reads: [1, 0, 1, 0], compared: 1 });
    for (const [one, other] of vi.mocked(crypto.timingSafeEqual).mock.calls) {
      expect(one.byteLength).toBe(other.byteLength);
    }
  });

  test("a key that is wrong in its first place, in its last, or everywhere costs the same", async () => {
    const server = await keyed({ peppers: PEPPERS, failures: [{ limit: 100, windowSeconds: 60 }] });
    const { secret } = await server.keyOf();
    const unknown = newKeyText({ app: "acme", kind: "api", environment: "live" });
    const costs = [];
    for (const key of [unknown, otherAt(secret, 0), otherAt(secret, 21), otherAt(secret, -1)]) {
      expect(looksLikeKey(key)).toBe(true);
      const { sought, ...cost } = await costOf(server, key);
      costs.push({ ...cost, sought: sought.length });
    }
    const same = { said: "401 invalid_api_key", reads: [1, 0, 0, 0], compared: 0, sought: 2 };
    expect(costs).toEqual(costs.map(() => same));
  });

  test("a key with a wrong checksum costs nothing, whoever it resembles", async () => {
    const server = await keyed();
    const { secret } = await server.keyOf();
    for (const key of [
      `${secret.slice(0, -1)}${secret.endsWith("0") ? "1" : "0"}`,
      `${secret.slice(0, -7)}000000${secret.at(-1)}`,
    ]) {
      expect(await costOf(server, key)).toMatchObject({
        said: "401 invalid_api_key",
        reads: [0, 0, 0, 0],
        compared: 0,
      });
    }
  });

  test("keys of the environment are compared by their hashes, and a wrong one with each of them", async () => {
    const server = await keyed({
      environment: { admin: ADMIN, clients: CLIENT },
      failures: [{ limit: 100, windowSeconds: 60 }],
    });
    expect((await costOf(server, CLIENT)).said).toBe("200");
    const guesses = [
      `${ADMIN.slice(0, -1)}6`,
      `8${ADMIN.slice(1)}`,
      "x".repeat(32),
      ADMIN.slice(0, 16),
      `${ADMIN}0`,
      "x",
    ];
    for (const guess of guesses) {
      const { said, reads, compared } = await costOf(server, guess);
      expect([guess, said, reads, compared]).toEqual([guess, "401 invalid_api_key", [0, 0, 0, 0], 2]);
    }
    for (const [one, other] of vi.mocked(crypto.timingSafeEqual).mock.calls) {
      expect([one.byteLength, other.byteLength]).toEqual([32, 32]);
    }
  });

  test("who asks learns of a key that is revoked, expired or disabled no more than of one that never was", async () => {
    const server = await keyed({ failures: [{ limit: 100, windowSeconds: 60 }] });
    const told = async (key: string) => {
      const response = await server.call("/v1/whoami", { key });
      const kept = [...response.headers].filter(([name]) => name !== "x-request-id");
      return [response.status, kept, await response.text()];
    };
    const unknown = await told(newKeyText({ app: "acme", kind: "api", environment: "live" }));
    const [revoked, disabled] = [await server.keyOf(), await server.keyOf()];
    await server.keys.revoke(revoked.id);
    await server.keys.disable(disabled.id);
    for (const { secret } of [revoked, disabled]) expect(await told(secret)).toEqual(unknown);
  });
});
