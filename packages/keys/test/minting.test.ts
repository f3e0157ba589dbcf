import { describe, expect, test } from "vitest";
import { isRefusal, subjectOf, type Principal } from "../src/index.ts";
import { DATABASES, worlds, type World } from "./databases.ts";

const open = worlds();

const user = (id: string): Principal => ({
  kind: "user",
  subject: { type: "user", id },
  asks: [{ type: "user", id }],
  via: "session",
});

async function principalOf({ keys }: World, parts: Parameters<World["keys"]["create"]>[0]): Promise<Principal> {
  const { secret } = await keys.create(parts);
  const answer = await keys.verify(secret);
  if (isRefusal(answer)) throw new Error(answer.reason);
  return answer;
}

describe.each(DATABASES)("who may make keys on %s", (name) => {
  test("what a non-admin makes is delegated to it, so that a banned reader makes no key that reads", async () => {
    const { keys, relata } = await open(name);
    await relata.write([
      "document:a#reader@user:mallory",
      "document:a#banned@user:mallory",
      "document:b#reader@user:mallory",
    ]);
    const tuples = ["document:a#reader", "document:b#reader", "document:c#owner"];
    const { key, secret } = await keys.as(user("mallory")).create({ name: "k", tuples });
    expect(key).toMatchObject({ mode: "delegated", owner: { type: "user", id: "mallory" }, createdBy: "user:mallory" });
    const caller = await keys.verify(secret);
    if (isRefusal(caller)) throw new Error(caller.reason);
    const subject = subjectOf(caller);
    expect(await relata.can(subject, "read", "document:a")).toBe(false);
    expect(await relata.can(subject, "read", "document:b")).toBe(true);
    expect(await relata.can(subject, "write", "document:c")).toBe(false);
    await relata.write({ delete: ["document:b#reader@user:mallory"] });
    expect(await relata.can(subject, "read", "document:b")).toBe(false);
  });

  test("where the house says so, it inherits from its maker, who may still make it narrower, and never wider", async () => {
    const { keys, relata } = await open(name, { mintedMode: "inherit" });
    await relata.write(["document:a#reader@user:ann", "document:b#reader@user:ann", "document:b#banned@user:ann"]);
    const ann = keys.as(user("ann"));
    const read = async (input: Parameters<typeof ann.create>[0], id: string) => {
      const caller = await keys.verify((await ann.create(input)).secret);
      if (isRefusal(caller)) throw new Error(caller.reason);
      return relata.can(subjectOf(caller), "read", `document:${id}`);
    };
    expect(await read({ name: "ci" }, "a")).toBe(true);
    expect(await read({ name: "banned with its owner", tuples: ["document:b#owner"] }, "b")).toBe(false);
    expect(await read({ name: "narrow", mode: "delegated" }, "a")).toBe(false);
    for (const parts of [{ mode: "own" }, { owner: "user:bob" }] as const) {
      await expect(ann.create({ name: "k", ...parts })).rejects.toMatchObject({ code: "forbidden" });
    }
    const bob = await keys.create({ name: "bobs", mode: "inherit", owner: "user:bob" });
    await expect(ann.rotate(bob.key.id)).rejects.toMatchObject({ code: "unknown_key" });
  });

  test("the owner is the caller, whoever is asked for: minting for another's client", async () => {
    const { keys, relata } = await open(name);
    await relata.write(["organization:mine#member@user:ann"]);
    const ann = keys.as(user("ann"));
    const forbidden = { code: "forbidden" };
    await expect(ann.create({ name: "k", owner: "user:bob" })).rejects.toMatchObject(forbidden);
    await expect(ann.create({ name: "k", organization: "theirs" })).rejects.toMatchObject(forbidden);
    await expect(
      ann.create({ name: "k", metadata: { organization: "theirs" }, organization: "theirs" }),
    ).rejects.toMatchObject(forbidden);
    expect((await ann.create({ name: "k", organization: "mine" })).key.organization).toBe("mine");
  });

  test("a raw relation that escalates: no mode, kind, role of the house or limit is for a non-admin to give", async () => {
    const { keys, relata } = await open(name);
    const ann = keys.as(user("ann"));
    const before = await relata.count({});
    for (const parts of [
      { mode: "own" },
      { mode: "inherit" },
      { kind: "service" },
      { kind: "root" },
      { tuples: ["system:root:main#admin"] },
      { tuples: [{ object: { type: "system:root", id: "main" }, relation: "key_admin" }] },
      { limits: [{ limit: 1_000_000, windowSeconds: 1 }] },
    ] as const) {
      await expect(ann.create({ name: "k", ...parts })).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await relata.count({})).toBe(before);
  });

  test("a key makes no keys, unless its kind is let, and then its keys are never more than it is", async () => {
    const strict = await open(name);
    const caller = await principalOf(strict, { name: "k", mode: "inherit", owner: "user:ann" });
    await expect(strict.keys.as(caller).create({ name: "l" })).rejects.toMatchObject({ code: "forbidden" });
    const lenient = await open(name, { minters: ["user", "apikey"], environments: ["test"] });
    const key = await principalOf(lenient, { name: "k", environment: "test", tuples: ["document:a#reader"] });
    await expect(lenient.keys.as(key).create({ name: "l", environment: "live" })).rejects.toMatchObject({
      code: "forbidden",
    });
    const { secret } = await lenient.keys
      .as(key)
      .create({ name: "l", tuples: ["document:a#owner", "document:a#reader"] });
    const minted = await lenient.keys.verify(secret);
    if (isRefusal(minted)) throw new Error(minted.reason);
    expect(await lenient.relata.can(subjectOf(minted), "read", "document:a")).toBe(true);
    expect(await lenient.relata.can(subjectOf(minted), "write", "document:a")).toBe(false);
  });

  test("the keys of others are not seen, changed or read by a non-admin", async () => {
    const { keys } = await open(name);
    const { key } = await keys.as(user("bob")).create({ name: "bobs" });
    const ann = keys.as(user("ann"));
    const { id } = key;
    const attempts = [
      () => ann.get(id),
      () => ann.update(id, { name: "mine" }),
      () => ann.disable(id),
      () => ann.enable(id),
      () => ann.rotate(id),
      () => ann.revoke(id),
      () => ann.purge(id),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "unknown_key" });
    await expect(ann.list({ owner: "user:bob" })).rejects.toMatchObject({ code: "forbidden" });
    await expect(ann.import({ name: "k", hash: "ab".repeat(32) })).rejects.toMatchObject({ code: "forbidden" });
    expect((await ann.list()).keys).toEqual([]);
    expect((await keys.as(user("bob")).list()).keys.map((one) => one.id)).toEqual([id]);
  });

  test("an owner lives with its keys; what the house disabled, only the house enables", async () => {
    const { keys, relata } = await open(name);
    await relata.write(["system:root:main#key_admin@user:sue"]);
    const ann = keys.as(user("ann"));
    const { key } = await ann.create({ name: "k" });
    const { id } = key;
    const isDisabled = async () => (await keys.get(id)).isDisabled;
    await ann.disable(id);
    expect(await isDisabled()).toBe(true);
    await ann.enable(id);
    expect(await isDisabled()).toBe(false);
    await keys.as(user("sue")).disable(id);
    await ann.enable(id);
    expect(await isDisabled()).toBe(true);
    await keys.as(user("sue")).enable(id);
    expect(await isDisabled()).toBe(false);
    expect((await ann.rotate(id)).key.id).toBe(id);
    await ann.revoke(id);
    await ann.purge(id);
    await expect(keys.get(id)).rejects.toMatchObject({ code: "unknown_key" });
  });

  test("key_admin stops keys and reads no secret of theirs; admin may all", async () => {
    const { keys, relata } = await open(name);
    await relata.write(["system:root:main#key_admin@user:sue", "system:root:main#admin@user:root"]);
    const { key } = await keys.create({ name: "k", owner: "user:ann" });
    const sue = keys.as(user("sue"));
    expect((await sue.list()).keys).toHaveLength(1);
    await expect(sue.rotate(key.id)).rejects.toMatchObject({ code: "forbidden" });
    await expect(sue.create({ name: "k", owner: "user:ann", mode: "inherit" })).rejects.toMatchObject({
      code: "forbidden",
    });
    await sue.update(key.id, { limits: [{ limit: 1, windowSeconds: 1 }] });
    const root = keys.as(user("root"));
    await root.rotate(key.id);
    const made = await root.create({
      name: "a",
      owner: "user:ann",
      mode: "inherit",
      tuples: ["system:root:main#admin"],
    });
    expect(made.key).toMatchObject({ mode: "inherit", createdBy: "user:root" });
    await sue.revoke(key.id);
  });

  test("a delegated key of an administrator is one only where it was made one itself", async () => {
    const world = await open(name);
    await world.relata.write(["system:root:main#admin@user:root"]);
    const caller = await principalOf(world, { name: "k", mode: "delegated", owner: "user:root" });
    await expect(world.keys.as(caller).create({ name: "l", kind: "root" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});
