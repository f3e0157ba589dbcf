import { createVerifier, VerifierFault, type VerifierOptions } from "@relata/keys/verifier";
import { base64url, exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet, type JWTPayload } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import { AUDIENCE, clockAt, ISSUER, START } from "../exchange/exchange-situation.ts";

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

let pair: Pair;
let other: Pair;
let rsa: Pair;
let jwks: JSONWebKeySet;

beforeAll(async () => {
  pair = await generateKeyPair("ES256", { extractable: true });
  other = await generateKeyPair("ES256", { extractable: true });
  rsa = await generateKeyPair("RS256", { extractable: true });
  jwks = {
    keys: [
      { ...(await exportJWK(pair.publicKey)), kid: "one", alg: "ES256", use: "sig" },
      { ...(await exportJWK(rsa.publicKey)), kid: "rsa", alg: "RS256", use: "sig" },
    ],
  };
});

const CLAIMS = {
  iss: ISSUER,
  aud: AUDIENCE,
  iat: START / 1_000,
  exp: START / 1_000 + 900,
  jti: "1",
  sub: "ann",
  scope: "api_key_exchange",
  apiKeyId: "k",
  permissions: { document: ["view"] },
  abac_required: {},
  perm_complete: true,
  mid: "m",
};

function tokenWith(claims: object = {}, header: object = {}, by = pair): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...claims } as JWTPayload)
    .setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid: "one", ...header })
    .sign(by.privateKey);
}

function verifierWith(options: Partial<VerifierOptions> = {}) {
  const clock = clockAt();
  return { clock, verifier: createVerifier({ issuer: ISSUER, audience: AUDIENCE, algorithms: ["ES256"], jwks, clock, ...options }) };
}

async function refusalOf(token: string, options: Partial<VerifierOptions> = {}) {
  const verified = await verifierWith(options).verifier.verify(token);
  return verified.ok ? "taken" : verified.refusal;
}

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

describe("what a token says of its own signature counts for nothing", () => {
  const encoded = (value: object) => base64url.encode(JSON.stringify(value));

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
    const token = await new SignJWT(CLAIMS).setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: "one" }).sign(secret);
    expect(await refusalOf(token)).toBe("algorithm_not_allowed");
  });

  test("a key that the token brings with it", async () => {
    const jwk = await exportJWK(other.publicKey);
    expect(await refusalOf(await tokenWith({}, { jwk }, other))).toBe("bad_signature");
  });

  test("a payload that was changed", async () => {
    const [head, , signature] = (await tokenWith()).split(".");
    expect(await refusalOf(`${head}.${encoded({ ...CLAIMS, perm_complete: false })}.${signature}`)).toBe("bad_signature");
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

describe("the issuer's keys", () => {
  function counted(load: () => JSONWebKeySet = () => jwks) {
    let looks = 0;
    const source = async () => {
      looks++;
      return load();
    };
    return { source, looks: () => looks };
  }

  test("are looked at once for many tokens at once, and again when they are old", async () => {
    const { source, looks } = counted();
    const { verifier, clock } = verifierWith({ jwks: source, cacheMs: 60_000 });
    const token = await tokenWith();
    await Promise.all([verifier.verify(token), verifier.verify(token), verifier.verify(token)]);
    clock.pass(59_999);
    await verifier.verify(token);
    expect(looks()).toBe(1);
    clock.pass(1);
    await verifier.verify(token);
    expect(looks()).toBe(2);
  });

  test("are looked at again for a key that is not among them, but not for every stranger", async () => {
    const { source, looks } = counted();
    const { verifier, clock } = verifierWith({ jwks: source, cooldownMs: 30_000 });
    await verifier.verify(await tokenWith());
    const stranger = await tokenWith({}, { kid: "two" });
    clock.pass(29_999);
    expect(await verifier.verify(stranger)).toMatchObject({ refusal: "unknown_key" });
    expect(looks()).toBe(1);
    clock.pass(1);
    await verifier.verify(stranger);
    await verifier.verify(stranger);
    expect(looks()).toBe(2);
  });

  test("that cannot be had are a fault, and no refusal", async () => {
    const { verifier } = verifierWith({ jwks: () => Promise.reject(new Error("down")) });
    const fault: unknown = await verifier.verify(await tokenWith()).catch((error: unknown) => error);
    expect(fault).toMatchObject({ name: "VerifierFault", code: "keys_unavailable", message: "the issuer's keys could not be read: down" });
  });

  test("that are no document are a fault", async () => {
    await expect(verifierWith({ jwks: () => ({ keys: "none" }) as never }).verifier.verify(await tokenWith())).rejects.toMatchObject({ code: "keys_unavailable" });
  });

  test("are used a while longer where the issuer does not answer, and not for ever", async () => {
    let isDown = false;
    const { source, looks } = counted(() => {
      if (isDown) throw new Error("down");
      return jwks;
    });
    const { verifier, clock } = verifierWith({ jwks: source, cacheMs: 60_000, staleMs: 600_000 });
    const token = await tokenWith();
    await verifier.verify(token);
    isDown = true;
    clock.pass(60_000);
    expect((await verifier.verify(token)).ok).toBe(true);
    expect((await verifier.verify(token)).ok).toBe(true);
    expect(looks()).toBe(2);
    clock.pass(540_000);
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: "keys_unavailable" });
  });
});

describe("revoked keys", () => {
  const revokedAt = (ms: number) => async () => ({ revocations: [{ apiKeyId: "k", revokedAt: new Date(ms).toISOString() }] });

  test("have no token that counts, but those made after", async () => {
    const token = await tokenWith();
    expect(await refusalOf(token, { revocations: revokedAt(START) })).toBe("revoked");
    expect(await refusalOf(token, { revocations: revokedAt(START - 1) })).toBe("taken");
    expect(await refusalOf(await tokenWith({ apiKeyId: "l" }), { revocations: revokedAt(START) })).toBe("taken");
  });

  test("are asked for over the life of a token, once in a while", async () => {
    const asked: string[] = [];
    const revocations = async (since: string) => {
      asked.push(since);
      return { revocations: [] };
    };
    const { verifier, clock } = verifierWith({ revocations });
    const token = await tokenWith();
    await verifier.verify(token);
    clock.pass(14_999);
    await verifier.verify(token);
    expect(asked).toEqual(["2026-01-31T23:44:00.000Z"]);
    clock.pass(1);
    await verifier.verify(token);
    expect(asked).toHaveLength(2);
  });

  test.each([
    ["a list that cannot be had", () => Promise.reject(new Error("down"))],
    ["a list that is none", async () => ({}) as never],
    ["a time that is none", async () => ({ revocations: [{ apiKeyId: "k", revokedAt: "soon" }] })],
  ])("%s is a fault: nothing is taken on trust", async (_, revocations) => {
    await expect(verifierWith({ revocations }).verifier.verify(await tokenWith())).rejects.toMatchObject({ code: "revocations_unavailable" });
  });
});
