import { describe, expect, test } from "vitest";
import { isRefusal, subjectOf, type Keys, type OwnerMode, type Principal, type Secret } from "../src/index.ts";
import { DATABASES, worlds } from "./databases.ts";

const open = worlds();

async function callerOf(keys: Keys, secret: Secret): Promise<Principal> {
  const answer = await keys.verify(secret);
  if (isRefusal(answer)) throw new Error(`refused: ${answer.reason}`);
  return answer;
}

async function reasonOf(keys: Keys, secret: Secret): Promise<string> {
  const answer = await keys.verify(secret);
  return isRefusal(answer) ? answer.reason : "admitted";
}

describe.each(DATABASES)("owner modes on %s", (name) => {
  test("own is the key alone, inherit its owner alone, delegated what both may", async () => {
    const { keys, relata } = await open(name);
    await relata.write(["document:a#reader@user:ann", "document:b#reader@user:ann"]);
    const may = async (mode: OwnerMode) => {
      const tuples = ["document:b#reader", "document:c#reader"];
      const { secret } = await keys.create({ name: mode, mode, owner: "user:ann", tuples });
      const subject = subjectOf(await callerOf(keys, secret));
      const listed = relata.listObjects({ subject, permission: "read", type: "document" });
      const ids = [];
      for await (const { reference } of listed) ids.push(reference.slice("document:".length));
      return ids.toSorted();
    };
    expect(await may("own")).toEqual(["b", "c"]);
    expect(await may("inherit")).toEqual(["a", "b"]);
    expect(await may("delegated")).toEqual(["b"]);
  });

  test("the deleted user's key: what acts for the owner stops at once, what is the owner's own is disabled", async () => {
    const { keys, relata } = await open(name);
    const secrets = new Map<OwnerMode, Secret>();
    for (const mode of ["own", "inherit", "delegated"] as const) {
      secrets.set(mode, (await keys.create({ name: mode, mode, owner: "user:ann" })).secret);
    }
    const other = await keys.create({ name: "other", mode: "inherit", owner: "user:bob" });
    const { disabled } = await keys.ownerGone("user:ann");
    expect(disabled).toHaveLength(1);
    const reasons = async () => Promise.all([...secrets.values()].map((secret) => reasonOf(keys, secret)));
    expect(await reasons()).toEqual(["disabled", "owner_gone", "owner_gone"]);
    expect(await reasonOf(keys, other.secret)).toBe("admitted");
    await expect(keys.create({ name: "late", owner: "user:ann" })).rejects.toMatchObject({
      code: "precondition_failed",
    });
    await keys.ownerReturns("user:ann");
    expect(await reasons()).toEqual(["disabled", "admitted", "admitted"]);
    expect(await relata.count({ object: "system:root:main" })).toBe(0);
  });

  test("own keys are kept where that is asked for", async () => {
    const { keys } = await open(name);
    const { secret } = await keys.create({ name: "k", owner: "user:ann" });
    expect(await keys.ownerGone("user:ann", { ownKeys: "keep" })).toEqual({ disabled: [] });
    expect(await reasonOf(keys, secret)).toBe("admitted");
  });

  test("a key of a key is stopped with it, however it stopped", async () => {
    const { keys, time } = await open(name);
    const first = await keys.create({
      name: "first",
      mode: "delegated",
      owner: "user:ann",
      expiresAt: time.now + 1_000,
    });
    const second = await keys.create({ name: "second", mode: "delegated", owner: `apikey:${first.key.id}` });
    expect((await callerOf(keys, second.secret)).asks).toEqual([
      { type: "apikey", id: second.key.id },
      { type: "apikey", id: first.key.id },
      { type: "user", id: "ann" },
    ]);
    await keys.disable(first.key.id);
    expect(await reasonOf(keys, second.secret)).toBe("owner_gone");
    await keys.enable(first.key.id);
    await keys.ownerGone("user:ann", { ownKeys: "keep" });
    expect(await reasonOf(keys, second.secret)).toBe("owner_gone");
    await keys.ownerReturns("user:ann");
    expect(await reasonOf(keys, second.secret)).toBe("admitted");
    time.now += 1_000;
    expect(await reasonOf(keys, second.secret)).toBe("owner_gone");
    time.now -= 1_000;
    await keys.revoke(first.key.id);
    expect(await reasonOf(keys, second.secret)).toBe("owner_gone");
  });

  test("keys that own each other act for nobody", async () => {
    const { keys, relata } = await open(name);
    const { key, secret } = await keys.create({ name: "k" });
    const other = await keys.create({ name: "l" });
    const [a, b] = [key.id, other.key.id];
    await relata.write({
      delete: [`system:key:${a}#own@apikey:${a}`, `system:key:${b}#own@apikey:${b}`],
      touch: [`system:key:${a}#inherits@apikey:${b}`, `system:key:${b}#inherits@apikey:${a}`],
    });
    expect(await reasonOf(keys, secret)).toBe("owner_gone");
  });

  test("a key whose mode is missing, or stands twice, may nothing", async () => {
    const { keys, relata } = await open(name);
    const { key, secret } = await keys.create({ name: "k", mode: "delegated", owner: "user:ann" });
    const { id } = key;
    await relata.write([`system:key:${id}#own@apikey:${id}`]);
    expect(await reasonOf(keys, secret)).toBe("disabled");
    await relata.write({ delete: [`system:key:${id}#own@apikey:${id}`, `system:key:${id}#delegates@user:ann`] });
    expect(await reasonOf(keys, secret)).toBe("disabled");
    expect((await keys.list()).keys).toMatchObject([{ id, isDisabled: true }]);
  });

  test("how a key stands is read as of now: a window on its tuples counts", async () => {
    const { keys, relata, time } = await open(name);
    const { key, secret } = await keys.create({ name: "k" });
    const until = new Date(time.now + 1_000).toISOString();
    await relata.write([`system:key:${key.id}#disabled@apikey:${key.id} until ${until}`]);
    expect(await reasonOf(keys, secret)).toBe("disabled");
    time.now += 1_000;
    expect(await reasonOf(keys, secret)).toBe("admitted");
  });
});
