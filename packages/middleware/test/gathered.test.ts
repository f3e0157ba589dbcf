import { Failure } from "@relata/core";
import { memoryStore } from "@relata/store";
import { describe, expect, test } from "vitest";
import { CallerPermissions, Guards } from "@relata/middleware";
import { CountedStore, overridden } from "../../core/test/counted-store.ts";
import { filledRelata } from "./situation.ts";

async function permissionsOver(store = memoryStore() as CountedStore["store"]) {
  const counted = new CountedStore(store);
  const relata = await filledRelata(counted.store);
  const admitted = await new Guards(relata, { principal: () => "user:ann" }).admit({});
  if (!(admitted instanceof CallerPermissions)) throw new Error("ann is known");
  counted.reads = 0;
  return { counted, relata, permissions: admitted };
}

const codeOf = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    (value) => value,
    (error: unknown) => (error as Failure).code,
  );

describe("questions of one request", () => {
  test("that stand behind promises which are settled already are asked with those that do not", async () => {
    const { counted, permissions } = await permissionsOver();
    const deep = async (depth: number): Promise<boolean> => {
      for (let i = 0; i < depth; i++) await Promise.resolve(i);
      return permissions.can("view", "document:own");
    };
    expect(await Promise.all([0, 1, 5, 40].map(deep))).toEqual([true, true, true, true]);
    expect(counted.reads).toBe(1);
  });

  test("that wait for what is not there yet are asked later, and are of the same state", async () => {
    const { counted, relata, permissions } = await permissionsOver();
    expect(await permissions.can("view", "document:own")).toBe(true);
    await relata.write({ delete: ["document:own#owner@user:ann"] });
    await new Promise(setImmediate);
    expect(await permissions.can("view", "document:own")).toBe(true);
    expect(counted.reads).toBe(2);
  });

  test("that fail, fail alone", async () => {
    const { permissions } = await permissionsOver();
    const answers = [
      permissions.can("view", "document:own"),
      permissions.can("veiw", "document:own"),
      permissions.can("view", "document:own#owner"),
      permissions.can("view", { type: "document", id: undefined }),
      permissions.can("view", { type: "document", id: ["own", "plan"] }),
      permissions.can("view", "documnt:own"),
      permissions.can("view", "document:plan"),
    ];
    expect(await Promise.all(answers.map(codeOf))).toEqual([
      true,
      "unknown_permission",
      "invalid_reference",
      "invalid_reference",
      "invalid_reference",
      "unknown_type",
      true,
    ]);
  });

  test("fail together where the store does, and later ones are asked anew", async () => {
    let isDown = false;
    const store = memoryStore();
    const { permissions } = await permissionsOver(
      overridden(store, "read", (start, options) => {
        if (isDown) throw new Failure("store_unavailable", "down");
        return store.read(start, options);
      }),
    );
    isDown = true;
    const answers = ["own", "plan"].map(async (id) => permissions.can("view", `document:${id}`));
    expect(await Promise.all(answers.map(codeOf))).toEqual(["store_unavailable", "store_unavailable"]);
    isDown = false;
    expect(await permissions.can("view", "document:own")).toBe(true);
  });

  test("are of one instant, that of the request", async () => {
    const { relata, permissions } = await permissionsOver();
    const soon = new Date(Date.now() + 30);
    await relata.write([{ object: "document:brief", relation: "owner", subject: "user:ann", from: soon }]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await relata.can("user:ann", "view", "document:brief")).toBe(true);
    expect(await permissions.can("view", "document:brief")).toBe(false);
    expect((await permissions.accessible("view", "document")).ids).not.toContain("brief");
  });
});
