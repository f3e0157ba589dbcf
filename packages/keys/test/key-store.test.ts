import { describe, expect, test } from "vitest";
import type { KeyChange, KeyRecord } from "../src/index.ts";
import { DATABASES, START, worlds } from "./databases.ts";

const open = worlds();

const record = (id: string, parts: Partial<KeyRecord> = {}): Omit<KeyRecord, "lastFour"> => ({
  id,
  app: "acme",
  kind: "api",
  environment: "live",
  name: id,
  createdAt: START,
  metadata: {},
  ...parts,
});

const creation = (id: string, parts: Partial<KeyRecord> = {}): KeyChange => ({
  kind: "create",
  key: record(id, parts),
  secret: { key: id, hash: `sha256:${id}`, lastFour: "abcd", createdAt: START },
});

const add = (hash: string, othersUntil: number): KeyChange => ({
  kind: "add-secret",
  secret: { key: "k1", hash, lastFour: "next", createdAt: START },
  othersUntil,
});

describe.each(DATABASES)("the port on %s", (name) => {
  test("what is stored is found by its hash, fetched and listed, every field of it", async () => {
    const { store } = await open(name);
    const whole = record("k1", {
      createdBy: "user:ann",
      expiresAt: START + 1_000,
      addresses: ["192.0.2.0/24", "::1"],
      limits: [{ limit: 3, windowSeconds: 60 }],
      metadata: { team: "ünï", nested: { a: [1, null] } },
    });
    await store.commit([{ ...creation("k1"), key: whole } as KeyChange, creation("k2")], []);
    const stored = { ...whole, lastFour: "abcd" };
    expect(await store.get("k1")).toEqual(stored);
    expect(await store.list({ limit: 10 })).toEqual([stored, { ...record("k2"), lastFour: "abcd" }]);
    expect(await store.find(["sha256:none", "sha256:k1"])).toEqual({
      key: stored,
      secret: { key: "k1", hash: "sha256:k1", lastFour: "abcd", createdAt: START },
      mark: expect.any(String),
    });
    expect(await store.find(["sha256:none"])).toBeUndefined();
    expect(await store.get("none")).toBeUndefined();
  });

  test("pages meet and do not overlap, and ids choose among them", async () => {
    const { store } = await open(name);
    const ids = ["a", "b", "c", "d", "e"];
    await store.commit(
      ids.map((id) => creation(id)),
      [],
    );
    const first = await store.list({ limit: 2 });
    const rest = await store.list({ limit: 9, after: "b" });
    expect([...first, ...rest].map(({ id }) => id)).toEqual(ids);
    expect((await store.list({ limit: 9, ids: ["e", "b", "zz"] })).map(({ id }) => id)).toEqual(["b", "e"]);
    expect(await store.list({ limit: 9, ids: [] })).toEqual([]);
  });

  test("a commit is all or nothing", async () => {
    const { store } = await open(name);
    const failing = store.commit(
      [creation("k1"), { kind: "revoke", id: "none", at: START }],
      [{ at: START, event: "create", outcome: "allowed", key: "k1" }],
    );
    await expect(failing).rejects.toMatchObject({ code: "unknown_key" });
    expect(await store.get("k1")).toBeUndefined();
    expect(await store.audit({ limit: 10 })).toEqual({ rows: [] });
    const thrown = store.commit([creation("k1")], [], () => {
      throw new Error("the tuples are refused");
    });
    await expect(thrown).rejects.toThrow("the tuples are refused");
    expect(await store.get("k1")).toBeUndefined();
  });

  test("one hash is of one key", async () => {
    const { store } = await open(name);
    await store.commit([creation("k1")], []);
    const second: KeyChange = {
      ...creation("k2"),
      secret: { key: "k2", hash: "sha256:k1", lastFour: "x", createdAt: 1 },
    } as KeyChange;
    await expect(store.commit([second], [])).rejects.toMatchObject({ code: "invalid_key" });
    expect(await store.get("k2")).toBeUndefined();
  });

  test("a later secret ends the ones before at its instant, unless they end sooner", async () => {
    const { store } = await open(name);
    await store.commit([creation("k1")], []);
    await store.commit([add("sha256:second", START + 100)], []);
    await store.commit([add("sha256:third", START + 900)], []);
    const untils = [];
    for (const hash of ["sha256:k1", "sha256:second", "sha256:third"])
      untils.push((await store.find([hash]))?.secret.validUntil);
    expect(untils).toEqual([START + 100, START + 900, undefined]);
    expect((await store.get("k1"))?.lastFour).toBe("next");
  });

  test("a revoked key takes no change but to be purged, and no other is purged", async () => {
    const { store } = await open(name);
    await store.commit([creation("k1")], []);
    const purge: KeyChange = { kind: "purge", id: "k1" };
    await expect(store.commit([purge], [])).rejects.toMatchObject({ code: "key_revoked" });
    await store.commit([{ kind: "revoke", id: "k1", at: START + 5 }], []);
    const refused: KeyChange[] = [
      { kind: "update", id: "k1", set: { name: "again" } },
      { kind: "alive", id: "k1" },
      { kind: "revoke", id: "k1", at: START + 6 },
      { kind: "add-secret", secret: { key: "k1", hash: "sha256:n", lastFour: "n", createdAt: 1 }, othersUntil: 1 },
    ];
    for (const change of refused)
      await expect(store.commit([change], [])).rejects.toMatchObject({ code: "key_revoked" });
    expect((await store.get("k1"))?.revokedAt).toBe(START + 5);
    await store.commit([purge], []);
    expect(await store.get("k1")).toBeUndefined();
    expect(await store.find(["sha256:k1"])).toBeUndefined();
    await expect(store.commit([purge], [])).rejects.toMatchObject({ code: "unknown_key" });
  });

  test("an update takes away with null, and leaves what it leaves out", async () => {
    const { store } = await open(name);
    await store.commit([creation("k1", { expiresAt: START + 9, addresses: ["::1"], metadata: { a: 1 } })], []);
    await store.commit([{ kind: "update", id: "k1", set: { expiresAt: null, name: "new" } }], []);
    expect(await store.get("k1")).toEqual({
      ...record("k1", { name: "new", addresses: ["::1"], metadata: { a: 1 } }),
      lastFour: "abcd",
    });
  });

  test("when a key was last used goes forward only", async () => {
    const { store } = await open(name);
    await store.commit([creation("k1")], []);
    await store.note(
      new Map([
        ["k1", 200],
        ["none", 1],
      ]),
      [],
    );
    await store.note(new Map([["k1", 100]]), []);
    expect((await store.get("k1"))?.lastUsedAt).toBe(200);
  });

  test("the audit is read newest first, in pages, of all keys or of one", async () => {
    const { store } = await open(name);
    const rows = [1, 2, 3, 4, 5].map((at) => ({
      at,
      event: "attempt" as const,
      outcome: "allowed" as const,
      key: at % 2 === 0 ? "even" : "odd",
    }));
    await store.note(new Map(), rows);
    const first = await store.audit({ limit: 2 });
    expect(first.rows.map(({ at }) => at)).toEqual([5, 4]);
    const second = await store.audit({ limit: 9, ...(first.next !== undefined && { before: first.next }) });
    expect(second).toEqual({ rows: [rows[2], rows[1], rows[0]] });
    expect((await store.audit({ limit: 9, key: "even" })).rows.map(({ at }) => at)).toEqual([4, 2]);
  });

  test("stores of one database do not meet", async () => {
    const { store } = await open(name);
    const other = store.store("acme_2");
    await store.commit([creation("k1")], [{ at: 1, event: "create", outcome: "allowed", key: "k1" }]);
    expect(await other.get("k1")).toBeUndefined();
    expect(await other.find(["sha256:k1"])).toBeUndefined();
    expect(await other.list({ limit: 9 })).toEqual([]);
    expect(await other.audit({ limit: 9 })).toEqual({ rows: [] });
    await other.commit([creation("k1", { name: "theirs" })], []);
    await expect(other.commit([{ kind: "purge", id: "k1" }], [])).rejects.toMatchObject({ code: "key_revoked" });
    expect((await store.get("k1"))?.name).toBe("k1");
  });

  test("the wrong tenant by LIKE: a name that is a pattern of another's reaches nothing of it", async () => {
    const { store } = await open(name);
    await store.store("client_1").commit([creation("k1")], []);
    for (const pattern of ["client%", "client__", "client%1", "CLIENT_1"]) {
      expect(await store.store(pattern).list({ limit: 9 })).toEqual([]);
      expect(await store.store(pattern).find(["sha256:k1"])).toBeUndefined();
    }
    expect(await store.list({ limit: 9, ids: ["k%", "k_", "%"] })).toEqual([]);
  });
});
