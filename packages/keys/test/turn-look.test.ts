import { expect, test } from "vitest";
import { TurnLook } from "../src/sqlite/turn-look.ts";

test("all who ask in one turn of the event loop share a look, which is made after the last of them asked", async () => {
  let [looks, state] = [0, "old"];
  const shared = new TurnLook(() => {
    looks++;
    return state;
  });
  const early = shared.take();
  await Promise.resolve();
  state = "new";
  const late = shared.take();
  expect(looks).toBe(0);
  expect(await Promise.all([early, late])).toEqual(["new", "new"]);
  expect(looks).toBe(1);
  state = "newer";
  expect(await shared.take()).toBe("newer");
  expect(looks).toBe(2);
});

test("whoever asks while a look goes on is answered by one of their own", async () => {
  const done: ((value: number) => void)[] = [];
  const shared = new TurnLook(() => new Promise<number>((resolve) => done.push(resolve)));
  const first = shared.take();
  await new Promise((resolve) => setImmediate(resolve));
  const second = shared.take();
  await new Promise((resolve) => setImmediate(resolve));
  done.forEach((resolve, n) => resolve(n));
  expect(await Promise.all([first, second])).toEqual([0, 1]);
});

test("a look that fails fails for those who shared it, and for nobody after", async () => {
  let isBroken = true;
  const shared = new TurnLook(() => {
    if (isBroken) throw new Error("locked");
    return "fine";
  });
  const [one, other] = await Promise.allSettled([shared.take(), shared.take()]);
  expect([one.status, other.status]).toEqual(["rejected", "rejected"]);
  isBroken = false;
  expect(await shared.take()).toBe("fine");
});
