import { openSigningKeys, type StoredSigningKey } from "@relata/keys";
import { describe, expect, test } from "vitest";
import { DATABASES, START, worlds } from "../databases.ts";
import { clockAt, SECRET } from "../exchange/exchange-situation.ts";
import { keptInMemory } from "./kept-in-memory.ts";

const open = worlds();

const row = (generation: number, kid = `kid-${generation}`): StoredSigningKey => ({
  kid,
  generation,
  algorithm: "ES256",
  createdMs: START,
  signsFromMs: START + generation,
  material: `material of ${kid}`,
});

describe.each([...DATABASES, "memory"] as const)("signing keys kept on %s", (name) => {
  const stored = async () => (name === "memory" ? keptInMemory() : (await open(name)).store.signingKeys);

  test("are read back whole, in the order of generations", async () => {
    const store = await stored();
    expect(await store.list()).toEqual([]);
    for (const generation of [2, 10, 1]) expect(await store.add(row(generation))).toBe(true);
    expect(await store.list()).toEqual([row(1), row(2), row(10)]);
  });

  test("have one of each generation: of two that are added at once, one is", async () => {
    const store = await stored();
    const added = await Promise.all([store.add(row(1, "a")), store.add(row(1, "b")), store.add(row(1, "c"))]);
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await store.list()).toHaveLength(1);
  });

  test("are removed by name, and what is not there is passed over", async () => {
    const store = await stored();
    for (const generation of [1, 2, 3]) await store.add(row(generation));
    await store.remove(["kid-1", "kid-3", "kid-9"]);
    await store.remove([]);
    expect(await store.list()).toEqual([row(2)]);
  });

  test("sign and rotate", async () => {
    const clock = clockAt();
    const parts = { store: await stored(), encryption: [SECRET], algorithm: "Ed25519", clock } as const;
    const [one, other] = await Promise.all([openSigningKeys(parts), openSigningKeys(parts)]);
    const next = await one.rotate();
    clock.set(next.signsFromMs);
    await other.tend();
    expect((await other.list()).map(({ state }) => state)).toEqual(["retired", "current"]);
    expect((await other.published()).document.keys).toHaveLength(2);
  });
});

test("of one tenant are not those of another", async () => {
  for (const name of DATABASES) {
    const { store } = await open(name);
    await store.signingKeys.add(row(1));
    expect(await store.store("other").signingKeys.list()).toEqual([]);
  }
});
