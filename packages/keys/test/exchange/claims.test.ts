import { modelHash } from "@relata/core";
import { decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import { granted, inPlaceOf, keysOf, OWN, situation, START, taken } from "./exchange-situation.ts";

test("a key is exchanged for a token of fifteen minutes, with every claim of the contract and no other", async () => {
  const tuples = ["document:1#owner@apikey:k", "document:2#viewer@apikey:k"];
  const { exchange, relata, verifier } = await situation({ tuples });
  const exchanged = granted(await exchange({ ...OWN, organization: "acme", environment: "live" }));
  const { token, claims, ...envelope } = exchanged;
  expect(envelope).toEqual({ tokenType: "Bearer", expiresIn: 900, expiresAt: "2026-02-01T00:15:00.000Z" });
  expect(claims).toEqual({
    iss: "https://auth.example.com",
    aud: "documents",
    iat: START / 1_000,
    exp: START / 1_000 + 900,
    jti: expect.stringMatching(/^[\da-f-]{36}$/),
    sub: "apikey:k",
    scope: "api_key_exchange",
    apiKeyId: "k",
    permissions: { "document:1": ["edit", "pay", "view"], "document:2": ["view"] },
    abac_required: { "document:1": ["pay"] },
    perm_complete: true,
    mid: await modelHash(relata.model),
    rev: (await relata.tuples({}, { limit: 1 })).token,
    org: "acme",
    env: "live",
  });
  expect(decodeProtectedHeader(token)).toEqual({ alg: "Ed25519", kid: expect.any(String), typ: "at+jwt" });
  expect((await taken(verifier, token)).claims).toEqual(claims);
});

test("no two tokens have one `jti`", async () => {
  const { exchange } = await situation();
  const ids = await Promise.all([1, 2, 3].map(async () => granted(await exchange(OWN)).claims.jti));
  expect(new Set(ids).size).toBe(3);
});

describe("whom `sub` names", () => {
  const ann = { type: "user", id: "ann" };

  test.each([
    ["the owner's id", { ...inPlaceOf(ann), owner: ann }, undefined, "ann"],
    ["the key, on request", { ...inPlaceOf(ann), owner: ann }, "subject", "apikey:k"],
    ["the key, where it has no owner", OWN, "owner", "apikey:k"],
    [
      "an owner that is no user with its type",
      { ...OWN, owner: { type: "organization", id: "ann" } },
      "owner",
      "organization:ann",
    ],
    [
      "an owner whose id reads like a key with its type",
      { ...OWN, owner: { type: "user", id: "apikey:admin" } },
      "owner",
      "user:apikey:admin",
    ],
  ] as const)("%s", async (_, principal, style, sub) => {
    const { exchange } = await situation(style === undefined ? {} : { subjectClaim: style });
    const { claims } = granted(await exchange(principal));
    expect(claims.sub).toBe(sub);
    expect(claims.apiKeyId).toBe("k");
  });

  test("the owner is a claim with its type", async () => {
    const { exchange } = await situation();
    expect(granted(await exchange({ ...inPlaceOf(ann), owner: ann })).claims.owner).toBe("user:ann");
  });
});

test("a delegated key gets what both it and its owner may, as `check` says", async () => {
  const tuples = ["document:1#owner@user:ann", "document:1#viewer@apikey:k", "document:2#viewer@apikey:k"];
  const { exchange } = await situation({ tuples });
  const { claims } = granted(await exchange(inPlaceOf({ type: "apikey", id: "k" }, { type: "user", id: "ann" })));
  expect(claims.permissions).toEqual({ "document:1": ["view"] });
});

describe("is refused", () => {
  test.each([
    ["a revoked key", keysOf({ id: "k", revokedAt: START - 1 }), "revoked"],
    ["a key that is not there", keysOf(), "unknown"],
  ])("%s", async (_, keys, reason) => {
    const { exchange } = await situation({ keys });
    expect(await exchange(OWN)).toMatchObject({ code: "invalid_api_key", reason });
  });

  test("whoever is no key", async () => {
    const { exchange } = await situation();
    const ann = { type: "user", id: "ann" };
    const answer = await exchange({ kind: "user", subject: ann, asks: [ann], via: "session" });
    expect(answer).toMatchObject({
      code: "forbidden",
      reason: "kind",
      message: "only keys are exchanged: show the key itself",
    });
  });

  test.each(["token", "session"] as const)("a key that was not shown itself, but by a %s", async (via) => {
    const { exchange } = await situation({ tuples: ["document:1#owner@apikey:k"] });
    expect(await exchange({ ...OWN, via })).toMatchObject({ code: "forbidden", reason: "kind", key: "k" });
  });
});

describe("a request for less", () => {
  const tuples = ["document:1#owner@apikey:k"];

  test("names the audience that reads the token", async () => {
    const { exchange } = await situation({ tuples });
    expect(granted(await exchange(OWN, { audience: "bills" })).claims.aud).toBe("bills");
    await expect(exchange(OWN, { audience: "others" })).rejects.toMatchObject({
      code: "invalid_question",
      message: "there are no tokens for the audience `others`",
    });
  });

  test("gets only those permissions, and says within what it is complete", async () => {
    const { exchange } = await situation({ tuples });
    const { claims } = granted(await exchange(OWN, { types: ["document"], permissions: ["view"] }));
    expect(claims).toMatchObject({
      permissions: { "document:1": ["view"] },
      perm_complete: false,
      perm_within: { types: ["document"], permissions: ["view"] },
      perm_check: "/api/auth/check-permission",
    });
  });

  test.each([
    [{ types: ["documnt"] }, "unknown_type"],
    [{ permissions: ["veiw"] }, "unknown_permission"],
    [{ permissions: ["viewer"] }, "unknown_permission"],
  ])("of a name that is none, %o, fails", async (input, code) => {
    const { exchange } = await situation({ tuples });
    await expect(exchange(OWN, input)).rejects.toMatchObject({ code });
  });
});

describe("defects of others, by name", () => {
  test("a raw relation that escalates: relations are no permissions, and never claims", async () => {
    const { exchange } = await situation({ tuples: ["document:1#admin@apikey:k", "document:1#owner@apikey:k"] });
    const { claims } = granted(await exchange(OWN));
    expect(Object.values(claims.permissions).flat()).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/admin|owner/)]),
    );
  });

  test("a key in a nested group", async () => {
    const tuples = ["group:a#member@apikey:k", "group:b#member@group:a#member", "document:1#viewer@group:b#member"];
    const { exchange } = await situation({ tuples });
    expect(granted(await exchange(OWN)).claims.permissions).toEqual({ "document:1": ["view"] });
  });

  test("row-order dependence: one path without a condition is enough, whichever was written first", async () => {
    const tuples = ['document:1#viewer@apikey:k with in_region {"home":"eu"}', "document:1#owner@apikey:k"];
    for (const order of [tuples, tuples.toReversed()]) {
      const { exchange } = await situation({ tuples: order });
      expect(granted(await exchange(OWN)).claims.abac_required).toEqual({ "document:1": ["pay"] });
    }
  });

  test("a membership that holds on a condition makes what it grants conditional", async () => {
    const { exchange } = await situation({ tuples: ['document:1#viewer@apikey:k with in_region {"home":"eu"}'] });
    const { claims } = granted(await exchange(OWN));
    expect([claims.permissions, claims.abac_required]).toEqual([
      { "document:1": ["view"] },
      { "document:1": ["view"] },
    ]);
  });
});
