import { createExchange, isRefusal, openSigningKeys, type StoredSigningKey } from "@relata/keys";
import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  generateKeyPair,
  jwtVerify,
  type JWK,
} from "jose";
import { describe, expect, test } from "vitest";
import { DATABASES, worlds } from "../databases.ts";
import { AUDIENCE, granted, ISSUER } from "../exchange/exchange-situation.ts";

const open = worlds();

const rsa = await generateKeyPair("RS256", { extractable: true });
const ed = await generateKeyPair("Ed25519", { extractable: true });
const jwk = { ...(await exportJWK(rsa.privateKey)), alg: "RS256" };
const edJwk = await exportJWK(ed.privateKey);
const publicJwk: JWK = { kty: "RSA", n: jwk.n ?? "", e: jwk.e ?? "", alg: "RS256" };
const { alg: _, ...unnamed } = jwk;

/** Forms that other systems and older ones keep signing keys in, none of which is ours. */
const FORMS: Record<string, string> = {
  "PKCS#8": await exportPKCS8(rsa.privateKey),
  "PKCS#8 on one line": (await exportPKCS8(rsa.privateKey)).replaceAll("\n", "\\n"),
  "a JWK of Ed25519 in a row of RS256": JSON.stringify({ ...edJwk, alg: "EdDSA" }),
  "a JWK without its algorithm": JSON.stringify(unnamed),
  "the public half": JSON.stringify(publicJwk),
  "a set of keys": JSON.stringify({ keys: [jwk] }),
  "a JWK as a JSON text": JSON.stringify(JSON.stringify(jwk)),
  "a symmetric key": JSON.stringify({ kty: "oct", k: "c2VjcmV0", alg: "RS256" }),
  nothing: "",
};

describe.each(DATABASES)("the signing-key format on %s", (name) => {
  test("the exchange signs with the keys that rotation makes, and a key of any other form is told, and rotated away", async () => {
    const { keys, relata, store, time } = await open(name);
    const clock = () => time.now;
    const kid = await calculateJwkThumbprint(publicJwk);
    const { secret } = await keys.create({ name: "k", expiresAt: time.now + 300 * 86_400_000 });
    const caller = await keys.verify(secret);
    if (isRefusal(caller)) throw new Error(caller.reason);
    for (const [form, material] of Object.entries(FORMS)) {
      const row: StoredSigningKey = { kid, generation: 1, algorithm: "RS256", createdMs: 0, signsFromMs: 0, material };
      await store.signingKeys.add(row);
      const signing = await openSigningKeys({
        store: store.signingKeys,
        encryption: "plain",
        algorithm: "ES256",
        clock,
      });
      const parts = { relata, keys: store, signing, issuer: ISSUER, audiences: [AUDIENCE] as const, clock };
      const exchange = createExchange(parts);
      const failure: unknown = await exchange(caller).catch((error: unknown) => error);
      expect([form, failure]).toEqual([form, expect.objectContaining({ code: "signing_key_unreadable" })]);
      expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain(material.slice(30, 50) || "-----BEGIN");
      await signing.withdraw(kid);
      const { token } = granted(await exchange(caller));
      const set = createLocalJWKSet((await signing.published()).document);
      const { protectedHeader } = await jwtVerify(token, set, { currentDate: new Date(time.now) });
      expect(protectedHeader).toMatchObject({ alg: "ES256", typ: "at+jwt" });
      await store.signingKeys.remove((await store.signingKeys.list()).map((one) => one.kid));
    }
  });
});
