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
    { after: "w.another-database-00000.main.1.1.0" },
    "invalid_cursor",
    "the cursor is of a watch on another store: begin from a token of this one",
  ],
  [
    { after: "w.memory----------------.main.zzzzzzzzzzz.1.0" },
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

test.each(WATCHED)(
  "a cursor goes on in its own store alone, whatever the others are called, %s",
  async (_, openStore) => {
    const { relata } = await openWatched(openStore);
    const names = ["main", "tenant-1", "tenant~1", "tenant.1", "tenant~2e~1", "Tenant-1", "m\u00e4in", "🎉"];
    const cursors: string[] = [];
    for (const name of names) {
      const [event] = await take(relata.store(name).watch(), 1);
      cursors.push(event?.cursor ?? "");
    }
    expect(new Set(cursors).size).toBe(names.length);
    for (const [i, after] of cursors.entries()) {
      // It stands in a URL and in a header as it is.
      expect(after).toMatch(/^[\w.~-]+$/);
      for (const [j, name] of names.entries()) {
        const store = relata.store(name);
        await store.write([ANN]);
        const told = await take(store.watch({ after }), 1).then(
          ([event]) => event?.kind,
          (failure: { readonly code: string }) => failure.code,
        );
        expect([after, name, told]).toEqual([after, name, i === j ? "revision" : "invalid_cursor"]);
      }
    }
  },
);
