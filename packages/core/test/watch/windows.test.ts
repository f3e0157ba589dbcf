import type { WatchEvent } from "@relata/core";
import { formatTuple } from "@relata/model";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { NOON } from "../situation.ts";
import { instantAt, iso, openWatched, take, WATCHED } from "./open-watched.ts";

const ANN = "group:eng#member@user:ann";
const BOB = "group:eng#member@user:bob";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

// Why not all: a store may wait for turns of the event loop, which nobody moves on here.
beforeEach(() => vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => vi.useRealTimers());

/** Time goes on for clocks and timers alike. */
async function pass(clock: { now: number }, ms: number): Promise<void> {
  // What is to be waited for is worked out first.
  await new Promise((resolve) => setImmediate(resolve));
  clock.now += ms;
  await vi.advanceTimersByTimeAsync(ms);
}

function said(events: readonly WatchEvent[]): readonly string[] {
  return events.map((event) => {
    if (event.kind === "window")
      return `${event.edge} ${event.tuple.subject.id} at ${Number(event.instant / 1_000_000n) - NOON}`;
    return event.kind === "revision" ? `revision ${event.number}` : "checkpoint";
  });
}

/** From then until then, in milliseconds from noon on. */
function within(key: string, from: number | undefined, until?: number): string {
  const opening = from === undefined ? "" : ` from ${iso(NOON + from)}`;
  return `${key}${opening}${until === undefined ? "" : ` until ${iso(NOON + until)}`}`;
}

describe.each(WATCHED)("the windows of a store %s", (_, open) => {
  test("are told as they open and close, each at its time", async () => {
    const { relata, clock } = await openWatched(open);
    const watch = relata.watch({ heartbeatMs: 2 * DAY });
    await relata.write([within(ANN, 5 * MINUTE, 10 * MINUTE), within(BOB, undefined, 7 * MINUTE)]);
    await take(watch, 2);
    let isTold = false;
    const opening = watch.next().finally(() => (isTold = true));
    await pass(clock, 5 * MINUTE - 1);
    expect(isTold).toBe(false);
    await pass(clock, 1);
    const { value } = await opening;
    expect(value).toMatchObject({ kind: "window", edge: "start", instant: instantAt(NOON + 5 * MINUTE) });
    expect(formatTuple((value as Extract<WatchEvent, { kind: "window" }>).tuple)).toContain(ANN);
    await pass(clock, DAY);
    expect(said(await take(watch, 2))).toEqual([`end bob at ${7 * MINUTE}`, `end ann at ${10 * MINUTE}`]);
    await watch.return();
  });

  test("are told of the tuple that was live at the time, and not of one that was deleted or replaced before", async () => {
    const { relata, clock } = await openWatched(open);
    const { token } = await relata.write([within(ANN, MINUTE), within(BOB, 2 * MINUTE)]);
    await pass(clock, 90_000);
    await relata.write({ delete: [ANN], touch: [within(BOB, 3 * MINUTE)] });
    await pass(clock, 150_000);
    const watch = relata.watch({ after: token });
    expect(said(await take(watch, 4))).toEqual([
      "checkpoint",
      `start ann at ${MINUTE}`,
      "revision 2",
      `start bob at ${3 * MINUTE}`,
    ]);
    await watch.return();
  });

  test("that are past when the tuple is written are not told: the write says it", async () => {
    const { relata, clock } = await openWatched(open);
    const watch = relata.watch({ heartbeatMs: MINUTE });
    await relata.write([within(ANN, -MINUTE, 5 * MINUTE), within(BOB, -2 * MINUTE, -MINUTE)]);
    await take(watch, 2);
    await pass(clock, 5 * MINUTE);
    expect(said(await take(watch, 1))).toEqual([`end ann at ${5 * MINUTE}`]);
    await watch.return();
  });

  test("that opened and closed while nobody watched are told once on resuming, also from amid those of one instant", async () => {
    const { relata, clock } = await openWatched(open);
    const users = ["a", "b", "c", "d"].map((id) => `group:eng#member@user:${id}`);
    const { token } = await relata.write(users.map((user) => within(user, MINUTE, 2 * MINUTE)));
    await pass(clock, DAY);
    let after: string = token;
    const told: WatchEvent[] = [];
    for (let i = 0; i < 8; i++) {
      const watch = relata.watch({ after });
      const [event] = (await take(watch, i === 0 ? 2 : 1)).slice(-1);
      if (event === undefined) break;
      told.push(event);
      after = event.cursor;
      await watch.return();
    }
    const ids = ["a", "b", "c", "d"];
    const starts = ids.map((id) => `start ${id} at ${MINUTE}`);
    const ends = ids.map((id) => `end ${id} at ${2 * MINUTE}`);
    expect(said(told)).toEqual([...starts, ...ends]);
  });

  test("further off than a timer can wait are waited for", async () => {
    const { relata, clock } = await openWatched(open);
    const watch = relata.watch({ heartbeatMs: 2 ** 31 - 1 });
    await relata.write([within(ANN, 60 * DAY)]);
    await take(watch, 2);
    const seen: WatchEvent[] = [];
    const loop = (async () => {
      for await (const event of watch) if (seen.push(event) && event.kind === "window") return;
    })();
    for (let day = 0; day < 60; day++) {
      expect(said(seen)).not.toContain(`start ann at ${60 * DAY}`);
      await pass(clock, DAY);
    }
    await loop;
    expect(said(seen)).toEqual(["checkpoint", "checkpoint", `start ann at ${60 * DAY}`]);
    await watch.return();
  });

  test("pass the filters as their tuples do", async () => {
    const { relata, clock } = await openWatched(open);
    const watch = relata.watch({ filters: [{ subject: "user:bob" }], heartbeatMs: DAY });
    await relata.write([within(ANN, MINUTE), within(BOB, 2 * MINUTE)]);
    await take(watch, 2);
    await pass(clock, 3 * MINUTE);
    expect(said(await take(watch, 1))).toEqual([`start bob at ${2 * MINUTE}`]);
    await watch.return();
  });

  test("hold no timer once the watch is left", async () => {
    const { relata } = await openWatched(open);
    await relata.write([within(ANN, MINUTE)]);
    const before = vi.getTimerCount();
    const watch = relata.watch();
    await take(watch, 1);
    expect(vi.getTimerCount()).toBe(before);
    const waiting = watch.next();
    await new Promise((resolve) => setImmediate(resolve));
    expect(vi.getTimerCount()).toBe(before + 1);
    await watch.return();
    await waiting;
    expect(vi.getTimerCount()).toBe(before);
  });
});

