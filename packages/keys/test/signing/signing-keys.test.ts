import { DEFAULT_TIMING, openSigningKeys, type SigningKeysOptions, type StoredSigningKey } from "@relata/keys";
import { compactDecrypt, createLocalJWKSet, exportPKCS8, generateKeyPair, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { clockAt, SECRET, START } from "../exchange/exchange-situation.ts";
import { keptInMemory } from "./kept-in-memory.ts";

async function opened(options: Partial<SigningKeysOptions> = {}) {
  const clock = clockAt();
  const store = keptInMemory();
  const parts = { store, encryption: [SECRET], algorithm: "ES256", clock, ...options } as const;
  return { clock, store, keys: await openSigningKeys(parts), again: () => openSigningKeys(parts) };
}

async function verifies(token: string, keys: Awaited<ReturnType<typeof opened>>["keys"]) {
  const { document } = await keys.published();
  return (await jwtVerify(token, createLocalJWKSet(document), { currentDate: new Date(START) })).protectedHeader;
}

describe.each(["RS256", "ES256", "Ed25519"] as const)("keys of %s", (algorithm) => {
  test("sign, are published with their public half alone, and say how long a token will be", async () => {
    const { keys } = await opened({ algorithm });
    const signer = await keys.signer();
    const claims = { sub: "apikey:k", text: "ä\u{1f511}" };
    const token = await signer.sign(claims);
    expect(token).toHaveLength(signer.sizeOf(claims));
    expect(await verifies(token, keys)).toMatchObject({ alg: algorithm, typ: "at+jwt" });
    const { document, maxAgeSeconds } = await keys.published();
    expect(maxAgeSeconds).toBe(300);
    expect(document.keys).toHaveLength(1);
    for (const secret of ["d", "p", "q", "dp", "dq", "qi", "k"]) expect(document.keys[0]).not.toHaveProperty(secret);
    expect(document.keys[0]).toMatchObject({ alg: algorithm, use: "sig", kid: expect.stringMatching(/^[\w-]{43}$/) });
  });
});

test("the first key is of RS256 unless another algorithm is given", async () => {
  const { store } = await opened({ algorithm: undefined } as never);
  expect(store.rows.map(({ algorithm }) => algorithm)).toEqual(["RS256"]);
});

describe("rotation", () => {
  test("publishes the next key an hour and some minutes before it signs, and the last one while its tokens live", async () => {
    const { keys, clock } = await opened();
    const first = await (await keys.signer()).sign({});
    const next = await keys.rotate();
    expect(next.signsFromMs - next.createdMs).toBe(67 * 60_000);
    expect((await keys.list()).map(({ state }) => state)).toEqual(["current", "next"]);
    expect(await verifies(await (await keys.signer()).sign({}), keys)).not.toMatchObject({ kid: next.kid });
    clock.set(next.signsFromMs);
    expect((await keys.list()).map(({ state }) => state)).toEqual(["retired", "current"]);
    expect(await verifies(await (await keys.signer()).sign({}), keys)).toMatchObject({ kid: next.kid });
    await verifies(first, keys);
    clock.pass(17 * 60_000);
    await keys.tend();
    expect((await keys.list()).map(({ kid }) => kid)).toEqual([next.kid]);
    await expect(verifies(first, keys)).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
  });

  test("comes by itself once a quarter, in good time, and once for all processes", async () => {
    const { keys, again, clock, store } = await opened();
    const other = await again();
    clock.pass(DEFAULT_TIMING.periodMs - 2 * 60 * 60_000);
    await keys.tend();
    expect(store.rows).toHaveLength(1);
    clock.pass(60 * 60_000);
    await Promise.all([keys.tend(), other.tend()]);
    expect(store.rows.map(({ generation }) => generation)).toEqual([1, 2]);
    expect(store.rows[1]?.signsFromMs).toBeLessThanOrEqual(START + DEFAULT_TIMING.periodMs + 67 * 60_000);
  });

  test("changes the algorithm without a gap: the old one signs until every verifier has the new one", async () => {
    const { store, keys, clock } = await opened({ algorithm: "RS256" });
    const changed = await openSigningKeys({ store, encryption: [SECRET], algorithm: "ES256", clock });
    const next = await changed.rotate();
    expect(await verifies(await (await changed.signer()).sign({}), keys)).toMatchObject({ alg: "RS256" });
    clock.set(next.signsFromMs);
    expect(await verifies(await (await keys.signer()).sign({}), changed)).toMatchObject({ alg: "ES256" });
  });

  test("takes a key that became known away at once, and lets the next one step in", async () => {
    const { keys } = await opened();
    const [first] = await keys.list();
    const next = await keys.rotate();
    const token = await (await keys.signer()).sign({});
    await keys.withdraw(first?.kid ?? "");
    expect((await keys.list()).map(({ kid, state }) => [kid, state])).toEqual([[next.kid, "current"]]);
    await expect(verifies(token, keys)).rejects.toMatchObject({ code: "ERR_JWKS_NO_MATCHING_KEY" });
    await keys.withdraw(next.kid);
    expect((await keys.list()).map(({ state }) => state)).toEqual(["current"]);
  });

  test("refuses times that leave a key no time to sign", async () => {
    await expect(opened({ timing: { periodMs: 60_000 } })).rejects.toMatchObject({ code: "invalid_settings" });
    await expect(opened({ timing: { lifeMs: Number.NaN } })).rejects.toMatchObject({ code: "invalid_settings" });
  });
});

const tampered = async (
  change: (row: StoredSigningKey) => Promise<Partial<StoredSigningKey>>,
  encryption: SigningKeysOptions["encryption"],
) => {
  const { store, again } = await opened({ encryption });
  const [row] = store.rows;
  if (row !== undefined) store.rows[0] = { ...row, ...(await change(row)) };
  return (await again()).signer();
};

const pem = async () => exportPKCS8((await generateKeyPair("ES256", { extractable: true })).privateKey);

describe("the signing-key format", () => {
  test("is a JWK, encrypted: what is stored holds no key that can be read", async () => {
    const { store } = await opened();
    const { plaintext, protectedHeader } = await compactDecrypt(store.rows[0]?.material ?? "", SECRET.secret);
    expect(protectedHeader).toEqual({ alg: "dir", enc: "A256GCM", kid: "1", cty: "jwk+json" });
    expect(JSON.parse(new TextDecoder().decode(plaintext))).toMatchObject({ kty: "EC", crv: "P-256", alg: "ES256" });
  });

  test("is not PKCS#8: a key in PEM is told for what it is, whether the store is plain or encrypted", async () => {
    const plain = await tampered(async () => ({ material: await pem() }), "plain").catch((error: unknown) => error);
    expect(plain).toMatchObject({
      code: "signing_key_unreadable",
      message: expect.stringContaining("is stored as PEM (PKCS#8), and not as a JWK"),
    });
    await expect(tampered(async () => ({ material: await pem() }), [SECRET])).rejects.toMatchObject({
      code: "signing_key_unreadable",
    });
  });

  test("is plain only where that was said, and then is read back", async () => {
    await expect(opened({ encryption: [] })).rejects.toMatchObject({ code: "invalid_settings" });
    await expect(opened({ encryption: undefined } as never)).rejects.toMatchObject({ code: "invalid_settings" });
    const { store, keys } = await opened({ encryption: "plain" });
    expect(JSON.parse(store.rows[0]?.material ?? "")).toMatchObject({ kty: "EC", alg: "ES256" });
    await verifies(await (await keys.signer()).sign({}), keys);
  });

  test("that is plain is refused where keys encrypt: who writes to the table places no key of his own", async () => {
    const { store: plain } = await opened({ encryption: "plain" });
    await expect(tampered(async () => ({ ...plain.rows[0] }), [SECRET])).rejects.toMatchObject({
      code: "signing_key_unreadable",
    });
  });

  test("that is encrypted is told where the store is said to be plain", async () => {
    const { store } = await opened();
    await expect(tampered(async () => ({ ...store.rows[0] }), "plain")).rejects.toMatchObject({
      message: expect.stringContaining("is stored as an encrypted text"),
    });
  });

  test("belongs to its row: material of another key, or of another algorithm, is refused", async () => {
    const { store } = await opened();
    const material = store.rows[0]?.material ?? "";
    await expect(tampered(async () => ({ material }), [SECRET])).rejects.toMatchObject({
      message: expect.stringContaining("it is of another row"),
    });
    await expect(tampered(async () => ({ algorithm: "RS256" }), [SECRET])).rejects.toMatchObject({
      code: "signing_key_unreadable",
    });
  });

  test("says nothing of the key in a failure", async () => {
    const key = await pem();
    const failure = (await tampered(async () => ({ material: key }), "plain").catch(
      (error: unknown) => error,
    )) as Error;
    expect(`${failure.message} ${String(failure.cause)} ${JSON.stringify(failure)}`).not.toContain(key.slice(40, 60));
  });
});

describe("the keys that encrypt", () => {
  test("are rotated: the first encrypts, and all are read under", async () => {
    const { store, clock } = await opened();
    const newer = { id: "2", secret: Buffer.alloc(32, 9).toString("base64url") };
    const keys = await openSigningKeys({ store, encryption: [newer, SECRET], algorithm: "ES256", clock });
    await keys.rotate();
    expect((await keys.published()).document.keys).toHaveLength(2);
    const without = await openSigningKeys({ store, encryption: [newer], algorithm: "ES256", clock });
    await expect(without.published()).rejects.toMatchObject({
      code: "signing_key_unreadable",
      message: "a signing key cannot be decrypted: give the key it was encrypted under among `encryption`",
    });
  });

  test.each([[new Uint8Array(16)], ["c2hvcnQ"], ["not base64url!"]])(
    "have 32 bytes: %o is refused, and not repeated",
    async (secret) => {
      const failure = await opened({ encryption: [{ id: "1", secret }] }).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: "invalid_settings" });
      expect(String(failure)).not.toContain(String(secret));
    },
  );
});
