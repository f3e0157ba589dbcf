import { describe, expect, test } from "vitest";
import { failureOf, filledRelata, NOON, STORES } from "./situation.ts";

const second = { type: "client_abc:invoice", id: "2" };
const refund = { subject: "user:bob", permission: "refund", object: second };

describe.each(STORES)("what is not known %s", (_, open) => {
  test("makes a decision conditional that names it, and `can` false", async () => {
    const relata = await filledRelata(open);
    expect(await relata.check(refund)).toEqual({
      outcome: "conditional",
      missing: [{ path: "resource.amount", of: second }],
    });
    expect(await relata.can("user:bob", "refund", second)).toBe(false);
    const { decision } = await relata.explain(refund);
    expect(decision).toEqual(await relata.check(refund));
  });

  test("is named in lists, too", async () => {
    const relata = await filledRelata(open);
    const { subject, permission } = refund;
    expect(await relata.listObjects({ subject, permission, type: "client_abc:invoice" })).toEqual([
      { reference: "client_abc:invoice:2", outcome: "conditional", missing: [{ path: "resource.amount", of: second }] },
    ]);
  });

  test("may be supplied with the question, for its object", async () => {
    const relata = await filledRelata(open);
    expect(await relata.check({ ...refund, resource: { amount: 1000 } })).toEqual({ outcome: "allowed" });
    expect(await relata.check({ ...refund, resource: { amount: 1001 } })).toEqual({ outcome: "denied" });
    const listed = { object: second, permission: "refund", type: "user", resource: { amount: 5 } };
    expect(await relata.listSubjects(listed)).toEqual([{ reference: "user:bob", outcome: "allowed" }]);
  });

  test("is never taken from the request where it is stored", async () => {
    const relata = await filledRelata(open);
    const supplied = { amount: 5, status: "draft" };
    expect(await relata.check({ ...refund, resource: supplied })).toEqual({ outcome: "allowed" });
    await relata.write({ attributes: [{ object: second, set: { amount: 2000 } }] });
    expect(await relata.check({ ...refund, resource: supplied })).toEqual({ outcome: "denied" });
  });

  test("of the request is named as context, and a caller cannot satisfy a tuple by sending its parameter", async () => {
    const relata = await filledRelata(open);
    const question = { subject: "user:rob", permission: "read", object: "client_abc:invoice:3" };
    const waiting = { outcome: "conditional", missing: [{ path: "context.region" }] };
    expect(await relata.check(question)).toEqual(waiting);
    expect(await relata.check({ ...question, context: { region: "eu" } })).toEqual({ outcome: "allowed" });
    expect(await relata.check({ ...question, context: { region: "us" } })).toEqual({ outcome: "denied" });
  });

  test("of the wrong type fails with the policy and the value, and denies nothing", async () => {
    const relata = await filledRelata(open);
    const failure = await failureOf(() => relata.check({ ...refund, resource: { amount: "5" } }));
    expect(failure.code).toBe("policy_failed");
    expect(failure.message).toContain("policy `refundable` on `client_abc:invoice:2` failed");
    const { subject, permission } = refund;
    const listed = () => relata.listSubjects({ object: second, permission, type: "user", resource: { amount: "5" } });
    expect(await failureOf(async () => listed())).toMatchObject({ code: "policy_failed" });
    expect(await relata.can(subject, "write", second)).toBe(true);
  });

  test("decides nothing where the answer does not hang on it", async () => {
    const relata = await filledRelata(open);
    expect(await relata.check({ subject: "user:eve", permission: "refund", object: second })).toEqual({
      outcome: "denied",
    });
  });
});

describe.each(STORES)("the present %s", (_, open) => {
  const hours = { subject: "user:ida", permission: "auditor", object: second };

  test("is the clock's, which is read for each question", async () => {
    let time = NOON;
    const relata = await filledRelata(open, { clock: () => time });
    expect(await relata.can("user:ida", "auditor", second)).toBe(true);
    time = Date.parse("2026-03-02T17:00:00Z");
    expect(await relata.can("user:ida", "auditor", second)).toBe(false);
    time = Date.parse("2026-03-02T16:59:59.999Z");
    expect(await relata.can("user:ida", "auditor", second)).toBe(true);
  });

  test("may be given, as text and as a Date, and then the clock does not matter", async () => {
    const relata = await filledRelata(open, { clock: () => 0 });
    const outcomeAt = async (at: { now?: string | Date }) => (await relata.check({ ...hours, ...at })).outcome;
    expect(await outcomeAt({})).toBe("denied");
    expect(await outcomeAt({ now: "2026-03-02T10:00:00+01:00" })).toBe("allowed");
    expect(await outcomeAt({ now: new Date(NOON) })).toBe("allowed");
    expect(await relata.can("user:ida", "auditor", second, { now: "2026-03-02T08:59:59.999999999Z" })).toBe(false);
  });

  test("ends tuples: until its end a tuple exists, and from then on it does not", async () => {
    const relata = await filledRelata(open);
    const ask = (now: string) => relata.can("user:ann", "owner", "client_abc:invoice:3", { now });
    expect(await ask("2026-03-02T11:59:59.999999999Z")).toBe(true);
    expect(await ask("2026-03-02T12:00:00Z")).toBe(false);
  });

  test("is one instant for every entry of a list, and can be given there", async () => {
    const relata = await filledRelata(open);
    const list = { subject: "user:ann", permission: "owner", type: "client_abc:invoice" };
    expect(await relata.listObjects(list)).toHaveLength(1);
    expect(await relata.listObjects({ ...list, now: "2026-03-02T12:00:00Z" })).toEqual([]);
    const owners = { object: "client_abc:invoice:3", permission: "owner", type: "user", now: "2026-03-02T12:00:00Z" };
    expect(await relata.listSubjects(owners)).toEqual([]);
  });
});
