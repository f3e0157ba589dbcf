import { describe, expect, test } from "vitest";
import { failureOf, filledRelata, STORES } from "./situation.ts";

const INVOICE = "client_abc:invoice:2";
const refund = { subject: "user:bob", permission: "refund", object: INVOICE };

describe.each(STORES)("stored attributes %s", (_, open) => {
  test("are set, read and removed, one by one or all together", async () => {
    const relata = await filledRelata(open);
    await relata.attributes.set(INVOICE, { amount: 12 });
    expect(await relata.attributes.get(INVOICE)).toEqual({ amount: 12, status: "paid" });
    await relata.attributes.delete(INVOICE, ["status"]);
    expect(await relata.attributes.get({ type: "client_abc:invoice", id: "2" })).toEqual({ amount: 12 });
    await relata.attributes.delete(INVOICE);
    await relata.attributes.delete(INVOICE);
    expect(await relata.attributes.get(INVOICE)).toEqual({});
  });

  test("are part of the revision: each change has a token of its own, and decides from then on", async () => {
    const relata = await filledRelata(open);
    const { token } = await relata.attributes.set(INVOICE, { amount: 12 });
    expect(token).toBe(await relata.token());
    expect((await relata.check(refund)).outcome).toBe("allowed");
    const later = await relata.attributes.delete(INVOICE, ["amount"]);
    expect(later.token).not.toBe(token);
    expect((await relata.check(refund)).outcome).toBe("conditional");
  });

  test("must be declared, and of their type", async () => {
    const relata = await filledRelata(open);
    const failures = [
      () => relata.attributes.set(INVOICE, { amuont: 1 }),
      () => relata.attributes.set(INVOICE, { amount: "1" }),
      () => relata.attributes.set("client_abc:invoice:*", { amount: 1 }),
      () => relata.attributes.delete(INVOICE, ["amuont"]),
    ];
    for (const attempt of failures) expect((await failureOf(attempt)).code).toBe("invalid_attributes");
    expect(await relata.attributes.get(INVOICE)).toEqual({ status: "paid" });
  });

  test("of an unknown type are an error, and of an unknown id none", async () => {
    const relata = await filledRelata(open);
    expect((await failureOf(() => relata.attributes.get("invoice:2"))).code).toBe("unknown_type");
    expect(await relata.attributes.get("folder:nowhere")).toEqual({});
  });
});
