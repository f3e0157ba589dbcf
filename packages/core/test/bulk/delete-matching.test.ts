import { formatTuple } from "@relata/model";
import { describe, expect, test } from "vitest";
import { emptyRelata, failureOf, filledRelata, STORES } from "../situation.ts";

const members = (count: number) => Array.from({ length: count }, (_, i) => `group:eng#member@user:u${i}`);

describe.each(STORES)("what matches a filter, in a store %s,", (_, open) => {
  test("is deleted in one transaction, and the rest stays", async () => {
    const relata = await filledRelata(open);
    const before = await relata.count({});
    const deleted = await relata.deleteMatching({ object: { type: "group" } });
    expect(deleted).toEqual({ deleted: 4, isComplete: true, token: expect.any(String) });
    expect(await relata.count({}, { consistency: { exactly: deleted.token } })).toBe(before - 4);
    expect(await relata.deleteMatching({ object: { type: "group" } })).toMatchObject({ deleted: 0, isComplete: true });
  });

  test("is counted and shown before, and then still there", async () => {
    const relata = await emptyRelata(open);
    await relata.write(members(12));
    const preview = await relata.deleteMatching({ relation: "member" }, { preview: true });
    expect(preview.count).toBe(12);
    expect(preview.examples).toHaveLength(5);
    for (const example of preview.examples) expect(members(12)).toContain(formatTuple(example));
    expect(await relata.count({})).toBe(12);
  });

  test("is deleted batch by batch, each told and each a revision", async () => {
    const relata = await emptyRelata(open);
    const { token } = await relata.write(members(10));
    const told: number[] = [];
    const deleted = await relata.deleteMatching(
      { relation: "member" },
      { batch: 4, onProgress: (so) => told.push(so) },
    );
    expect(told).toEqual([4, 8, 10]);
    expect(deleted).toMatchObject({ deleted: 10, isComplete: true });
    const revisions: number[] = [];
    for await (const event of relata.watch({ after: token })) {
      if (event.kind === "revision") revisions.push(event.changes.length);
      if (revisions.length === 3) break;
    }
    expect(revisions).toEqual([4, 4, 2]);
  });

  test("is left where a signal ends it between two batches", async () => {
    const relata = await emptyRelata(open);
    await relata.write(members(10));
    const controller = new AbortController();
    const deleted = await relata.deleteMatching(
      { relation: "member" },
      { batch: 4, signal: controller.signal, onProgress: () => controller.abort() },
    );
    expect(deleted).toMatchObject({ deleted: 4, isComplete: false });
    expect(await relata.count({})).toBe(6);
  });

  test("stays where a precondition does not hold; and where it ceases to, so does the rest", async () => {
    const relata = await emptyRelata(open);
    await relata.write([...members(10), "folder:plans#viewer@user:ann"]);
    const hold = [{ must: "match" as const, filter: { object: "folder:plans" } }];
    const none = [{ must: "not_match" as const, filter: { object: "folder:plans" } }];
    const refused = await failureOf(() => relata.deleteMatching({ relation: "member" }, { preconditions: none }));
    expect(refused.code).toBe("precondition_failed");
    expect(await relata.count({})).toBe(11);
    const ceasing = relata.deleteMatching(
      { relation: "member" },
      {
        batch: 4,
        preconditions: hold,
        onProgress: (deleted) => {
          if (deleted === 8) void relata.write({ delete: ["folder:plans#viewer@user:ann"] });
        },
      },
    );
    const failure = await failureOf(() => ceasing);
    expect([failure.code, failure.details]).toEqual(["precondition_failed", { deleted: 8 }]);
    expect(failure.message).toContain("; 8 tuples were deleted before");
    expect(await relata.count({})).toBe(2);
  });

  test("is never everything", async () => {
    const relata = await filledRelata(open);
    for (const filter of [{}, { object: {} }, { subject: {}, object: undefined }]) {
      for (const preview of [true, false]) {
        const failure = await failureOf(() => relata.deleteMatching(filter as never, { preview }));
        expect(failure.code).toBe("invalid_question");
        expect(failure.message).toContain("an empty filter would delete every tuple: name a part");
      }
    }
    expect((await failureOf(() => relata.deleteMatching({ relation: "member" }, { batch: 0 }))).message).toBe(
      "`batch` is a whole number, from 1 on",
    );
    expect(await relata.count({})).toBe(15);
  });
});
