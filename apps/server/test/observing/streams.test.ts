import { expect, test, vi } from "vitest";
import { follow } from "../watch/event-source.ts";
import { watched, writeEach } from "../watch/situation.ts";
import { keyed } from "../keyed/keyed-situation.ts";
import { Meters } from "../../src/observing/metrics/meters.ts";
import { watchMetrics } from "../../src/observing/metrics/watch-metrics.ts";
import { readExposition, valueOf } from "./exposition.ts";

const OTHERS = { type: "organization" };

test("streams are counted while they are open, with what they were told and how far they are behind", async () => {
  const server = await watched();
  const scrape = async () => readExposition(await (await server.call("/metrics", { key: server.admin })).text());
  const valueIs = (name: string, value: number | undefined, labels = {}) =>
    vi.waitUntil(async () => valueOf(await scrape(), name, labels) === value);
  expect(valueOf(await scrape(), "relata_watch_streams")).toBe(0);
  expect(valueOf(await scrape(), "relata_watch_lag_revisions")).toBeUndefined();
  const after = await server.relata.token();
  const leaving = new AbortController();
  const wish = { key: server.admin, query: { after }, signal: leaving.signal };
  const [all, filtered] = [follow(server.url, wish), follow(server.url, { ...wish, query: { after, ...OTHERS } })];
  const waiting = [all.next(), filtered.next()];
  await valueIs("relata_watch_streams", 2);
  await writeEach(server, ["ann", "bob", "cid"]);
  await waiting[0];
  await all.next();
  await valueIs("relata_watch_events_total", 3, { event: "revision" });
  // A stream whose filter lets nothing through is past it all the same.
  await valueIs("relata_watch_lag_revisions", 0);
  expect(valueOf(await scrape(), "relata_watch_delay_seconds_count")).toBe(3);
  leaving.abort();
  await Promise.allSettled([...waiting, all.next()]);
  await valueIs("relata_watch_streams", 0);
  await valueIs("relata_watch_lag_revisions", undefined);
});

/** Streams that nobody reads but the test. */
async function unread() {
  const { relata } = await keyed();
  const meters = new Meters();
  const { settled, ...streams } = watchMetrics(meters, relata, (error) => expect(error).toBeUndefined());
  const lag = async () => {
    await meters.registry.metrics();
    await settled();
    return valueOf(readExposition(await meters.registry.metrics()), "relata_watch_lag_revisions");
  };
  return { relata, metrics: { ...streams, lag } };
}

test("a stream that is not read falls behind by the revisions that it was not told", async () => {
  const { relata, metrics } = await unread();
  await relata.write(["group:eng#member@user:ann"]);
  const after = await relata.token();
  const watch = relata.watch({ after });
  const write = (i: number) => relata.write([`group:eng#member@user:u${i}`]);
  // The checkpoint that a watch begins with.
  await watch.next();
  const closed = metrics.onOpened(watch);
  for (const i of [1, 2, 3]) await write(i);
  expect(await metrics.lag()).toBe(3);
  await watch.next();
  expect(await metrics.lag()).toBe(2);
  closed();
  closed();
  expect(await metrics.lag()).toBeUndefined();
  await watch.return();
});
