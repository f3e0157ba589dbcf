import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, STORES } from "./situation.ts";

const ANN = "group:eng#member@user:ann";
const BOB = "group:eng#member@user:bob";

describe.each(STORES)("a write with a name, to a store %s,", (_, open) => {
  test("is written once, however often it is sent, and answered alike", async () => {
    const relata = await emptyRelata(open);
    const write = () => relata.write({ create: [ANN], touch: [BOB], idempotencyKey: "invite-1" });
    const first = await write();
    expect(first).toMatchObject({ written: 2, isRepeat: false });
    await relata.write({ delete: [ANN] });
    expect(await write()).toEqual({ ...first, isRepeat: true });
    expect(await relata.count({})).toBe(1);
  });

  test("is the same in whatever order and form its parts stand", async () => {
    const relata = await emptyRelata(open);
    await relata.write({ touch: [ANN, BOB], idempotencyKey: "a" });
    const again = {
      touch: [BOB, { object: "group:eng", relation: "member", subject: "user:ann" }],
      idempotencyKey: "a",
    };
    expect(await relata.write(again)).toMatchObject({ isRepeat: true });
  });

  test("is refused where the name was that of another write, and nothing is written", async () => {
    const relata = await emptyRelata(open);
    await relata.write({ touch: [ANN], idempotencyKey: "a" });
    const failure = await failureOf(() => relata.write({ touch: [BOB], idempotencyKey: "a" }));
    expect(failure.code).toBe("idempotency_mismatch");
    expect(await relata.count({})).toBe(1);
  });

  test("leaves no name where it fails, and none in another store", async () => {
    const relata = await emptyRelata(open);
    await relata.write([ANN]);
    const write = { create: [ANN], idempotencyKey: "a" };
    expect((await failureOf(() => relata.write(write))).code).toBe("tuple_exists");
    await relata.write({ delete: [ANN] });
    expect(await relata.write(write)).toMatchObject({ written: 1, isRepeat: false });
    expect(await relata.store("elsewhere").write(write)).toMatchObject({ written: 1, isRepeat: false });
  });
});
