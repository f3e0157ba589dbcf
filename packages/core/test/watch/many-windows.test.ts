import type { Watch, WatchEvent } from "@relata/core";
import { formatKey } from "@relata/model";
import { describe, expect, test } from "vitest";
import { NOON } from "../situation.ts";
import { iso, openWatched, take, WATCHED } from "./open-watched.ts";

const MINUTE = 60_000;

/** More windows than a watch holds at once. */
const MANY = 3_300;

/** Tuples whose windows open one after the other, or at moments that so many share, the last ones first. */
function opening(count: number, sharing = 1): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = iso(NOON + MINUTE + Math.floor((count - i) / sharing));
    return `group:eng#member@user:u${i} from ${at}`;
  });
}

/** Every window that opens, in the order in which it is told; until it is told that there is nothing more. */
async function openingsOf(watch: Watch): Promise<readonly WatchEvent[]> {
  const seen: WatchEvent[] = [];
  for await (const event of watch) {
    if (event.kind === "window") seen.push(event);
    // One comes before, where the watch begins.
    if (event.kind === "checkpoint" && seen.length > 0) break;
  }
  return seen;
}

describe.each(WATCHED)("thousands of windows %s", (_, open) => {
  test.each([
    ["each at a moment of its own", 1],
    ["hundreds at each moment", 700],
  ])(
    "%s are told once, and in order, whether they are written before or while it is watched",
    async (_name, sharing) => {
      const { relata, clock } = await openWatched(open);
      const { token } = await relata.write([]);
      const live = relata.watch({ heartbeatMs: 200 });
      await take(live, 1);
      const openings = openingsOf(live);
      // It waits for what comes.
      await new Promise((resolve) => setTimeout(resolve, 20));
      const tuples = opening(MANY, sharing);
      await relata.write(tuples.slice(0, 1_000));
      // More than are held at once.
      await relata.write(tuples.slice(1_000));
      await relata.write({ delete: tuples.slice(0, 100) });
      clock.now = NOON + 10 * MINUTE;
      await relata.write(["group:eng#member@user:ann"]);
      for (const seen of [await openings, await openingsOf(relata.watch({ after: token, heartbeatMs: 200 }))]) {
        const keys = seen.map((event) => (event.kind === "window" ? formatKey(event.tuple) : ""));
        expect(keys).toHaveLength(MANY - 100);
        expect(new Set(keys).size).toBe(MANY - 100);
        const instants = seen.map(({ instant }) => instant);
        expect(instants).toEqual([...instants].sort((a, b) => Number(a - b)));
      }
      await relata.close();
    },
  );
});
