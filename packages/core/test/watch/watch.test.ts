import type { WatchEvent } from "@relata/core";
import { formatTuple } from "@relata/model";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf, model, NOON } from "../situation.ts";
import { instantAt, openWatched, take, WATCHED } from "./open-watched.ts";

const ANN = "group:eng#member@user:ann";
const BOB = "group:eng#member@user:bob";
const PLANS = "folder:plans#viewer@user:ann";

const opened: { return(): unknown }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.return();
});
/** The watch is left once the test is over. */
function watching<W extends { return(): unknown }>(watch: W): W {
  opened.push(watch);
  return watch;
}

/** What events say, each in a word. */
function said(events: readonly WatchEvent[]): readonly unknown[] {
  return events.map((event) => {
    switch (event.kind) {
      case "revision":
        return event.changes.map((change) => {
          if (change.kind === "attribute") return `${change.object.id}.${change.name}`;
          if (change.kind === "model") return `model ${change.after.number}`;
          const { before, after } = change;
          return `${before === undefined ? "" : `-${formatTuple(before)}`}${after === undefined ? "" : `+${formatTuple(after)}`}`;
        });
      case "window":
        return `${event.edge} ${formatTuple(event.tuple)}`;
      case "checkpoint":
        return "checkpoint";
    }
  });
}

