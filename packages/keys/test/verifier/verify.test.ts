import { VerifierFault } from "@relata/keys/verifier";
import { base64url, exportJWK, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { AUDIENCE, START } from "../exchange/exchange-situation.ts";
import { CLAIMS, jwks, other, refusalOf, rsa, tokenWith, verifierWith } from "./forged.ts";

test("a token of the issuer for the audience is taken, with its claims; its text is in no log of it", async () => {
  const text = await tokenWith();
  const verified = await verifierWith().verifier.verify(text);
  if (!verified.ok) throw new Error(verified.refusal);
  expect(verified.token.claims).toEqual(CLAIMS);
  expect(verified.token.text).toBe(text);
  expect(JSON.stringify(verified)).not.toContain(text);
});

test.each([
  ["of another issuer", { iss: "https://evil.example.com" }, "wrong_issuer"],
  ["for another audience", { aud: "bills" }, "wrong_audience"],
  ["for several audiences", { aud: [AUDIENCE, "bills"] }, "not_exchanged"],
  ["whose time is over", { exp: START / 1_000 }, "expired"],
  ["of the future", { iat: START / 1_000 + 6, exp: START / 1_000 + 60 }, "not_yet_valid"],
  ["that lives longer than any does", { exp: START / 1_000 + 901 }, "lives_too_long"],
  ["without an end", { exp: undefined }, "not_exchanged"],
  ["of another scope", { scope: "openid" }, "not_exchanged"],
  ["without permissions", { permissions: undefined }, "not_exchanged"],
  ["whose permissions are no lists", { permissions: { document: "view" } }, "not_exchanged"],
  ["whose completeness is no truth", { perm_complete: "true" }, "not_exchanged"],
  ["complete within what is no list", { perm_within: { types: "document" } }, "not_exchanged"],
])("a token %s is refused", async (_, claims, refusal) => {
  expect(await refusalOf(await tokenWith(claims))).toBe(refusal);
});

test("the issuer's clock may be a little ahead; nothing is added to the life of a token", async () => {
  expect(await refusalOf(await tokenWith({ iat: START / 1_000 + 5, exp: START / 1_000 + 60 }))).toBe("taken");
  const { verifier, clock } = verifierWith();
  const token = await tokenWith();
  clock.pass(899_999);
  expect((await verifier.verify(token)).ok).toBe(true);
  clock.pass(1);
  expect(await verifier.verify(token)).toEqual({ ok: false, refusal: "expired" });
});

const encoded = (value: object) => base64url.encode(JSON.stringify(value));

describe("what a token says of its own signature counts for nothing", () => {
  test.each([
    ["typ JWT", { typ: "JWT" }, "wrong_type"],
    ["no typ", { typ: undefined }, "wrong_type"],
    ["a key that is not published", { kid: "two" }, "unknown_key"],
    ["no key", { kid: undefined }, "unknown_key"],
  ])("%s", async (_, header, refusal) => {
    expect(await refusalOf(await tokenWith({}, header))).toBe(refusal);
  });

  test("alg none", async () => {
    const token = `${encoded({ alg: "none", typ: "at+jwt", kid: "one" })}.${encoded(CLAIMS)}.`;
    expect(await refusalOf(token)).toBe("algorithm_not_allowed");
  });

  test("an algorithm that is published, and not allowed here", async () => {
    const token = await tokenWith({}, { alg: "RS256", kid: "rsa" }, rsa);
    expect(await refusalOf(token)).toBe("algorithm_not_allowed");
    expect(await refusalOf(token, { algorithms: ["RS256"] })).toBe("taken");
  });

  test("HS256 under the public key as a secret", async () => {
    const secret = new TextEncoder().encode(JSON.stringify(jwks.keys[0]));
    const token = await new SignJWT(CLAIMS)
      .setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "one" })
      .sign(secret);
    expect(await refusalOf(token)).toBe("algorithm_not_allowed");
  });

  test("a key that the token brings with it", async () => {
    const jwk = await exportJWK(other.publicKey);
    expect(await refusalOf(await tokenWith({}, { jwk }, other))).toBe("bad_signature");
  });

  test("a payload that was changed", async () => {
    const [head, , signature] = (await tokenWith()).split(".");
    expect(await refusalOf(`${head}.${encoded({ ...CLAIMS, perm_complete: false })}.${signature}`)).toBe(
      "bad_signature",
    );
  });

  test.each(["", "a.b.c", "no token", "....."])("text that is none, `%s`", async (text) => {
    expect(await refusalOf(text)).toBe("malformed");
  });
});

test.each([
  [{ issuer: "" }],
  [{ audience: undefined }],
  [{ algorithms: [] }],
  [{ algorithms: ["HS256"] }],
  [{ algorithms: ["none"] }],
  [{ jwks: "not a url" }],
  [{ revocations: "not a url" }],
])("a verifier with %o is refused at once", (options) => {
  expect(() => verifierWith(options as never)).toThrow(VerifierFault);
});
