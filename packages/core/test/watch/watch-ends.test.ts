import type { RevisionEvent } from "@relata/core";
import { describe, expect, test } from "vitest";
import { failureOf } from "../situation.ts";
import { openWatched, take, WATCHED } from "./open-watched.ts";

const ANN = "group:eng#member@user:ann";
const BOB = "group:eng#member@user:bob";

const [[, open] = WATCHED[0] as never] = WATCHED;

describe("a watch ends", () => {
  test("where it is left, also while an event is being waited for", async () => {
    const { relata } = await openWatched(open);
    const watch = relata.watch();
    await take(watch, 1);
    const waiting = watch.next();
    expect(await watch.return()).toEqual({ done: true, value: undefined });
    expect(await waiting).toEqual({ done: true, value: undefined });
    await relata.write([ANN]);
    expect(await watch.next()).toEqual({ done: true, value: undefined });
  });

  test("where a loop over it is left", async () => {
    const { relata } = await openWatched(open);
    const watch = relata.watch();
    await relata.write([ANN]);
    const seen: RevisionEvent[] = [];
    for await (const event of watch) {
      if (event.kind !== "revision") continue;
      seen.push(event);
      break;
    }
    expect(seen).toHaveLength(1);
    expect(await watch.next()).toEqual({ done: true, value: undefined });
  });

  test("where its signal says so: while it waits, between two events, and before it begins", async () => {
    const { relata } = await openWatched(open);
    const whileWaiting = new AbortController();
    const seen: string[] = [];
    const loop = (async () => {
      for await (const { kind } of relata.watch({ signal: whileWaiting.signal })) seen.push(kind);
    })();
    await relata.write([ANN]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    whileWaiting.abort();
    await loop;
    expect(seen).toEqual(["checkpoint", "revision"]);

    const between = new AbortController();
    const watch = relata.watch({ signal: between.signal });
    await relata.write([BOB]);
    await take(watch, 1);
    between.abort();
    expect(await watch.next()).toEqual({ done: true, value: undefined });
    expect(await relata.watch({ signal: AbortSignal.abort() }).next()).toEqual({ done: true, value: undefined });
  });
});

test.each([
  [{ after: "yesterday" }, "invalid_consistency_token", "the token is none that a store gave: pass one on as it came"],
  [{ after: 5 }, "invalid_cursor", "`after` is the cursor of an event, or a token"],
  [
    { after: "w.another-database-00000.1.1.0" },
    "invalid_cursor",
    "the cursor is of a watch on another database: begin from a token of this one",
  ],
  [
    { after: "w.memory----------------.zzzzzzzzzzz.1.0" },
    "invalid_cursor",
    "the cursor names a place beyond all that can be: pass one on as it came",
  ],
  [
    { filters: [] },
    "invalid_question",
    "`filters` is a list of at least one filter: leave it out to be told everything",
  ],
  [{ filters: [{ relations: "viewer" }] }, "invalid_question", /^a filter is /],
  [{ heartbeatMs: 0 }, "invalid_question", "`heartbeatMs` is a number of milliseconds, from 1 to 2147483647"],
  [{ heartbeatMs: 2 ** 31 }, "invalid_question", "`heartbeatMs` is a number of milliseconds, from 1 to 2147483647"],
])("%j is nothing to watch, and the failure says why", async (input, code, message) => {
  const { relata } = await openWatched(open);
  const failure = await failureOf(() => relata.watch(input as never).next());
  expect([failure.code, failure.message]).toEqual([code, expect.stringMatching(message)]);
});
