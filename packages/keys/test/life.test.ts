import { describe, expect, test } from "vitest";
import { isRefusal, looksLikeKey, type Principal, type Refusal } from "../src/index.ts";
import { DATABASES, START, worlds } from "./databases.ts";

const open = worlds();
const DAY = 86_400_000;
const reasonOf = (answer: Principal | Refusal) => (isRefusal(answer) ? `${answer.code}: ${answer.reason}` : "admitted");

describe.each(DATABASES)("the life of a key on %s", (name) => {
  test("a key is made with its tuples, and its caller may what they say", async () => {
    const { keys, relata } = await open(name, { app: "acme" });
    const { key, secret } = await keys.create({ name: "backup", tuples: ["document:plans#reader"] });
    expect(looksLikeKey(secret.reveal())).toBe(true);
    expect(secret.reveal()).toMatch(/^acme_api_live_/);
    expect(key).toEqual({
      id: key.id,
      app: "acme",
      kind: "api",
      environment: "live",
      name: "backup",
      createdAt: START,
      expiresAt: START + 90 * DAY,
      metadata: {},
      lastFour: secret.reveal().slice(-4),
      mode: "own",
      isDisabled: false,
    });
    const caller = await keys.verify(secret);
    expect(caller).toEqual({
      kind: "apikey",
      subject: { type: "apikey", id: key.id },
      asks: [{ type: "apikey", id: key.id }],
      via: "key",
      mode: "own",
      environment: "live",
      key: key.id,
      endsAt: START + 90 * DAY,
    });
    expect(await relata.can(`apikey:${key.id}`, "read", "document:plans")).toBe(true);
    expect(await relata.can(`apikey:${key.id}`, "write", "document:plans")).toBe(false);
  });

  test("where a tuple is refused there is no key, and where the key is refused there is no tuple", async () => {
    const { keys, relata } = await open(name);
    const tuples = ["document:plans#reader", "document:plans#nonsense"];
    await expect(keys.create({ name: "half", tuples })).rejects.toMatchObject({ code: "unknown_relation" });
    expect(await keys.list()).toEqual({ keys: [] });
    const hash = "ab".repeat(32);
    await keys.import({ name: "first", hash });
    const before = await relata.count({});
    await expect(keys.import({ name: "second", hash, tuples: ["document:plans#owner"] })).rejects.toMatchObject({
      code: "invalid_key",
    });
    expect(await relata.count({})).toBe(before);
  });

  test("a tuple of a key names no other subject", async () => {
    const { keys } = await open(name);
    for (const tuple of ["document:a#owner@user:mallory", "document:a", "document:a#owner@"]) {
      await expect(keys.create({ name: "k", tuples: [tuple] })).rejects.toMatchObject({ code: "invalid_tuple" });
    }
  });

  test("expiry is enforced when the key is read, to the millisecond", async () => {
    const { keys, time } = await open(name);
    const { secret } = await keys.create({ name: "short", expiresAt: START + 1_000 });
    time.now = START + 999;
    expect(reasonOf(await keys.verify(secret))).toBe("admitted");
    time.now = START + 1_000;
    expect(reasonOf(await keys.verify(secret))).toBe("invalid_api_key: expired");
  });

  test("a key lives 90 days unless told, a year at the most, and for ever only where that is allowed", async () => {
    const { keys } = await open(name);
    const refused = { code: "invalid_key" };
    await expect(keys.create({ name: "k", expiresAt: START + 366 * DAY })).rejects.toMatchObject(refused);
    await expect(keys.create({ name: "k", expiresAt: null })).rejects.toMatchObject(refused);
    await expect(keys.create({ name: "k", expiresAt: START })).rejects.toMatchObject(refused);
    await expect(keys.create({ name: "k", expiresAt: "soon" })).rejects.toMatchObject(refused);
    const { keys: lenient } = await open(name, { life: { allowsForever: true } });
    expect((await lenient.create({ name: "k", expiresAt: null })).key.expiresAt).toBeUndefined();
  });

  test("a rotated key keeps its id and every decision; the old secret goes on for its grace", async () => {
    const { keys, relata, time } = await open(name);
    const { key, secret } = await keys.create({ name: "k", tuples: ["document:a#owner", "document:b#reader"] });
    const decisions = async () => {
      const subject = `apikey:${key.id}`;
      const documents = await relata.listObjects({ subject, permission: "read", type: "document" });
      return JSON.stringify([documents, await relata.explain({ subject, permission: "write", object: "document:b" })]);
    };
    const before = await decisions();
    const rotated = await keys.rotate(key.id, { graceSeconds: 60 });
    expect(rotated.key.id).toBe(key.id);
    expect(rotated.secret.reveal()).not.toBe(secret.reveal());
    expect(await decisions()).toBe(before);
    expect(reasonOf(await keys.verify(secret))).toBe("admitted");
    expect(await keys.verify(rotated.secret)).toEqual(await keys.verify(secret));
    time.now = START + 60_000;
    expect(reasonOf(await keys.verify(secret))).toBe("invalid_api_key: expired");
    expect(reasonOf(await keys.verify(rotated.secret))).toBe("admitted");
  });

  test("a grace ends with the key", async () => {
    const { keys, store, time } = await open(name);
    const { key } = await keys.create({ name: "k", expiresAt: START + 1_000 });
    await keys.rotate(key.id, { graceSeconds: 3_600 });
    await keys.update(key.id, { expiresAt: START + 10 * DAY });
    time.now = START + 1_000;
    expect((await store.get(key.id))?.expiresAt).toBe(START + 10 * DAY);
    time.now = START + 11 * DAY;
    await expect(keys.rotate(key.id)).rejects.toMatchObject({ code: "invalid_key" });
  });

  test("disabled is off until enabled, revoked is for ever, and purged is gone with every tuple", async () => {
    const { keys, relata } = await open(name);
    const { key, secret } = await keys.create({ name: "k", tuples: ["document:a#owner", "group:g#member"] });
    await keys.disable(key.id);
    expect(reasonOf(await keys.verify(secret))).toBe("invalid_api_key: disabled");
    expect((await keys.get(key.id)).isDisabled).toBe(true);
    await keys.enable(key.id);
    expect(reasonOf(await keys.verify(secret))).toBe("admitted");
    await expect(keys.purge(key.id)).rejects.toMatchObject({ code: "key_revoked" });
    expect(await relata.can(`apikey:${key.id}`, "write", "document:a")).toBe(true);
    await keys.revoke(key.id);
    expect(reasonOf(await keys.verify(secret))).toBe("invalid_api_key: revoked");
    const { id } = key;
    const changes = [() => keys.enable(id), () => keys.disable(id), () => keys.rotate(id), () => keys.revoke(id)];
    for (const change of changes) {
      await expect(change()).rejects.toMatchObject({ code: "key_revoked" });
    }
    expect((await keys.get(key.id)).revokedAt).toBe(START);
    await keys.purge(key.id);
    await expect(keys.get(key.id)).rejects.toMatchObject({ code: "unknown_key" });
    expect(reasonOf(await keys.verify(secret))).toBe("invalid_api_key: unknown");
    expect(await relata.count({})).toBe(0);
  });

  test("keys are listed in pages, by owner and by organization", async () => {
    const { keys } = await open(name);
    const ids = [];
    for (let n = 0; n < 5; n++) {
      const owner = n % 2 === 0 ? "user:ann" : "user:bob";
      const { key } = await keys.create({ name: `k${n}`, owner, organization: n < 2 ? "one" : "two" });
      ids.push(key.id);
    }
    const first = await keys.list({ limit: 3 });
    const rest = await keys.list({ limit: 3, ...(first.next !== undefined && { after: first.next }) });
    expect(rest.next).toBeUndefined();
    expect([...first.keys, ...rest.keys].map(({ id }) => id)).toEqual(ids.toSorted());
    expect((await keys.list({ owner: "user:ann" })).keys).toHaveLength(3);
    expect((await keys.list({ organization: "two" })).keys).toHaveLength(3);
    expect((await keys.list({ owner: "user:ann", organization: "two" })).keys).toHaveLength(2);
    await expect(keys.list({ limit: 0 })).rejects.toMatchObject({ code: "invalid_question" });
  });

  test("a service key belongs to an organization, and is a service to whoever asks", async () => {
    const { keys } = await open(name);
    await expect(keys.create({ name: "s", kind: "service" })).rejects.toMatchObject({ code: "invalid_key" });
    const { secret } = await keys.create({ name: "s", kind: "service", organization: "acme" });
    expect(secret.reveal()).toContain("_service_live_");
    expect(await keys.verify(secret)).toMatchObject({ kind: "service", organization: "acme" });
  });

  test("a root key runs the house", async () => {
    const { keys, relata } = await open(name);
    const { key } = await keys.create({ name: "r", kind: "root" });
    expect(await relata.can(`apikey:${key.id}`, "manage_keys", "system:root:main")).toBe(true);
  });

  test("a key of another environment is refused with a code of its own", async () => {
    const { keys } = await open(name);
    const { secret } = await keys.create({ name: "t", environment: "test" });
    expect(reasonOf(await keys.verify(secret))).toBe("environment_mismatch: environment");
  });

  test("when a key was last used is noted once a minute, behind the requests", async () => {
    const { keys, time } = await open(name);
    const { key, secret } = await keys.create({ name: "k" });
    await keys.verify(secret);
    expect((await keys.get(key.id)).lastUsedAt).toBeUndefined();
    await keys.flush();
    expect((await keys.get(key.id)).lastUsedAt).toBe(START);
    time.now = START + 59_999;
    await keys.verify(secret);
    await keys.flush();
    expect((await keys.get(key.id)).lastUsedAt).toBe(START);
    time.now = START + 60_000;
    await keys.verify(secret);
    await keys.flush();
    expect((await keys.get(key.id)).lastUsedAt).toBe(START + 60_000);
  });

  test("every change stands in the audit, with who made it", async () => {
    const { keys } = await open(name);
    const by = { type: "user", id: "ann" };
    const { key } = await keys.create({ name: "k", by });
    await keys.update(key.id, { name: "l", by });
    await keys.disable(key.id, { by });
    await keys.enable(key.id);
    await keys.rotate(key.id);
    await keys.revoke(key.id);
    await keys.purge(key.id);
    const { rows } = await keys.audit({ key: key.id });
    expect(rows.map(({ event, by: who }) => `${event} ${who ?? "-"}`)).toEqual([
      "purge -",
      "revoke -",
      "rotate -",
      "enable -",
      "disable user:ann",
      "update user:ann",
      "create user:ann",
    ]);
  });

  test("hashes of other systems are imported in any of their forms, and their keys are known by a pattern", async () => {
    const { keys } = await open(name, { foreign: /^zb_[A-Za-z]{20,}$/ });
    const { createHash } = await import("node:crypto");
    for (const form of ["hex", "base64", "base64url"] as const) {
      const text = `zb_${form}abcdefghijklmnopqrstuv`.replace("64", "");
      const hash = createHash("sha256").update(text).digest(form);
      const key = await keys.import({ name: form, hash, lastFour: text.slice(-4), tuples: ["document:a#reader"] });
      expect(keys.recognises(text)).toBe(true);
      expect(await keys.verify(text)).toMatchObject({ key: key.id });
    }
    expect(keys.recognises("other_abcdefghijklmnopqrstuv")).toBe(false);
    await expect(keys.import({ name: "k", hash: "short" })).rejects.toMatchObject({ code: "invalid_key" });
  });

  test("peppers are versioned: an older one verifies, a new one hashes, and one that is dropped ends its keys", async () => {
    const one = "1".repeat(32);
    const two = "2".repeat(32);
    const world = await open(name, { peppers: { current: "v1", versions: { v1: one } } });
    const { relata, store, time } = world;
    const { createKeys } = await import("../src/index.ts");
    const clock = () => time.now;
    const { secret, key } = await world.keys.create({ name: "k" });
    const both = createKeys({ relata, store, clock, peppers: { current: "v2", versions: { v1: one, v2: two } } });
    expect(await both.verify(secret)).toMatchObject({ key: key.id });
    const next = await both.rotate(key.id, { graceSeconds: 60 });
    const dropped = createKeys({ relata, store, clock, peppers: { current: "v2", versions: { v2: two } } });
    expect(reasonOf(await dropped.verify(secret))).toBe("invalid_api_key: unknown");
    expect(await dropped.verify(next.secret)).toMatchObject({ key: key.id });
    expect(reasonOf(await createKeys({ relata, store, clock }).verify(secret))).toBe("invalid_api_key: unknown");
  });
});
