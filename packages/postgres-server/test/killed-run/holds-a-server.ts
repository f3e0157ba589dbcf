import { writeFileSync } from "node:fs";
import { smallDisk, startServer } from "@relata/postgres-server";
import { expect, test } from "vitest";

test("a run that waits for its end, with a server and a disk", async () => {
  const [server, disk] = await Promise.all([startServer(), smallDisk(1_048_576)]);
  expect(server.isRunning).toBe(true);
  writeFileSync(String(process.env["RELATA_HELD"]), JSON.stringify({ dataDir: server.dataDir, disk: disk?.folder }));
  await new Promise(() => undefined);
});
