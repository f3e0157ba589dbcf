import { existsSync } from "node:fs";
import { open, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { NO_SMALL_DISK, smallDisk, startServer, type SmallDisk } from "@relata/postgres-server";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { asking } from "./asking.ts";

const MIB = 1_048_576;
const disks = await Promise.all([smallDisk(2 * MIB), smallDisk(128 * MIB)]);
afterAll(async () => {
  for (const disk of disks) await disk?.remove();
});

const isMissing = disks.includes(undefined);
const why = isMissing ? ` (${NO_SMALL_DISK})` : "";
const [small, large] = disks as [SmallDisk, SmallDisk];

test.skipIf(isMissing)(
  `a disk is full at its size, or when it is filled, and has room when that is given back${why}`,
  async () => {
    const [file, other] = [join(small.folder, "file"), join(small.folder, "other")];
    await expect(writeFile(file, new Uint8Array(3 * MIB))).rejects.toMatchObject({ code: "ENOSPC" });
    await writeFile(file, "");
    await small.fill();
    await expect(writeFile(other, "one word")).rejects.toMatchObject({ code: "ENOSPC" });
    await small.relieve();
    await writeFile(other, "one word");
    expect(await readFile(other, "utf8")).toBe("one word");
  },
);

test.skipIf(isMissing)(`a server on a full disk says so, and keeps what it had${why}`, async () => {
  const server = await startServer({ dataDir: join(large.folder, "data"), settings: { max_wal_size: "32MB" } });
  onTestFinished(() => server.stop());
  await asking(server.url, "create table notes as select 'kept' as note");
  await large.fill();
  const much = "insert into notes select repeat(n::text, 1000) from generate_series(1, 10000) as n";
  await expect(asking(server.url, much)).rejects.toMatchObject({ code: "53100" });
  await large.relieve();
  expect(await asking(server.url, "select note from notes")).toEqual([{ note: "kept" }]);
  await asking(server.url, "insert into notes values ('later')");
});

test.skipIf(isMissing)(
  `a disk that is removed takes its folder with it, also where a file on it is open${why}`,
  async () => {
    const disk = (await smallDisk(MIB)) as SmallDisk;
    const file = await open(join(disk.folder, "file"), "w");
    await disk.remove();
    expect(existsSync(disk.folder)).toBe(false);
    await file.close();
  },
);
