import { join } from "node:path";
import { postgres } from "@relata/postgres";
import { NO_SMALL_DISK, smallDisk, startServer } from "@relata/postgres-server";
import { expect, onTestFinished, test } from "vitest";
import { codesOf } from "./codes-of.ts";
import { HELD } from "./constant-load.ts";
import { expectWhole } from "./expect-whole.ts";
import { engineOver, writeNumbered, LANES } from "./numbered-writes.ts";

const disk = await smallDisk(128 * 1024 * 1024);

test.skipIf(disk === undefined)(
  `on a full disk writes fail with a code and leave no half, reads go on or fail, and with room all goes on${disk === undefined ? ` (${NO_SMALL_DISK})` : ""}`,
  { timeout: 120_000 },
  async () => {
    if (disk === undefined) return;
    onTestFinished(() => disk.remove());
    const settings = { max_wal_size: "32MB", min_wal_size: "32MB", wal_recycle: false, wal_init_zero: false };
    const server = await startServer({ dataDir: join(disk.folder, "data"), settings });
    onTestFinished(() => server.stop());
    const store = postgres({ url: server.url, connectTimeoutMs: 2_000 });
    const relata = await engineOver(store);
    const [done, failures]: [number[], unknown[]] = [[], []];
    const write = async (from: number, to: number): Promise<void> =>
      writeNumbered(
        relata,
        [from, to],
        (n) => done.push(n),
        (_, error) => failures.push(error),
      );
    await write(0, 5 * LANES);
    expect(failures).toEqual([]);

    await disk.fill();
    let next = 5 * LANES;
    // A segment of the server's log has room for some more.
    while (failures.length < LANES && next < 20_000) await write(next, (next += 20 * LANES));
    expect(codesOf(failures)).toEqual(["store_unavailable"]);
    const outcome = await relata.check(HELD).then(
      (decision) => decision.outcome,
      (error: unknown) => codesOf([error])[0],
    );
    expect(["allowed", "store_unavailable"]).toContain(outcome);

    await disk.relieve();
    await server.start();
    await expect
      .poll(() => relata.can(HELD.subject, HELD.permission, HELD.object).catch(String), { timeout: 60_000 })
      .toBe(true);
    const failed = failures.length;
    await write(next, next + 2 * LANES);
    expect(failures.slice(failed)).toEqual([]);
    await expectWhole(store, done);
    await relata.close();
  },
);
