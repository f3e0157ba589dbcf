import fc from "fast-check";
import { expect, test } from "vitest";
import { keyPattern, looksLikeKey, newKeyText, parseKeyText } from "../src/index.ts";
import { toBase62 } from "../src/format/base62.ts";
import { Hashing } from "../src/hashing.ts";
import { ENVIRONMENTS, KEY_KINDS } from "../src/key.ts";
import { worlds } from "./databases.ts";

const open = worlds();

const parts = fc.record({
  app: fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,23}$/),
  kind: fc.constantFrom(...KEY_KINDS),
  environment: fc.constantFrom(...ENVIRONMENTS),
});

test("a key is app, kind, environment, 43 and 6 characters, and says so when it is parsed", () => {
  fc.assert(
    fc.property(parts, (given) => {
      const text = newKeyText(given);
      const head = `${given.app}_${given.kind}_${given.environment}_`;
      expect(text.startsWith(head)).toBe(true);
      expect(text.slice(head.length)).toMatch(/^[0-9A-Za-z]{49}$/);
      expect(parseKeyText(text)).toEqual(given);
      expect(new RegExp(keyPattern()).test(`key="${text}",`)).toBe(true);
      expect(new RegExp(`^${keyPattern(given.app)}$`).test(text)).toBe(true);
    }),
  );
});

test("one wrong character is seen: no key that was mistyped looks like one", () => {
  const digit = fc.stringMatching(/^[0-9A-Za-z]$/);
  fc.assert(
    fc.property(parts, fc.nat(), digit, (given, place, other) => {
      const text = newKeyText(given);
      const at = text.length - 1 - (place % 49);
      fc.pre(text[at] !== other);
      expect(looksLikeKey(text.slice(0, at) + other + text.slice(at + 1))).toBe(false);
    }),
  );
});

test("the checksum is CRC-32 in base 62", () => {
  // CRC-32 of `123456789` is the check value 0xCBF43926 of the standard.
  expect(toBase62(Uint8Array.of(0xcb, 0xf4, 0x39, 0x26), 6)).toBe("3jZRME");
});

test("base 62 is the number of the bytes, so that no digit is favoured", () => {
  const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const read = (text: string) =>
    text.split("").reduce((number, digit) => number * 62n + BigInt(alphabet.indexOf(digit)), 0n);
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
      const text = toBase62(bytes, 43);
      expect(text).toHaveLength(43);
      expect(read(text)).toBe(BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
    }),
  );
});

test("the digits of many keys are spread evenly", () => {
  const counts = new Map<string, number>();
  const rounds = 2_000;
  for (let n = 0; n < rounds; n++) {
    // The first digit of 256 bits is not free: it counts to 62 of 62.
    const digits = newKeyText({ app: "a", kind: "api", environment: "live" }).slice(-48, -6);
    for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  }
  const expected = (rounds * 42) / 62;
  const chi = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(counts.size).toBe(62);
  // 61 degrees of freedom: more than 150 once in a hundred million runs; a modulo of bytes gives about 6,000.
  expect(chi).toBeLessThan(150);
});

test("a wrong checksum is refused without a look at the store", async () => {
  const { keys, store } = await open("sqlite");
  let looks = 0;
  const find = store.find.bind(store);
  store.find = (hashes) => {
    looks++;
    return find(hashes);
  };
  const { secret } = await keys.create({ name: "k" });
  const text = secret.reveal();
  const wrong = text.slice(0, -1) + (text.endsWith("0") ? "1" : "0");
  for (const bad of [wrong, "", "relata_api_live_", text.slice(1), `${text} `, `${text}0`, text.toUpperCase()]) {
    expect(await keys.verify(bad)).toMatchObject({ code: "invalid_api_key", reason: "malformed" });
  }
  expect(looks).toBe(0);
  expect(await keys.verify(secret)).toMatchObject({ kind: "apikey" });
  expect(looks).toBe(1);
});

test("what is stored is no secret, and matches only its own text", () => {
  const pepper = "p".repeat(32);
  const plain = new Hashing(undefined);
  const peppered = new Hashing({ current: "v1", versions: { v1: pepper } });
  // SHA-256 of `abc`, of FIPS 180-2.
  const abc = Buffer.from("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", "hex");
  expect(plain.of("abc")).toBe(`sha256:${abc.toString("base64url")}`);
  expect(peppered.of("abc")).toMatch(/^v1:/);
  expect(peppered.of("abc").slice(3)).not.toBe(plain.of("abc").slice(7));
  expect(peppered.matches(peppered.of("abc"), "abc")).toBe(true);
  expect(peppered.matches(peppered.of("abc"), "abd")).toBe(false);
  expect(peppered.matches(plain.of("abc"), "abc")).toBe(true);
  expect(plain.matches(peppered.of("abc"), "abc")).toBe(false);
});

test("a pepper that cannot be is refused when the keys are opened, without the pepper", () => {
  for (const [current, versions] of [
    ["v1", { v1: "tooshort" }],
    ["v2", { v1: "p".repeat(32) }],
    ["sha256", { sha256: "p".repeat(32) }],
    ["V:1", { "V:1": "p".repeat(32) }],
  ] as const) {
    expect(() => new Hashing({ current, versions })).toThrow(expect.objectContaining({ code: "invalid_key" }));
    expect(() => new Hashing({ current, versions })).not.toThrow(/tooshort|pppp/);
  }
});
