import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { LatestRun } from "../src/latest-run.ts";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test("work waits until nothing new has come for a while", async () => {
  const runs = new LatestRun<string>(300);
  const begun: number[] = [];
  for (const each of [1, 2, 3]) {
    runs.start("a", async () => void begun.push(each));
    await vi.advanceTimersByTimeAsync(200);
  }
  expect(begun).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  expect(begun).toEqual([3]);
});

test("work that is going on is ended when the next begins", async () => {
  const runs = new LatestRun<string>(10);
  const signals: AbortSignal[] = [];
  const forever = async (signal: AbortSignal): Promise<void> => {
    signals.push(signal);
    await new Promise(() => undefined);
  };
  runs.start("a", forever);
  await vi.advanceTimersByTimeAsync(10);
  runs.start("a", forever);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  await vi.advanceTimersByTimeAsync(10);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
});

test("work for another thing goes on", async () => {
  const runs = new LatestRun<string>(10);
  const begun: string[] = [];
  runs.start("a", async () => void begun.push("a"));
  runs.start("b", async () => void begun.push("b"));
  await vi.advanceTimersByTimeAsync(10);
  expect(begun).toEqual(["a", "b"]);
});

test("cancelled work does not begin, and is told where it has", async () => {
  const runs = new LatestRun<string>(10);
  const signals: AbortSignal[] = [];
  const work = async (signal: AbortSignal): Promise<void> => void signals.push(signal);
  runs.start("a", work);
  runs.cancel("a");
  await vi.advanceTimersByTimeAsync(20);
  expect(signals).toEqual([]);
  runs.start("a", async (signal) => {
    signals.push(signal);
    await new Promise(() => undefined);
  });
  await vi.advanceTimersByTimeAsync(10);
  runs.dispose();
  expect(signals[0]?.aborted).toBe(true);
});
