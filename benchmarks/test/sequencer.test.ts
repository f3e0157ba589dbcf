import { startServer } from "@relata/postgres-server";
import { afterAll, expect, test } from "vitest";
import { throughput } from "../src/sequencer-throughput.ts";

const server = await startServer();
afterAll(() => server.stop());

test.each([0, 5])("beside the sequencer every write is kept and numbered (open for %s ms)", async (heldMs) => {
  const found = await throughput({ writers: 8, heldMs }, { url: server.url, sliceMs: 200, rounds: 2 });
  expect(found.with).toBeGreaterThan(0);
  expect(found.without).toBeGreaterThan(0);
  // Eight at once that are held open for 5 ms cannot be more.
  if (heldMs > 0) expect(Math.max(found.with, found.without)).toBeLessThanOrEqual((8 * 1_000) / heldMs);
});
