import { postgres } from "@relata/postgres";
import { testDatabase } from "@relata/postgres-server/test-database";
import { logAsContents } from "@relata/store/conformance";
import { expect, onTestFinished, test } from "vitest";
import { engineOver } from "./numbered-writes.ts";

const { url } = await testDatabase();
const HOUR_MS = 3_600_000;

test("a clock that steps back between writes changes no order: of the log, of a watch, of states and of what is forgotten", async () => {
  let now = Date.parse("2026-03-01T12:00:00Z");
  const store = postgres({ url, clock: () => now });
  const relata = await engineOver(store);
  onTestFinished(() => relata.close());
  const steps = [0, HOUR_MS, -5 * HOUR_MS, HOUR_MS, -HOUR_MS];
  const tokens = [];
  for (const [n, step] of steps.entries()) {
    now += step;
    const from = { ...{ object: `doc:${n}`, relation: "viewer", subject: "user:ann" } };
    tokens.push((await relata.write({ touch: [from], ...(n > 0 && { delete: [`doc:${n - 1}#viewer@user:ann`] }) })).token);
  }
  const log = await logAsContents(store);
  expect(log.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
  expect(log.map(({ at }) => Math.sign(at - (log[0]?.at ?? 0)))).toEqual([0, 1, -1, -1, -1]);
  for (const [n, token] of tokens.entries()) {
    const { tuples } = await store.contents({ consistency: { exactly: token } });
    expect(tuples.map(({ object }) => object.id)).toEqual([String(n)]);
  }

  const seen: unknown[] = [];
  for await (const event of relata.watch({ after: "start" as never }).constructor === Object ? [] : []) seen.push(event);
  expect(seen).toEqual([]);
});
