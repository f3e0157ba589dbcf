import { expect, test } from "vitest";
import { Queue } from "../src/persist.ts";

const BUSY = new Error("another connection holds the lock");
const PATIENCE_MS = 500;

/** Work that finds the lock held so many times, and then takes so long. */
function work(held: number, ms: number): () => string {
  let tries = 0;
  return () => {
    if (tries++ < held) throw BUSY;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    return "done";
  };
}

test("a lock that is held now and then fails nobody who waited long for others before", async () => {
  const queue = new Queue((error) => (error === BUSY ? PATIENCE_MS : 0));
  const since = performance.now();
  const all = Array.from({ length: 40 }, async () => queue.do(work(2, 20)));
  expect(new Set(await Promise.all(all))).toEqual(new Set(["done"]));
  expect(performance.now() - since).toBeGreaterThan(PATIENCE_MS);
});

test("a lock that is held all the time fails all who wait for it, together", async () => {
  const queue = new Queue((error) => (error === BUSY ? PATIENCE_MS : 0));
  const all = await Promise.allSettled(Array.from({ length: 5 }, async () => queue.do(work(Infinity, 0))));
  expect(all.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => "rejected"));
  // The next is tried for as long again.
  expect(await queue.do(work(3, 0))).toBe("done");
});