describe.each(WATCHED)("where clocks do not agree, a store %s, watched,", (_, open) => {
  test("takes a write that a clock dates back as one of the present", async () => {
    const { relata, clock } = await openWatched(open);
    const watch = relata.watch();
    await relata.write([within(ANN, 2 * MINUTE), within(BOB, 3 * MINUTE)]);
    await pass(clock, 3 * MINUTE);
    expect(said(await take(watch, 4)).at(-1)).toBe(`start bob at ${3 * MINUTE}`);
    clock.now = NOON - DAY;
    await relata.write([within(BOB, MINUTE)]);
    const [late] = await take(watch, 1);
    // Its window opened before the instant that the watch has come to: the write says it.
    expect(late).toMatchObject({ kind: "revision", at: NOON - DAY, instant: instantAt(NOON + 3 * MINUTE) });
    await watch.return();
  });

  test("does not run ahead of its own clock to a write that is dated in the future", async () => {
    const { relata, clock } = await openWatched(open);
    const watch = relata.watch();
    clock.now = NOON + DAY;
    await relata.write([within(ANN, 2 * MINUTE)]);
    await relata.write([within(BOB, MINUTE)]);
    clock.now = NOON;
    expect(said(await take(watch, 3))).toEqual(["checkpoint", "revision 1", "revision 2"]);
    await pass(clock, 3 * MINUTE);
    expect(said(await take(watch, 2))).toEqual([`start bob at ${MINUTE}`, `start ann at ${2 * MINUTE}`]);
    await watch.return();
  });
});
