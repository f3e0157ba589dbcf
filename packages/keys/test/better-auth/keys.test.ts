import { describe, expect, test } from "vitest";
import { Authentication, betterAuthKeys, isRefusal, type BetterAuthKeyOptions } from "../../src/index.ts";
import { peoples, type People } from "./people.ts";

const open = peoples();

const answerOf = ({ auth }: People, key: string, options: BetterAuthKeyOptions = {}) =>
  new Authentication({ authenticators: [betterAuthKeys(auth, options)] }).authenticate({
    headers: new Headers({ "x-api-key": key }),
    address: "192.0.2.1",
  });

async function codeOf(people: People, key: string, options: BetterAuthKeyOptions = {}): Promise<string> {
  const answer = await answerOf(people, key, options);
  return isRefusal(answer) ? `${answer.code}: ${answer.reason}` : "admitted";
}

describe("keys of better-auth", () => {
  test("a key acts as its owner", async () => {
    const people = await open();
    const { id: userId } = await people.signUp("ann");
    const { id, key } = await people.auth.api.createApiKey({ body: { userId } });
    const owner = { type: "user", id: userId };
    expect(await answerOf(people, key)).toEqual({
      kind: "apikey",
      subject: { type: "apikey", id },
      asks: [owner],
      via: "key",
      owner,
      mode: "inherit",
    });
  });

  test("a key that ends there says when, so that no token of it lasts longer", async () => {
    const people = await open();
    const { id: userId } = await people.signUp("ann");
    const { key, expiresAt } = await people.auth.api.createApiKey({ body: { userId, expiresIn: 86_400 } });
    expect(await answerOf(people, key)).toMatchObject({ endsAt: expiresAt?.getTime() });
  });

  test("a key that has permissions there never has its owner's: it is delegated", async () => {
    const people = await open();
    const { id: userId } = await people.signUp("ann");
    const body = { userId, permissions: { review: ["read"] } };
    const { id, key } = await people.auth.api.createApiKey({ body });
    const asks = [
      { type: "apikey", id },
      { type: "user", id: userId },
    ];
    expect(await answerOf(people, key)).toMatchObject({ mode: "delegated", asks });
  });

  test("it recognises its own by their form, with their prefix where they have one, good or bad", async () => {
    const people = await open({ defaultPrefix: "rt_" });
    const { id: userId } = await people.signUp("ann");
    const { key } = await people.auth.api.createApiKey({ body: { userId } });
    const form = /^rt_[A-Za-z]{64}$/g;
    expect(await codeOf(people, key, { form })).toBe("admitted");
    expect(await codeOf(people, key, { form })).toBe("admitted");
    expect(await codeOf(people, `rt_${"x".repeat(64)}`, { form })).toBe("invalid_api_key: unknown");
    expect(betterAuthKeys(people.auth).recognises({ request: { headers: new Headers() } })).toBe(false);
  });

  test("a disabled key and an expired one are 401, and the audit knows why", async () => {
    const people = await open({ keyExpiration: { minExpiresIn: 0 } });
    const { id: userId } = await people.signUp("ann");
    const disabled = await people.auth.api.createApiKey({ body: { userId } });
    await people.auth.api.updateApiKey({ body: { keyId: disabled.id, userId, enabled: false } });
    expect(await codeOf(people, disabled.key)).toBe("invalid_api_key: disabled");
    const expired = await people.auth.api.createApiKey({ body: { userId } });
    people.database.prepare("update apikey set expiresAt = ? where id = ?").run("2026-01-01T00:00:00.000Z", expired.id);
    expect(await codeOf(people, expired.key)).toBe("invalid_api_key: expired");
  });

  test("a key of a banned user is 401 until the ban is over", async () => {
    const people = await open();
    const { id: userId } = await people.signUp("ann");
    const { key } = await people.auth.api.createApiKey({ body: { userId } });
    const now = Date.now();
    await people.update(userId, { banned: true, banExpires: new Date(now + 60_000) });
    expect(await codeOf(people, key)).toBe("invalid_api_key: owner_gone");
    expect(await codeOf(people, key, { clock: () => now + 61_000 })).toBe("admitted");
  });

  test("what is over its limit there is 429 with the time to come again, and what is used up without one", async () => {
    const people = await open({ rateLimit: { enabled: true, maxRequests: 1, timeWindow: 10_000 } });
    const { id: userId } = await people.signUp("ann");
    const { key } = await people.auth.api.createApiKey({ body: { userId } });
    expect(await codeOf(people, key)).toBe("admitted");
    expect(await answerOf(people, key)).toMatchObject({ code: "rate_limited", retryAfterSeconds: 10 });
    const used = await people.auth.api.createApiKey({ body: { userId, remaining: 1, rateLimitEnabled: false } });
    expect(await codeOf(people, used.key)).toBe("admitted");
    expect(await answerOf(people, used.key)).toMatchObject({ code: "rate_limited", retryAfterSeconds: undefined });
  });

  test("of several configurations only the named one's keys are accepted", async () => {
    const people = await open();
    const { id: userId } = await people.signUp("ann");
    const { id, key } = await people.auth.api.createApiKey({ body: { userId } });
    people.database.prepare("update apikey set configId = 'other' where id = ?").run(id);
    expect(await codeOf(people, key, { configId: "default" })).toBe("invalid_api_key: unknown");
  });

  test("that its database does not answer is a failure, though better-auth calls the key bad", async () => {
    const people = await open();
    const { id: userId } = await people.signUp("ann");
    const { key } = await people.auth.api.createApiKey({ body: { userId } });
    people.database.exec("alter table user rename to people");
    await expect(codeOf(people, key)).rejects.toMatchObject({ code: "store_unavailable" });
    people.database.exec("drop table apikey");
    expect(await people.auth.api.verifyApiKey({ body: { key } })).toMatchObject({ valid: false });
    await expect(codeOf(people, key)).rejects.toMatchObject({ code: "store_unavailable" });
  });
});
