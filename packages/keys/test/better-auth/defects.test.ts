import { afterEach, describe, expect, test, vi } from "vitest";
import { Authentication, betterAuthKeys, isRefusal, permissionGuard, storedKeys, type Keys } from "../../src/index.ts";
import type { SqliteKeyStore } from "../../src/sqlite/index.ts";
import { worlds } from "../databases.ts";
import { peoples, type People } from "./people.ts";

const openPeople = peoples();
const openWorld = worlds();
afterEach(() => void vi.useRealTimers());

/** What we answer of a key, ours or theirs. */
async function answerOf({ auth }: People, keys: Keys, key: string) {
  const authentication = new Authentication({ authenticators: [storedKeys(keys), betterAuthKeys(auth)] });
  return authentication.authenticate({ headers: new Headers({ "x-api-key": key }), address: "192.0.2.1" });
}

async function codeOf(people: People, keys: Keys, key: string): Promise<string> {
  const answer = await answerOf(people, keys, key);
  return isRefusal(answer) ? answer.code : "admitted";
}

const verified = async ({ auth }: People, key: string) => (await auth.api.verifyApiKey({ body: { key } })).valid;

describe("what better-auth does, and we do not", () => {
  test("the key of a deleted user", async () => {
    const people = await openPeople();
    const { keys } = await openWorld("sqlite");
    const { id: userId } = await people.signUp("ann");
    const theirs = await people.auth.api.createApiKey({ body: { userId } });
    const ours = await keys.create({ name: "ci", mode: "inherit", owner: `user:${userId}` });
    expect(await codeOf(people, keys, theirs.key)).toBe("admitted");
    expect(await codeOf(people, keys, ours.secret.reveal())).toBe("admitted");

    await people.delete(userId);
    await keys.ownerGone(`user:${userId}`);
    expect(await verified(people, theirs.key)).toBe(true);
    expect(await codeOf(people, keys, theirs.key)).toBe("invalid_api_key");
    expect(await codeOf(people, keys, ours.secret.reveal())).toBe("invalid_api_key");

    const ofNobody = await people.auth.api.createApiKey({ body: { userId: "nobody" } });
    expect(await verified(people, ofNobody.key)).toBe(true);
    expect(await codeOf(people, keys, ofNobody.key)).toBe("invalid_api_key");
  });

  test("401 for a missing permission", async () => {
    const people = await openPeople();
    const { relata, keys } = await openWorld("sqlite");
    const { id: userId } = await people.signUp("ann");
    const { key } = await people.auth.api.createApiKey({ body: { userId } });
    const unknown = "x".repeat(64);
    const permissions = { review: ["create"] };
    const theirs = await people.auth.api.verifyApiKey({ body: { key, permissions } });
    expect(theirs.error).toMatchObject({ code: "KEY_NOT_FOUND" });

    const caller = await answerOf(people, keys, key);
    if (isRefusal(caller)) throw new Error(caller.message);
    const guard = permissionGuard(relata, "review:create");
    expect(await guard.check(caller)).toMatchObject({ code: "forbidden", reason: "permission" });
    expect(await codeOf(people, keys, unknown)).toBe("invalid_api_key");
    await relata.write([`review:*#creator@user:${userId}`]);
    expect(await guard.check(caller)).toBeUndefined();
  });

  test("the gap limiter", async () => {
    const people = await openPeople({ rateLimit: { enabled: true, maxRequests: 10, timeWindow: 1_000 } });
    const { keys } = await openWorld("sqlite", { limits: [{ limit: 10, windowSeconds: 1 }] });
    const { id: userId } = await people.signUp("ann");
    const theirs = (await people.auth.api.createApiKey({ body: { userId } })).key;
    const ours = (await keys.create({ name: "steady" })).secret;
    vi.useFakeTimers({ now: Date.now() });
    const refused = { theirs: 0, ours: 0 };
    // Five a second, where ten are allowed.
    for (let n = 0; n < 60; n++) {
      await vi.advanceTimersByTimeAsync(200);
      if (!(await verified(people, theirs))) refused.theirs++;
      if (isRefusal(await keys.verify(ours))) refused.ours++;
    }
    expect(refused.ours).toBe(0);
    expect(refused.theirs).toBeGreaterThan(0);
    // Ours counts: what is over the limit is refused.
    for (let n = 0; n < 12; n++) if (isRefusal(await keys.verify(ours))) refused.ours++;
    expect(refused.ours).toBeGreaterThan(0);
  });

  test("two writes for each verification", async () => {
    const people = await openPeople();
    const { keys, store } = await openWorld("sqlite");
    const { id: userId } = await people.signUp("ann");
    const theirs = (await people.auth.api.createApiKey({ body: { userId } })).key;
    const ours = (await keys.create({ name: "read" })).secret;
    const { client } = store as unknown as SqliteKeyStore;
    const written = (database: typeof client) =>
      Number(database.prepare("select total_changes()").pluck().get()) +
      Number(database.pragma("data_version", { simple: true }));
    const before = { theirs: written(people.database), ours: written(client) };
    const times = 10;
    for (let n = 0; n < times; n++) {
      expect(await verified(people, theirs)).toBe(true);
      expect(isRefusal(await keys.verify(ours))).toBe(false);
    }
    // Here one row is written twice, though no limit is set.
    expect(written(people.database) - before.theirs).toBeGreaterThanOrEqual(times);
    expect(written(client) - before.ours).toBe(0);
  });
});