describe.each(WATCHED)("a store %s, watched", (_, open) => {
  test("says where the watch begins, and then what is written, whether or not it is waited for", async () => {
    const { relata } = await openWatched(open);
    await relata.write([BOB]);
    const watch = watching(relata.watch());
    const { token } = await relata.write([ANN]);
    const [begin, first] = await take(watch, 2);
    expect(begin).toMatchObject({ kind: "checkpoint", instant: instantAt(NOON) });
    expect(first).toMatchObject({ kind: "revision", number: 2, at: NOON, instant: instantAt(NOON), token });
    const next = watch.next();
    await relata.write({ touch: [PLANS], delete: [ANN] });
    expect(said([first as WatchEvent, (await next).value as WatchEvent])).toEqual([
      [`+${ANN}`],
      [`+${PLANS}`, `-${ANN}`],
    ]);
  });

  test("tells what replaced what, attributes and models; and no write that changed nothing", async () => {
    const { relata } = await openWatched(open);
    const watch = watching(relata.watch());
    await relata.write([ANN]);
    await relata.write([ANN]);
    await relata.write([`${ANN} until 2027-01-01T00:00:00Z`]);
    await relata.attributes.set("client_abc:invoice:1", { amount: 5 });
    await relata.apply(model, { message: "first" });
    expect(said(await take(watch, 5))).toEqual([
      "checkpoint",
      [`+${ANN}`],
      [`-${ANN}+${ANN} until 2027-01-01T00:00:00Z`],
      ["1.amount"],
      ["model 1"],
    ]);
  });

  test("goes on behind a token, and behind the cursor of any event, with nothing lost and nothing twice", async () => {
    const { relata } = await openWatched(open);
    const { token } = await relata.write([ANN]);
    await relata.write([BOB]);
    await relata.write([PLANS]);
    const watch = watching(relata.watch({ after: token }));
    const [, bob] = await take(watch, 2);
    expect(said([bob as WatchEvent])).toEqual([[`+${BOB}`]]);
    await watch.return();
    const resumed = watching(relata.watch({ after: (bob as WatchEvent).cursor }));
    expect(said(await take(resumed, 1))).toEqual([[`+${PLANS}`]]);
  });

  test("begins behind the empty store, too", async () => {
    const { relata } = await openWatched(open);
    const token = await relata.token();
    await relata.write([ANN]);
    expect(said(await take(watching(relata.watch({ after: token })), 2))).toEqual(["checkpoint", [`+${ANN}`]]);
  });

  test("tells each watcher all of it, and of another store of the database nothing", async () => {
    const { relata } = await openWatched(open);
    const watches = [watching(relata.watch()), watching(relata.watch())];
    const other = watching(relata.store("tenant-1").watch({ heartbeatMs: 5 }));
    await relata.write([ANN]);
    for (const watch of watches) expect(said(await take(watch, 2))).toEqual(["checkpoint", [`+${ANN}`]]);
    expect(said(await take(other, 3))).toEqual(["checkpoint", "checkpoint", "checkpoint"]);
    await relata.store("tenant-1").write([BOB]);
    const events = await take(other, 2);
    expect(said(events.filter(({ kind }) => kind === "revision"))).toEqual([[`+${BOB}`]]);
  });

  test("lets through what the filters match, before a change or after it, and goes on from behind what they hid", async () => {
    const { relata } = await openWatched(open);
    const filters = [{ object: { type: "folder" } }, { subject: "user:bob" }];
    const watch = watching(relata.watch({ filters }));
    await relata.write([ANN, PLANS]);
    await relata.write([ANN, "group:eng#member@apikey:ci"]);
    await relata.write({ delete: [PLANS] });
    await relata.attributes.set("client_abc:invoice:1", { amount: 5 });
    await relata.write([BOB]);
    await relata.apply(model);
    const events = await take(watch, 5);
    expect(said(events)).toEqual(["checkpoint", [`+${PLANS}`], [`-${PLANS}`], [`+${BOB}`], ["model 1"]]);
    await relata.write(["group:eng#member@user:eve"]);
    const { cursor: after = "" } = events.at(-1) ?? {};
    const [hidden] = await take(watching(relata.watch({ after, filters, heartbeatMs: 5 })), 1);
    expect(hidden?.kind).toBe("checkpoint");
    await relata.write(["group:eng#member@user:fay"]);
    const resumed = watching(relata.watch({ after: hidden?.cursor ?? "" }));
    expect(said(await take(resumed, 1))).toEqual([["+group:eng#member@user:fay"]]);
  });

  test("tells attributes where a filter is of their object, and of no relation or subject", async () => {
    const { relata } = await openWatched(open);
    const invoice = "client_abc:invoice:1";
    const seen = async (filter: object) => {
      const watch = watching(relata.watch({ filters: [filter] as never, heartbeatMs: 5 }));
      await relata.attributes.set(invoice, { amount: Math.random() });
      return said(await take(watch, 2)).at(1);
    };
    expect(await seen({ object: invoice })).toEqual(["1.amount"]);
    expect(await seen({ object: { type: "client_abc:invoice" } })).toEqual(["1.amount"]);
    expect(await seen({})).toEqual(["1.amount"]);
    for (const filter of [{ object: "folder:a" }, { object: invoice, relation: "owner" }, { subject: "user:ann" }])
      expect(await seen(filter)).toBe("checkpoint");
  });

  test("says now and then how far it has come, where there is nothing to tell", async () => {
    const { relata, clock } = await openWatched(open);
    const watch = watching(relata.watch({ heartbeatMs: 5 }));
    await take(watch, 1);
    clock.now += 1_000;
    const [checkpoint] = await take(watch, 1);
    expect(checkpoint).toMatchObject({ kind: "checkpoint", instant: instantAt(NOON + 1_000) });
  });

  test("begins with the first change that is kept, and refuses to begin behind what is forgotten", async () => {
    const { relata, clock } = await openWatched(open);
    const { token } = await relata.write([ANN]);
    const [begin] = await take(watching(relata.watch({ after: token })), 1);
    await relata.write([BOB]);
    clock.now += 1_000;
    const kept = await relata.write([PLANS]);
    await relata.collectGarbage({ before: clock.now });
    expect(said(await take(watching(relata.watch({ after: kept.token, heartbeatMs: 5 })), 2))).toEqual([
      "checkpoint",
      "checkpoint",
    ]);
    for (const after of [token, begin?.cursor ?? ""])
      expect((await failureOf(() => relata.watch({ after }).next())).code).toBe("snapshot_expired");
  });

  test("ends with `closed` where the engine is closed while it waits, and not where that of a tenant is", async () => {
    const { relata } = await openWatched(open);
    const watch = relata.watch();
    await take(watch, 1);
    const waiting = failureOf(() => watch.next());
    await relata.store("tenant-1").close();
    await relata.count({});
    await relata.close();
    expect((await waiting).code).toBe("closed");
    expect(await watch.next()).toEqual({ done: true, value: undefined });
  });
});
