import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { logAsContents } from "@relata/store/conformance";
import { expect, onTestFinished, test } from "vitest";
import { engineOver } from "./numbered-writes.ts";

const { url } = await testDatabase();
const HOUR_MS = 3_600_000;
const NOON = Date.parse("2026-03-01T12:00:00Z");

test("a clock that steps back between writes changes no order: of the log, of a watch, of states and of what is forgotten", async () => {
  const times = [0, 1, -4, -3, -4].map((hours) => NOON + hours * HOUR_MS);
  let now = NOON;
  const store = postgres({ url, clock: () => now });
  const relata = await engineOver(store);
  onTestFinished(() => relata.close());
  const tokens: string[] = [];
  for (const [n, time] of times.entries()) {
    now = time;
    const ended = n > 0 ? [`doc:${n - 1}#viewer@user:ann`] : [];
    tokens.push((await relata.write({ touch: [`doc:${n}#viewer@user:ann`], delete: ended })).token);
  }
  const log = await logAsContents(store);
  expect(log.map(({ number, at }) => [number, at])).toEqual(times.map((time, n) => [n + 1, time]));

  const told: { readonly number: number; readonly instant: string }[] = [];
  for await (const event of relata.watch({ after: tokens[0] ?? "" })) {
    if (event.kind === "revision") told.push({ number: event.number, instant: String(event.instant) });
    if (told.length === 4) break;
  }
  expect(told.map(({ number }) => number)).toEqual([2, 3, 4, 5]);
  expect(told.map(({ instant }) => instant)).toEqual(told.map(({ instant }) => instant).toSorted());

  const stateAt = async (n: number) =>
    (await relata.contents({ consistency: { exactly: tokens[n] ?? "" } })).tuples.map(({ object }) => object.id);
  // The first that is late enough holds up all after it, however old they say that they are.
  expect(await store.collectGarbage({ before: NOON + 1 })).toMatchObject({ oldest: 1 });
  for (const n of times.keys()) expect(await stateAt(n)).toEqual([String(n)]);
  expect(await store.collectGarbage({ before: NOON + 2 * HOUR_MS })).toMatchObject({ oldest: 5 });
  await expect(stateAt(2)).rejects.toMatchObject({ code: "snapshot_expired" });
  expect(await stateAt(4)).toEqual(["4"]);
  expect(await relata.can("user:ann", "viewer", "doc:4")).toBe(true);
});
