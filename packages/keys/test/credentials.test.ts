import { expect, test } from "vitest";
import { inspect } from "node:util";
import { credentialOf, isRefusal, Refusal, Secret, type Credential } from "../src/index.ts";

const of = (headers: Record<string, string>, options = {}) => credentialOf({ headers: new Headers(headers) }, options);
const textOf = (found: Credential | Refusal | undefined) =>
  found === undefined || isRefusal(found) ? found : found.secret.reveal();

test("a key is read from x-api-key and from Bearer, whatever the case of the scheme", () => {
  expect(textOf(of({ "x-api-key": "k1" }))).toBe("k1");
  expect(textOf(of({ authorization: "bEARER k1" }))).toBe("k1");
  expect(of({})).toBeUndefined();
});

test("only Bearer is read: another scheme is no credential", () => {
  expect(of({ authorization: "Basic azE6" })).toBeUndefined();
  expect(of({ authorization: "Bearerk1" })).toBeUndefined();
});

test("two different credentials are ambiguous, and the same one twice is not", () => {
  expect(of({ "x-api-key": "k1", authorization: "Bearer k2" })).toMatchObject({ code: "ambiguous_credentials" });
  expect(textOf(of({ "x-api-key": "k1", authorization: "Bearer k1" }))).toBe("k1");
});

test("only blanks and tabs are white space around a credential", () => {
  expect(textOf(of({ "x-api-key": " \tk1\t " }))).toBe("k1");
  expect(textOf(of({ authorization: "Bearer\t k1" }))).toBe("k1");
  for (const space of ["\u00a0", "\u0085"]) {
    expect(textOf(of({ "x-api-key": `${space}k1` }))).toBe(`${space}k1`);
    expect(of({ authorization: `Bearer${space}k1` })).toBeUndefined();
    expect(textOf(of({ authorization: `Bearer k1${space}` }))).toBe(`k1${space}`);
  }
});

test("the header and the scheme are configurable", () => {
  const options = { header: "x-acme-key", scheme: "Key" };
  expect(textOf(of({ "x-acme-key": "k1" }, options))).toBe("k1");
  expect(textOf(of({ authorization: "key k1" }, options))).toBe("k1");
  expect(of({ "x-api-key": "k1", authorization: "Bearer k1" }, options)).toBeUndefined();
});

test("a secret shows itself to nobody who prints it", () => {
  const secret = new Secret("hunter2");
  const shown = [String(secret), JSON.stringify({ secret }), inspect({ secret }), inspect([[secret]])];
  for (const text of shown) {
    expect(text).toContain("[secret]");
    expect(text).not.toContain("hunter2");
  }
  expect(secret.reveal()).toBe("hunter2");
});

test("what a caller reads of a refusal does not say why a key is no good", () => {
  const refusal = new Refusal("invalid_api_key", "revoked", { key: "k" });
  expect(JSON.stringify(refusal)).toBe('{"error":"invalid_api_key","message":"Invalid API key"}');
});
