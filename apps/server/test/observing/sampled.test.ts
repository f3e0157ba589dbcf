import { afterEach, expect, test, vi } from "vitest";
import { Sampled } from "../../src/observing/metrics/sampled.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** A number that is looked at once in ten seconds, at times that the test says. */
function sampled(looks: (() => Promise<number | undefined>)[]) {
  const clock = vi.spyOn(performance, "now").mockReturnValue(0);
  const failed: unknown[] = [];
  const look = vi.fn<() => Promise<number | undefined>>(() => (looks.shift() ?? (() => Promise.resolve(undefined)))());
  const number = new Sampled(look, { everyMs: 10_000, onError: (error) => failed.push(error) });
  return { number, look, failed, at: (ms: number) => clock.mockReturnValue(ms) };
}

test("whoever reads has the last number at once, and its age, and a look begins where one is due", async () => {
  const { number, look, at } = sampled([() => Promise.resolve(1), () => Promise.resolve(2)]);
  expect([number.value, number.ageSeconds]).toEqual([undefined, undefined]);
  await number.settled();
  at(9_999);
  expect([number.value, number.ageSeconds, look.mock.calls.length]).toEqual([1, 9.999, 1]);
  at(10_000);
  expect([number.value, look.mock.calls.length]).toEqual([1, 2]);
  await number.settled();
  expect([number.value, number.ageSeconds]).toEqual([2, 0]);
});

test("while a look is under way no other begins", async () => {
  const waiting: ((value: number) => void)[] = [];
  const { number, look, at } = sampled([() => new Promise((resolve) => waiting.push(resolve))]);
  for (const ms of [0, 20_000, 40_000]) {
    at(ms);
    expect(number.value).toBeUndefined();
  }
  expect(look).toHaveBeenCalledTimes(1);
  waiting[0]?.(7);
  await number.settled();
  expect(number.value).toBe(7);
});

test("after a look that failed the last number stays, and grows older; where there is nothing to look at it goes", async () => {
  const away = new Error("away");
  const { number, failed, at } = sampled([() => Promise.resolve(1), () => Promise.reject(away)]);
  const lookAt = async (ms: number) => {
    at(ms);
    void number.value;
    await number.settled();
  };
  await lookAt(0);
  await lookAt(10_000);
  expect([number.value, number.ageSeconds, failed]).toEqual([1, 10, [away]]);
  await lookAt(20_000);
  expect(number.value).toBeUndefined();
});
