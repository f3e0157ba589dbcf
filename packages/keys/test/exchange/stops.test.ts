import { createKeys, isRefusal, revocationsSince, type KeyStore, type OwnerMode } from "@relata/keys";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DATABASES, START, worlds, type DatabaseName, type World } from "../databases.ts";
import { chained, OWNERS, type Chained } from "./chained.ts";

const open = worlds();
const MODES: readonly OwnerMode[] = ["own", "inherit", "delegated"];
const KEYS = 5;

/** Keys behind users and behind each other: each names as its owner a user, or a key that was made before it. */
const chain = fc.array(
  fc.record({ mode: fc.constantFrom(...MODES), owner: fc.nat(KEYS + 1), minutes: fc.constantFrom(0, 0, 10, 20) }),
  { minLength: 2, maxLength: KEYS, size: "max" },
);

const step = fc.record({
  act: fc.constantFrom("disable", "enable", "revoke", "purge", "shorten", "gone", "keep", "returns", "mint", "wait"),
  pick: fc.nat(50),
});

async function take({ keys, time }: World, { shown, mint }: Chained, act: string, pick: number): Promise<unknown> {
  const { id } = shown[pick % shown.length] ?? { id: "" };
  const owner = OWNERS[pick % 2] ?? OWNERS[0];
  time.now += 1_000;
  switch (act) {
    case "disable":
      return keys.disable(id);
    case "enable":
      return keys.enable(id);
    case "revoke":
      return keys.revoke(id);
    case "purge":
      return keys.purge(id);
    case "shorten":
      return keys.update(id, { expiresAt: time.now + 1_000 * (1 + pick) });
    case "gone":
      return keys.ownerGone(owner);
    case "keep":
      return keys.ownerGone(owner, { ownKeys: "keep" });
    case "returns":
      return keys.ownerReturns(owner);
    case "mint":
      return mint();
    default:
      return void (time.now += 20_000 * pick);
  }
}

/** What cannot be done to a key as it is, is refused, and changes nothing. */
const REFUSED: ReadonlySet<unknown> = new Set(["key_revoked", "unknown_key"]);

/** How often a key was refused, and how often a token of one that was not counted: of both there must be some. */
async function lookAtWorlds(name: DatabaseName, numRuns: number) {
  const met = { refused: 0, counted: 0 };
  const look = async (world: World, whole: Chained) => {
    for (const one of whole.shown) {
      const isRefused = isRefusal(await world.keys.verify(one.secret));
      const good = await whole.good(one);
      expect(isRefused && good > 0).toBe(false);
      if (isRefused) met.refused++;
      else met.counted += good;
    }
  };
  await fc.assert(
    fc.asyncProperty(chain, fc.array(step, { minLength: 3, maxLength: 8, size: "max" }), async (links, steps) => {
      const world = await open(name);
      const whole = await chained(world, links);
      for (const { act, pick } of steps) {
        await take(world, whole, act, pick).catch((error: { readonly code?: unknown }) => {
          if (!REFUSED.has(error.code)) throw error;
        });
        await look(world, whole);
      }
    }),
    { numRuns },
  );
  return met;
}

test.each([
  ["sqlite", 30],
  ["postgres", 3],
] as const)(
  "whatever stops a key, or whom it acts for, no token of it counts from then on, on %s",
  async (name, runs) => {
    const { refused, counted } = await lookAtWorlds(name, runs);
    expect(refused).toBeGreaterThan(runs);
    expect(counted).toBeGreaterThan(runs);
  },
);

const listed = async (store: KeyStore) => {
  const { revocations } = await revocationsSince(store, new Date(START - 1).toISOString());
  return new Map(revocations.map(({ apiKeyId, revokedAt }) => [apiKeyId, Date.parse(revokedAt) - START]));
};

