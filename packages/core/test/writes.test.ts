import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, STORES } from "./situation.ts";

const ANN = "group:eng#member@user:ann";
const BOB = "group:eng#member@user:bob";
const AUDITOR = "client_abc:invoice:1#auditor@user:rob";

describe.each(STORES)("a write %s", (_, open) => {
  test("of a list touches: it counts what it made, and nothing where it was there", async () => {
    const relata = await emptyRelata(open);
    expect(await relata.write([ANN, BOB])).toMatchObject({ written: 2, deleted: 0 });
    expect(await relata.write([ANN, BOB])).toMatchObject({ written: 0, deleted: 0 });
    expect((await relata.contents()).tuples).toHaveLength(2);
  });

  test("of nothing is a write, with a token of its own", async () => {
    const relata = await emptyRelata(open);
    const first = await relata.write([]);
    const second = await relata.write({});
    expect(first).toMatchObject({ written: 0, deleted: 0 });
    expect(second.token).not.toBe(first.token);
  });

  test("that touches replaces the policy and the window of a tuple", async () => {
    const relata = await emptyRelata(open);
    await relata.write([`${AUDITOR} with same_region {"region":"eu"}`]);
    const ask = (region: string) => relata.can("user:rob", "read", "client_abc:invoice:1", { context: { region } });
    expect([await ask("eu"), await ask("us")]).toEqual([true, false]);
    expect(await relata.write([`${AUDITOR} with same_region {"region":"us"}`])).toMatchObject({ written: 1 });
    expect([await ask("eu"), await ask("us")]).toEqual([false, true]);
    await relata.write([`${AUDITOR} with same_region {"region":"us"} until 2026-03-02T10:00:00Z`]);
    expect([await ask("eu"), await ask("us")]).toEqual([false, false]);
    expect((await relata.contents()).tuples).toHaveLength(1);
  });

  test("that creates is refused where the tuple is there, also with another policy", async () => {
    const relata = await emptyRelata(open);
    expect(await relata.write({ create: [ANN, `${AUDITOR} with same_region {"region":"eu"}`] })).toMatchObject({
      written: 2,
    });
    const again = await failureOf(() => relata.write({ create: [ANN] }));
    expect(again).toMatchObject({
      code: "tuple_exists",
      message: `\`${ANN}\` is there already: touch it to replace it`,
    });
    const other = `${AUDITOR} with same_region {"region":"us"}`;
    expect(await failureOf(() => relata.write({ create: [other] }))).toMatchObject({ code: "tuple_exists" });
  });

  test("that deletes ends the tuple whatever its policy, and counts only what was there", async () => {
    const relata = await emptyRelata(open);
    await relata.write([ANN, `${AUDITOR} with same_region {"region":"eu"}`]);
    expect(await relata.write({ delete: [ANN, BOB, AUDITOR] })).toMatchObject({ written: 0, deleted: 2 });
    expect((await relata.contents()).tuples).toEqual([]);
    expect(await relata.can("user:ann", "member", "group:eng")).toBe(false);
  });

  test("may delete and create at once, and what it deleted can be created again", async () => {
    const relata = await emptyRelata(open);
    await relata.write([ANN]);
    expect(await relata.write({ delete: [ANN], create: [BOB] })).toMatchObject({ written: 1, deleted: 1 });
    expect(await relata.write({ create: [ANN] })).toMatchObject({ written: 1 });
  });

  test("sets and unsets attributes one by one", async () => {
    const relata = await emptyRelata(open);
    const object = "client_abc:invoice:1";
    await relata.write({ attributes: [{ object, set: { amount: 10, status: "draft" } }] });
    await relata.write({ attributes: [{ object, set: { amount: 20 }, unset: ["status"] }] });
    const { attributes } = await relata.contents();
    expect(attributes).toEqual([{ object: { type: "client_abc:invoice", id: "1" }, values: { amount: 20 } }]);
    await relata.write({ attributes: [{ object, unset: ["amount", "status"] }] });
    expect((await relata.contents()).attributes).toEqual([]);
  });

  test("is seen by every question that follows, and by the token of the store", async () => {
    const relata = await emptyRelata(open);
    const before = await relata.token();
    const { token } = await relata.write([ANN]);
    expect(token).not.toBe(before);
    expect(await relata.token()).toBe(token);
    expect((await relata.contents()).token).toBe(token);
    expect(await relata.can("user:ann", "member", "group:eng")).toBe(true);
  });

  test("happens where its preconditions hold", async () => {
    const relata = await emptyRelata(open);
    await relata.write([ANN]);
    const anyMember = { object: { type: "group", id: "eng" }, relation: "member" };
    const bobs = { subject: { type: "user", id: "bob", relation: null } };
    const preconditions = [
      { must: "match", filter: anyMember },
      { must: "not_match", filter: bobs },
    ] as const;
    expect(await relata.write({ touch: [BOB], preconditions })).toMatchObject({ written: 1 });
    const failure = await failureOf(() => relata.write({ touch: [BOB], preconditions }));
    expect(failure.code).toBe("precondition_failed");
    expect(failure.message).toBe("nothing was written: a live tuple matches `…:…#…@user:bob`");
    expect(failure.details).toEqual({ must: "not_match", filter: bobs });
  });

  test("does not happen where what must match is gone", async () => {
    const relata = await emptyRelata(open);
    const filter = { object: { type: "group", id: "eng" }, relation: "member", subject: { type: "user" } };
    const attempt = () => relata.write({ create: [BOB], preconditions: [{ must: "match", filter }] });
    expect(await failureOf(attempt)).toMatchObject({
      code: "precondition_failed",
      message: "nothing was written: no live tuple matches `group:eng#member@user:…`",
    });
    expect((await relata.contents()).tuples).toEqual([]);
  });
});
