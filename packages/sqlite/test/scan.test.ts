import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";

test("between two batches of a scan, the event loop goes on, and no transaction is open", async () => {
  const store = sqlite(":memory:");
  const touch = Array.from({ length: 40 }, (_, i) => ({
    object: { type: "doc", id: `${i}` },
    relation: "viewer",
    subject: { type: "user", id: `${i % 7}` },
  }));
  await store.write({ touch });
  let turns = 0;
  const turn = () => {
    turns++;
    next = setImmediate(turn);
  };
  let next = setImmediate(turn);
  const turnsAt: number[] = [];
  for await (const { tuples } of store.scan({ batch: 10 })) {
    expect(tuples).toHaveLength(10);
    turnsAt.push(turns);
    // A transaction that was open would refuse another.
    expect(store.write({})).not.toBeInstanceOf(Promise);
  }
  clearImmediate(next);
  expect(turnsAt).toHaveLength(4);
  expect(new Set(turnsAt).size).toBe(4);
  store.close();
});

test("tuples of one object stand side by side, whatever the order in which they were written", async () => {
  const store = sqlite(":memory:");
  for (const id of ["b", "a", "b", "c", "a"]) {
    await store.write({
      touch: [
        { object: { type: "doc", id }, relation: "viewer", subject: { type: "user", id: `${Math.random()}` } },
        { object: { type: "doc", id }, relation: "editor", subject: { type: "user", id: `${Math.random()}` } },
      ],
    });
  }
  const ids: string[] = [];
  for await (const { tuples } of store.scan({ batch: 3 })) ids.push(...tuples.map(({ object }) => object.id));
  expect(ids.filter((id, n) => id !== ids[n - 1])).toEqual(["a", "b", "c"]);
  store.close();
});
