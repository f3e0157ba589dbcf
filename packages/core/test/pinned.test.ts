import type { Relata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { memoryStore, type Store } from "@relata/store";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CountedStore, overridden } from "./counted-store.ts";
import { failureOf, filledRelata, STORES } from "./situation.ts";

const INVOICE = "client_abc:invoice:1";
const TOP = { subject: "user:eve", permission: "view", object: "folder:top" } as const;

/** A store that answers with promises, each some turns later. */
function slow(store: Store): Store {
  return overridden(store, "read", async (start, options) => {
    await new Promise(setImmediate);
    return store.read(() => start(), options);
  });
}

describe.each([
  ...STORES.map(([name, open]) => [name, open, {}] as const),
  ["that answers later", () => slow(memoryStore()), {}],
  ["in memory, resident", () => memoryStore(), { resident: true }],
  ["in a SQLite database, resident", () => sqlite(":memory:"), { resident: true }],
] as const)("pinned questions over a store %s", (_, open, options) => {
  const opened = async (): Promise<Relata> => {
    const relata = await filledRelata(open, options);
    await relata.ready();
    return relata;
  };

  test("are of the state that the first one was answered from, whatever is written", async () => {
    const relata = await opened();
    const pinned = relata.pinned();
    expect(await pinned.can("user:eve", "view", "folder:top")).toBe(true);
    await relata.write({ delete: ["folder:top#viewer@user:eve"] });
    expect(await relata.can("user:eve", "view", "folder:top")).toBe(false);
    expect(await pinned.can("user:eve", "view", "folder:top")).toBe(true);
    expect((await pinned.checkMany([TOP]))[0]?.decision?.outcome).toBe("allowed");
    expect(await pinned.listObjects({ subject: "user:eve", permission: "view", type: "folder" })).toHaveLength(3);
    expect((await pinned.permissionsOn("user:eve", "folder:top")).allowed).toEqual(["view"]);
    const token = await pinned.token();
    expect((await relata.check({ ...TOP, consistency: { exactly: token } })).outcome).toBe("allowed");
    await relata.close();
  });

  test("that are put at once are of one state", async () => {
    const relata = await opened();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }), async (writes) => {
        const pinned = relata.pinned();
        const answers = writes.map(async (isThere) => {
          const answer = pinned.can("user:eve", "view", "folder:top");
          const tuples = ["folder:top#viewer@user:eve"];
          await relata.write(isThere ? { touch: tuples } : { delete: tuples });
          return answer;
        });
        const all = new Set(await Promise.all(answers));
        expect(all.size).toBe(1);
        const last = await relata.check({ ...TOP, consistency: { exactly: await pinned.token() } });
        expect(all.has(last.outcome === "allowed")).toBe(true);
      }),
      { numRuns: 20 },
    );
    await relata.close();
  });

  test("page by one state, and go on with a page of another one at its own", async () => {
    const relata = await opened();
    const list = { subject: "user:eve", permission: "view", type: "folder" } as const;
    const first = await relata.pinned().listObjects(list, { limit: 1 });
    await relata.write(["folder:zoo#viewer@user:eve"]);
    const pinned = relata.pinned();
    const found = [...first.entries];
    for (let { next } = first; next !== undefined;) {
      const page = await pinned.listObjects(list, { limit: 1, after: next });
      found.push(...page.entries);
      ({ next } = page);
    }
    expect(found.map(({ reference }) => reference)).not.toContain("folder:zoo");
    const anew = await pinned.listObjects(list);
    expect(anew.map(({ reference }) => reference)).toContain("folder:zoo");
    await relata.close();
  });

  test("begin with the state that is asked for, and answer of another one whoever names it", async () => {
    const relata = await opened();
    const before = await relata.token();
    await relata.write({ delete: ["folder:top#viewer@user:eve"] });
    const pinned = relata.pinned({ consistency: { exactly: before } });
    expect(await pinned.token()).toBe(before);
    expect(await pinned.can("user:eve", "view", "folder:top")).toBe(true);
    expect((await pinned.check({ ...TOP, consistency: "latest" })).outcome).toBe("denied");
    expect((await failureOf(() => relata.pinned({ consistency: { atLeast: "none" } }))).code).toBe(
      "invalid_consistency_token",
    );
    await relata.close();
  });
});

test("the first question costs no more than any, and one that fails leaves the choice to the next", async () => {
  let isDown = false;
  const store = memoryStore();
  const broken = overridden(store, "read", (start, options) => {
    if (isDown) throw new Error("down");
    return store.read(start, options);
  });
  const counted = new CountedStore(broken);
  const relata = await filledRelata(() => counted.store);
  const pinned = relata.pinned();
  isDown = true;
  const failing = [1, 2].map(async () => pinned.can("user:ann", "write", INVOICE).catch(() => "failed"));
  expect(await Promise.all(failing)).toEqual(["failed", "failed"]);
  isDown = false;
  counted.reads = 0;
  expect(await pinned.can("user:ann", "write", INVOICE)).toBe(true);
  await pinned.token();
  expect(counted.reads).toBe(1);
});