describe.each(DATABASES)("the list of revoked keys on %s", (name) => {
  test("names what acts for an owner who is gone, and what acts for that, and nothing else", async () => {
    const { keys, store, time } = await open(name);
    const make = async (mode: OwnerMode, owner: string) => (await keys.create({ name: "k", mode, owner })).key.id;
    const inherits = await make("inherit", "user:ann");
    const delegated = await make("delegated", `apikey:${inherits}`);
    const own = await make("own", "user:ann");
    const behind = await make("delegated", `apikey:${own}`);
    await make("own", `apikey:${inherits}`);
    await make("inherit", "user:bob");
    time.now += 5_000;
    await keys.ownerGone("user:ann", { ownKeys: "keep" });
    expect([...(await listed(store)).keys()].toSorted()).toEqual([inherits, delegated].toSorted());
    time.now += 5_000;
    expect((await keys.ownerGone("user:ann")).disabled).toEqual([own]);
    expect(Object.fromEntries(await listed(store))).toEqual({
      [inherits]: 10_000,
      [delegated]: 10_000,
      [own]: 10_000,
      [behind]: 10_000,
    });
    const { rows } = await keys.audit({ key: "user:ann" });
    expect(rows.map(({ event }) => event)).toEqual(["owner_gone", "owner_gone"]);
    const disabling = await keys.audit({ key: own });
    expect(disabling.rows.map(({ event }) => event)).toEqual(["disable", "create"]);
  });

  test("goes on naming what acted for a key that was revoked and purged", async () => {
    const { keys, store, time } = await open(name);
    const first = await keys.create({ name: "k", owner: "user:ann" });
    const second = await keys.create({ name: "k", mode: "inherit", owner: `apikey:${first.key.id}` });
    await keys.revoke(first.key.id);
    time.now += 1_000;
    await keys.purge(first.key.id);
    expect(Object.fromEntries(await listed(store))).toEqual({ [first.key.id]: 1_000, [second.key.id]: 1_000 });
  });

  test("names what a purged key owned, which is disabled and nobody's, and can be enabled", async () => {
    const { keys, store } = await open(name);
    const first = await keys.create({ name: "k" });
    const second = await keys.create({ name: "k", owner: `apikey:${first.key.id}` });
    const third = await keys.create({ name: "k", mode: "inherit", owner: `apikey:${second.key.id}` });
    await keys.revoke(first.key.id);
    expect(isRefusal(await keys.verify(second.secret))).toBe(false);
    await keys.purge(first.key.id);
    const ids = [first, second, third].map(({ key }) => key.id);
    expect([...(await listed(store)).keys()].toSorted()).toEqual(ids.toSorted());
    const { owner, ...left } = await keys.get(second.key.id);
    expect([owner, left]).toMatchObject([undefined, { mode: "own", isDisabled: true }]);
    await keys.enable(second.key.id);
    expect(isRefusal(await keys.verify(third.secret))).toBe(false);
  });

  test("names a key whose end comes before its tokens', and none whose end stays behind them", async () => {
    const { keys, store, time } = await open(name);
    const first = await keys.create({ name: "k", owner: "user:ann" });
    const second = await keys.create({ name: "k", mode: "delegated", owner: `apikey:${first.key.id}` });
    await keys.update(first.key.id, { expiresAt: time.now + 900_000, name: "later" });
    await keys.update(first.key.id, { metadata: { a: 1 } });
    expect((await listed(store)).size).toBe(0);
    await keys.update(first.key.id, { expiresAt: time.now + 899_999 });
    expect([...(await listed(store)).keys()].toSorted()).toEqual([first.key.id, second.key.id].toSorted());
  });

  test("names what was made while the key it acts for was being stopped", async () => {
    const { keys, relata, store, time } = await open(name);
    const { key } = await keys.create({ name: "k", owner: "user:ann" });
    const made: string[] = [];
    const commit: KeyStore["commit"] = async (...change) => {
      const late = await keys.create({ name: "late", mode: "inherit", owner: `apikey:${key.id}` });
      made.push(late.key.id);
      return store.commit(...change);
    };
    const slow = new Proxy(store, {
      get: (target, part) => {
        if (part === "commit" && made.length === 0) return commit;
        const value: unknown = Reflect.get(target, part, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    await createKeys({ relata, store: slow, clock: () => time.now }).disable(key.id);
    expect([...(await listed(store)).keys()].toSorted()).toEqual([key.id, ...made].toSorted());
    expect(made).toHaveLength(1);
  });

  test("need not name what time alone stops: no token outlives a key that its own acts for", async () => {
    const world = await open(name);
    const links = [
      { mode: "own", owner: 0, minutes: 10 },
      { mode: "inherit", owner: 0, minutes: 20 },
      { mode: "delegated", owner: 1, minutes: 0 },
    ] as const;
    const { shown, good } = await chained(world, links);
    world.time.now = START + 599_000;
    expect(await Promise.all(shown.map(good))).toEqual([1, 1, 1]);
    world.time.now = START + 600_500;
    expect(await Promise.all(shown.map(good))).toEqual([0, 0, 0]);
    expect((await listed(world.store)).size).toBe(0);
  });

  test("holds an owner of more keys than a statement takes, each once", async () => {
    const { keys, relata, store } = await open(name);
    const ids = Array.from({ length: 1_201 }, (_, n) => `k${n}`);
    await relata.write(ids.map((id) => `system:key:${id}#inherits@user:ann`));
    await keys.ownerGone("user:ann");
    expect([...(await listed(store)).keys()].toSorted()).toEqual(ids.toSorted());
  });

  test("and a change that is taken back leave nothing in the audit", async () => {
    const { keys, store } = await open(name);
    const { key } = await keys.create({ name: "k", owner: "user:ann" });
    await keys.create({ name: "k", mode: "inherit", owner: `apikey:${key.id}` });
    await expect(keys.purge(key.id)).rejects.toMatchObject({ code: "key_revoked" });
    expect((await listed(store)).size).toBe(0);
  });
});
