import { isRefusal, revocationsSince } from "@relata/keys";
import { describe, expect, test } from "vitest";
import { DATABASES, START, worlds } from "../databases.ts";
import { issuerOver } from "./chained.ts";
import { granted } from "./exchange-situation.ts";

const open = worlds();

/** A key with a token, and a verifier that reads the list. */
async function tokenOn(name: (typeof DATABASES)[number]) {
  const world = await open(name);
  const { keys, store, time } = world;
  const { exchange, verifier } = await issuerOver(world);
  const created = await keys.create({ name: "ci", tuples: ["document:1#reader"] });
  const principalNow = async () => {
    const principal = await keys.verify(created.secret);
    if (isRefusal(principal)) throw new Error(principal.reason);
    return principal;
  };
  const principal = await principalNow();
  const { token, claims } = granted(await exchange(principal));
  return {
    keys,
    store,
    time,
    exchange,
    verifier,
    id: created.key.id,
    secret: created.secret,
    principal,
    principalNow,
    token,
    claims,
  };
}

describe.each(DATABASES)("a token of a key on %s", (name) => {
  test("carries what the key may do, and is refused from the moment the key is revoked, also after it is purged", async () => {
    const { keys, verifier, time, id, token, claims, exchange, principal } = await tokenOn(name);
    expect(claims).toMatchObject({
      apiKeyId: id,
      sub: `apikey:${id}`,
      env: "live",
      permissions: { "document:1": ["read"] },
    });
    expect((await verifier.verify(token)).ok).toBe(true);
    time.now += 60_000;
    await keys.revoke(id);
    expect(await verifier.verify(token)).toEqual({ ok: false, refusal: "revoked" });
    expect(await exchange(principal)).toMatchObject({ code: "invalid_api_key", reason: "revoked" });
    await keys.purge(id);
    expect(await verifier.verify(token)).toEqual({ ok: false, refusal: "revoked" });
  });

  test("is refused while and after its key is disabled; a new one counts again", async () => {
    const { keys, verifier, time, id, token, exchange, principalNow } = await tokenOn(name);
    await keys.disable(id);
    expect((await verifier.verify(token)).ok).toBe(false);
    await keys.enable(id);
    time.now += 1_000;
    expect((await verifier.verify(token)).ok).toBe(false);
    const again = granted(await exchange(await principalNow()));
    expect((await verifier.verify(again.token)).ok).toBe(true);
  });

  test("changes nothing but its life when the secret of its key is rotated", async () => {
    const { keys, exchange, id, claims, verifier, token } = await tokenOn(name);
    const { secret } = await keys.rotate(id);
    const principal = await keys.verify(secret);
    if (isRefusal(principal)) throw new Error(principal.reason);
    const again = granted(await exchange(principal)).claims;
    expect({ ...again, jti: "", rev: "" }).toEqual({ ...claims, jti: "", rev: "" });
    expect((await verifier.verify(token)).ok).toBe(true);
  });

  test("is noted when it is made, and when it is not, without a word of it", async () => {
    const { keys, id, exchange, principal, token, secret } = await tokenOn(name);
    await keys.revoke(id);
    await exchange(principal);
    await keys.flush();
    const { rows } = await keys.audit({ key: id });
    expect(rows.filter(({ event }) => event === "exchange")).toEqual([
      { at: START, event: "exchange", outcome: "refused", reason: "revoked", key: id },
      { at: START, event: "exchange", outcome: "allowed", key: id },
    ]);
    for (const text of [token, secret.reveal()]) expect(JSON.stringify(rows)).not.toContain(text);
  });
});

test.each(["soon", "", "2026-13-01T00:00:00Z", 7])("a list since %o is refused", async (since) => {
  const { store } = await open("sqlite");
  await expect(revocationsSince(store, since as string)).rejects.toMatchObject({ code: "invalid_question" });
});

test("a list has each key once, with its last end, and none that ended before", async () => {
  const { keys, store, time } = await open("sqlite");
  const { key } = await keys.create({ name: "a" });
  await keys.disable(key.id);
  time.now += 10_000;
  await keys.revoke(key.id);
  const at = new Date(time.now).toISOString();
  expect(await revocationsSince(store, "2026-01-01T00:00:00Z")).toEqual({
    revocations: [{ apiKeyId: key.id, revokedAt: at }],
  });
  expect(await revocationsSince(store, at)).toEqual({ revocations: [{ apiKeyId: key.id, revokedAt: at }] });
  expect(await revocationsSince(store, new Date(time.now + 1).toISOString())).toEqual({ revocations: [] });
});
