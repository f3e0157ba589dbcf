import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, filledRelata, STORES } from "./situation.ts";

const ANN = "folder:plans#viewer@user:ann";

describe.each(STORES)("the stores of one database %s", (_, open) => {
  test("answer each of its own, under the same model and options", async () => {
    const relata = await filledRelata(open, { provide: { "client_abc:invoice": () => ({ 9: { status: "paid" } }) } });
    const tenant = relata.store("tenant-42");
    expect(await relata.can("user:eve", "view", "folder:plans")).toBe(true);
    expect(await tenant.can("user:eve", "view", "folder:plans")).toBe(false);
    await tenant.write({
      touch: [ANN, "client_abc:invoice:9#clerk@user:ann"],
      attributes: [{ object: "client_abc:invoice:9", set: { amount: 10 } }],
    });
    expect(await tenant.can("user:ann", "refund", "client_abc:invoice:9")).toBe(true);
    expect(await relata.can("user:ann", "refund", "client_abc:invoice:9")).toBe(false);
    expect(await relata.attributes.get("client_abc:invoice:9")).toEqual({});
    expect(await tenant.count({})).toBe(2);
    expect(tenant.model).toBe(relata.model);
  });

  test("are there once something was written to them, and the main one is like the others", async () => {
    const relata = await emptyRelata(open);
    expect(await relata.stores.list()).toEqual([]);
    for (const name of ["b", "a", "Ä ö/ü"]) await relata.store(name).write([ANN]);
    expect(await relata.store("c").count({})).toBe(0);
    expect(await relata.stores.list()).toEqual(["a", "b", "Ä ö/ü"]);
    await relata.write([ANN]);
    expect(await relata.store("main").can("user:ann", "view", "folder:plans")).toBe(true);
    expect(await relata.store("a").stores.list()).toEqual(["a", "b", "main", "Ä ö/ü"]);
    expect(await relata.store("a").store("main").count({})).toBe(1);
  });

  test("are deleted each by itself, and wholly", async () => {
    const relata = await emptyRelata(open);
    const tenant = relata.store("a");
    const { token } = await tenant.write([ANN]);
    await relata.store("b").write([ANN]);
    await tenant.apply(relata.model);
    expect(await relata.stores.delete("a")).toBe(true);
    expect(await relata.stores.delete("a")).toBe(false);
    expect(await relata.stores.list()).toEqual(["b"]);
    expect([await tenant.count({}), await relata.store("b").count({})]).toEqual([0, 1]);
    expect(await tenant.models()).toEqual([]);
    const code = (await failureOf(() => tenant.contents({ consistency: { exactly: token } }))).code;
    expect(["invalid_consistency_token", "token_not_reached"]).toContain(code);
  });

  test("are closed all at once, and none of them by itself", async () => {
    const relata = await emptyRelata(open);
    await relata.store("a").close();
    await relata.store("a").write([ANN]);
    await relata.write([ANN]);
    await relata.close();
    for (const each of [relata, relata.store("a")])
      expect((await failureOf(() => each.can("user:ann", "view", "folder:plans"))).code).toBe("closed");
  });

  test.each(["", "a".repeat(129), "a\nb", "\u0000"])("refuse %j as a name", async (name) => {
    const relata = await emptyRelata(open);
    expect((await failureOf(() => relata.store(name))).code).toBe("invalid_store");
    expect((await failureOf(() => relata.stores.delete(name))).code).toBe("invalid_store");
  });
});
