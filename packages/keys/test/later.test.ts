import { expect, test, vi } from "vitest";
import { createKeys, type AuditRow } from "../src/index.ts";
import { worlds } from "./databases.ts";

const world = worlds();

const attempt = (n: number): AuditRow => ({ at: n, event: "attempt", outcome: "allowed", requestId: String(n) });

async function hearing(fails = 0) {
  const { relata, store } = await world("sqlite");
  const noted: number[] = [];
  const heard = Object.assign(Object.create(store) as typeof store, {
    note: async (_: unknown, rows: readonly AuditRow[]) => {
      if (fails-- > 0) throw new Error("the disk is full");
      noted.push(...rows.map(({ at }) => at));
    },
  });
  const errors: unknown[] = [];
  const keys = createKeys({
    relata,
    store: heard,
    noteWithinMs: 3_600_000,
    onError: (error) => void errors.push(error),
  });
  return { keys, noted, errors };
}

test("five hundred attempts are noted at once, whatever the time is, and in their order", async () => {
  const { keys, noted } = await hearing();
  for (let n = 0; n < 499; n++) keys.note(attempt(n));
  await new Promise((resolve) => setImmediate(resolve));
  expect(noted).toEqual([]);
  for (let n = 499; n < 1_100; n++) {
    keys.note(attempt(n));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(noted).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  await keys.flush();
  expect(noted).toEqual(Array.from({ length: 1_100 }, (_, n) => n));
});

test("what could not be noted at once is told, and noted with what comes", async () => {
  const { keys, noted, errors } = await hearing(1);
  for (let n = 0; n < 500; n++) keys.note(attempt(n));
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  for (let n = 500; n < 600; n++) keys.note(attempt(n));
  await keys.flush();
  expect(noted).toEqual(Array.from({ length: 600 }, (_, n) => n));
});
