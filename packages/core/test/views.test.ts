import { describe, expect, test } from "vitest";
import { failureOf, filledRelata, NOON, STORES, TUPLES } from "./situation.ts";

const first = "client_abc:invoice:1";

describe.each(STORES)("a view %s", (_, open) => {
  test("answers at once, and does not see later writes", async () => {
    const relata = await filledRelata(open);
    const view = await relata.at();
    await relata.write({
      touch: [`${first}#owner@user:new`],
      delete: [`${first}#clerk@group:clerks#member`],
      attributes: [{ object: first, set: { status: "sent" } }],
    });
    expect(view.can("user:ann", "write", first)).toBe(true);
    expect(view.can("user:ann", "refund", first)).toBe(true);
    expect(view.can("user:new", "write", first)).toBe(false);
    expect(view.listSubjects({ object: first, permission: "write", type: "user" })).toHaveLength(2);
    expect(await relata.can("user:ann", "write", first)).toBe(false);
    expect(await relata.can("user:new", "write", first)).toBe(true);
    expect((await relata.at()).can("user:new", "write", first)).toBe(true);
  });

  test("is of the newest write, and names it", async () => {
    const relata = await filledRelata(open);
    const { token } = await relata.write([`${first}#owner@user:new`]);
    const view = await relata.at();
    expect(view.token).toBe(token);
    expect(view.can("user:new", "owner", first)).toBe(true);
    await relata.write([]);
    expect(view.token).toBe(token);
    expect((await relata.at()).token).not.toBe(token);
  });

  test("asks at the present of the clock unless an instant is given, and not at that of its making", async () => {
    let time = NOON;
    const relata = await filledRelata(open, { clock: () => time });
    const view = await relata.at();
    const ask = (now?: string) =>
      view.can("user:ann", "owner", "client_abc:invoice:3", now === undefined ? {} : { now });
    expect(ask()).toBe(true);
    time = Date.parse("2026-03-02T12:00:00Z");
    expect(ask()).toBe(false);
    expect(ask("2026-03-02T11:00:00Z")).toBe(true);
  });

  test("holds as many tuples as it may, and one more is `not_resident`, which says so", async () => {
    const enough = await filledRelata(open, { maxViewTuples: TUPLES.length });
    expect((await enough.at()).can("user:ann", "write", first)).toBe(true);
    const few = await filledRelata(open, { maxViewTuples: TUPLES.length - 1 });
    const failure = await failureOf(() => few.at());
    expect([failure.code, failure.message]).toEqual([
      "not_resident",
      `the store holds ${TUPLES.length} tuples, and a view at most ${TUPLES.length - 1}: raise \`maxViewTuples\`, or ask the store`,
    ]);
    expect(await few.can("user:ann", "write", first)).toBe(true);
  });

  test("has the budget of its engine, and passing it is a failure, never a denial", async () => {
    const relata = await filledRelata(open, { budget: 2 });
    const question = { subject: "user:eve", permission: "read", object: first };
    const view = await relata.at();
    expect(await failureOf(() => relata.check(question))).toMatchObject({ code: "budget_exceeded" });
    expect(await failureOf(() => view.check(question))).toMatchObject({ code: "budget_exceeded" });
  });
});

describe.each(STORES)("a closed engine %s", (_, open) => {
  test("fails with `closed` whatever it is asked, and may be closed again", async () => {
    const relata = await filledRelata(open);
    const question = { subject: "user:ann", permission: "write", object: first };
    const early = relata.listObjects({ subject: "user:ann", permission: "write", type: "client_abc:invoice" });
    await relata.close();
    for (const attempt of [
      () => relata.can("user:ann", "write", first),
      () => relata.check(question),
      () => relata.explain(question),
      async () => early,
      async () => relata.listObjects({ subject: "user:ann", permission: "write", type: "client_abc:invoice" }),
      async () => relata.listSubjects({ object: first, permission: "write", type: "user" }),
      () => relata.at(),
      () => relata.contents(),
      () => relata.token(),
      () => relata.write([`${first}#owner@user:new`]),
      () => relata.write([]),
    ]) {
      expect(await failureOf(attempt)).toMatchObject({
        code: "closed",
        message: "the store has been closed: open it again to read or write",
      });
    }
    await relata.close();
  });

  test("leaves a view that was made before with its answers", async () => {
    const relata = await filledRelata(open);
    const view = await relata.at();
    await relata.close();
    expect(view.can("user:ann", "write", first)).toBe(true);
  });
});
