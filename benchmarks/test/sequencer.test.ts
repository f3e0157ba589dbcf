import { startServer } from "@relata/postgres-server";
import { afterAll, expect, test } from "vitest";
import { throughput } from "../src/sequencer-throughput.ts";

const server = await startServer();
afterAll(() => server.stop());

// Eight at once that are held open for 5 ms cannot be more, but for those that began within a slice and ended after it.
test.each([
  [0, Infinity],
  [5, 1.2 * 8 * 200],
])("beside the sequencer every write is kept and numbered (open for %s ms)", async (heldMs, most) => {
  const found = await throughput({ writers: 8, heldMs }, { url: server.url, sliceMs: 200, rounds: 2 });
  for (const writes of [found.with, found.without]) {
    expect(writes).toBeGreaterThan(0);
    expect(writes).toBeLessThan(most);
  }
});
