import type { Relata, WatchEvent } from "@relata/core";
import { formatKey } from "@relata/model";
import { describe, expect, test } from "vitest";
import { NOON } from "../situation.ts";
import { iso, openWatched, WATCHED } from "./open-watched.ts";

const MINUTE = 60_000;

/** More windows than a watch holds at once. */
const MANY = 4_500;

/** Tuples whose windows open one after the other, or at moments that so many share, the last ones first. */
function opening(count: number, sharing = 1): readonly string[] {
  return Array.from({ length: count }, (_, i) => {
    const at = iso(NOON + MINUTE + Math.floor((count - i) / sharing));
    return `group:eng#member@user:u${i} from ${at}`;
  });
}

/** Every window that opens, in the order in which it is told; until it is told that there is nothing more. */
async function openingsOf(relata: Relata, after: string): Promise<readonly WatchEvent[]> {
  const seen: WatchEvent[] = [];
  for await (const event of relata.watch({ after, heartbeatMs: 200 })) {
    if (event.kind === "window") seen.push(event);
    // The first one says where it begins.
    if (event.kind === "checkpoint" && seen.length > 0) break;
  }
  return seen;
}

describe.each(WATCHED)("thousands of windows %s", (_, open) => {
  test.each([
    ["each at a moment of its own", 1],
    ["hundreds at each moment", 700],
  ])("%s are told once, and in order", async (_name, sharing) => {
    const { relata, clock } = await openWatched(open);
    const { token } = await relata.write([]);
    // One revision of a thousand, and one that makes more edges than are held.
    const tuples = opening(MANY, sharing);
    await relata.write(tuples.slice(0, 1_000));
    await relata.write(tuples.slice(1_000));
    await relata.write({ delete: tuples.slice(0, 100) });
    clock.now = NOON + 10 * MINUTE;
    const seen = await openingsOf(relata, token);
    const keys = seen.map((event) => (event.kind === "window" ? formatKey(event.tuple) : ""));
    expect(keys).toHaveLength(MANY - 100);
    expect(new Set(keys).size).toBe(MANY - 100);
    const instants = seen.map(({ instant }) => instant);
    expect(instants).toEqual([...instants].sort((a, b) => Number(a - b)));
    await relata.close();
  });
});
