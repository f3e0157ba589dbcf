import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Tuple } from "@relata/model";
import { sqlite, type SqliteStore } from "@relata/sqlite";
import { logAsContents } from "@relata/store/conformance";
import { expect, test } from "vitest";
import { smallDisk } from "./small-disk.ts";

const MEGABYTE = 1_048_576;

const disk = smallDisk(4 * MEGABYTE);

const full = { code: "store_unavailable", message: expect.stringContaining("free some space") };

const batch = (name: number): readonly Tuple[] =>
  Array.from({ length: 100 }, (_, i) => ({
    object: { type: "doc", id: `${name}/${i}` },
    relation: "viewer",
    subject: { type: "user", id: "a".repeat(200) },
  }));

/** Writes until one is refused, and answers how many were acknowledged, and why there are no more. */
async function writeUntilFull(store: SqliteStore, from: number): Promise<{ done: number; failure: unknown }> {
  for (let done = from; ; done++) {
    try {
      await store.write({ touch: batch(done), attributes: [{ object: { type: "doc", id: "x" }, set: { done } }] });
    } catch (failure) {
      return { done, failure };
    }
  }
}

// Skipped where this user may mount no file system.
test.skipIf(disk === undefined)(
  "a write that finds the disk full leaves nothing, is refused with a code, and works once there is space",
  async () => {
    const folder = disk ?? "";
    const [path, ballast] = [join(folder, "full.db"), join(folder, "ballast")];
    writeFileSync(ballast, Buffer.alloc(MEGABYTE));
    const store = sqlite(path);
    const { done, failure } = await writeUntilFull(store, 0);
    expect(failure).toMatchObject(full);
    expect(done).toBeGreaterThan(3);
    // Reads go on, and see whole writes.
    expect((await store.contents()).tuples).toHaveLength(100 * done);
    expect(await store.count({ object: { type: "doc", id: `${done}/0` } })).toMatchObject({ value: 0 });
    expect(() => store.write({ touch: batch(-1) })).toThrow(expect.objectContaining(full));

    rmSync(ballast);
    const more = await writeUntilFull(store, done);
    expect(more.done).toBeGreaterThan(done);
    expect(await logAsContents(store)).toHaveLength(more.done);
    store.close();
    const client = new Database(path);
    expect(client.pragma("integrity_check", { simple: true })).toBe("ok");
    client.close();
    for (const end of ["", "-wal", "-shm"]) rmSync(`${path}${end}`, { force: true });
  },
);

// Skipped where this user may mount no file system.
test.skipIf(disk === undefined)(
  "a store for which there is no space is not made, and can be made once there is",
  async () => {
    const folder = disk ?? "";
    const [path, ballast] = [join(folder, "new.db"), join(folder, "all")];
    writeFileSync(ballast, Buffer.alloc(4 * MEGABYTE - 8_192));
    expect(() => sqlite(path)).toThrow(expect.objectContaining(full));
    rmSync(ballast);
    const store = sqlite(path);
    expect(await store.write({ touch: batch(1) })).toMatchObject({ written: 100 });
    store.close();
  },
);
