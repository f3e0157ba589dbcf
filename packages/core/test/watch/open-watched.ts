import { createRelata, type Relata, type RelataOptions, type Store, type WatchEvent } from "@relata/core";
import { instantFromMs, type Instant } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { memoryStore } from "@relata/store";
import { model, NOON } from "../situation.ts";

/** A clock that a test sets. */
export interface TestClock {
  now: number;
}

/** The stores that are watched, each with the clock that its writes are dated by. */
export const WATCHED: readonly (readonly [string, (clock: () => number) => Store])[] = [
  ["in memory", (clock) => memoryStore({ clock })],
  ["in SQLite", (clock) => sqlite(":memory:", { clock })],
];

/** An engine at noon, over an empty store. */
export async function openWatched(
  open: (clock: () => number) => Store,
  options: Partial<RelataOptions> = {},
): Promise<{ readonly relata: Relata; readonly clock: TestClock }> {
  const clock: TestClock = { now: NOON };
  const read = () => clock.now;
  const history = { automatic: false };
  return { relata: await createRelata({ model, store: open(read), clock: read, history, ...options }), clock };
}

/** The next so many events. */
export async function take(events: AsyncIterator<WatchEvent>, count: number): Promise<readonly WatchEvent[]> {
  const taken: WatchEvent[] = [];
  while (taken.length < count) {
    const { done, value } = await events.next();
    if (done === true) throw new Error(`the watch ended after ${taken.length} events`);
    taken.push(value);
  }
  return taken;
}

export function instantAt(ms: number): Instant {
  return instantFromMs(ms);
}

/** Milliseconds since the epoch as a timestamp. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}
