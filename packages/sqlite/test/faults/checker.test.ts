import { join } from "node:path";
import { sqlite } from "@relata/sqlite";
import { faultsOf, logAsContents, type DoneRead, type DoneWrite } from "@relata/store/conformance";
import { expect, test } from "vitest";
import { lines, start as startChild } from "../child-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";
import { sharedNow } from "./shared-now.ts";

const DURATION_MS = process.env["RELATA_LONG"] === "1" ? 60_000 : 5_000;
const folder = temporaryFolder();

/** Processes, and how many write and how many read in each: 64 and 64 in all. */
const [PROCESSES, EACH] = [4, 16];

test(
  "of 64 writers and 64 readers in four processes, tokens are monotone, each state is a prefix of the order, nothing is lost and nothing there twice",
  { timeout: DURATION_MS + 120_000 },
  async () => {
    const path = join(folder, "checked.db");
    const store = sqlite(path);
    const { token: start } = await store.write({});
    const children = Array.from({ length: PROCESSES }, (_, i) =>
      startChild("work.ts", path, String(i * EACH), String(EACH)),
    );
    const output = children.map((child) => {
      let told: (() => void) | undefined;
      const ready = new Promise<void>((resolve) => (told = resolve));
      const all = lines(child, (line) => (line === "ready" && told?.(), false));
      return { ready, all };
    });
    await Promise.all(output.map(({ ready }) => ready));
    const until = sharedNow() + DURATION_MS;
    for (const child of children) child.stdin.write(`${until}\n`);
    const told = (await Promise.all(output.map(({ all }) => all))).flatMap((all) => all.slice(1));
    const done = told.filter((line) => line !== "").map((line) => JSON.parse(line) as DoneWrite | DoneRead);

    const writes = done.filter((one): one is DoneWrite => !("kind" in one));
    const reads = done.filter((one): one is DoneRead => "kind" in one);
    // The first revision made the file, and nothing else.
    const log = (await logAsContents(store)).slice(1);
    expect(log.map(({ number }) => number)).toEqual(log.map((_, i) => i + 2));
    expect(faultsOf({ writes, reads, log, start }).slice(0, 10)).toEqual([]);
    expect(new Set(writes.map(({ writer }) => writer)).size).toBe(PROCESSES * EACH);
    console.log(`${writes.length} writes and ${reads.length} reads by 64 writers and 64 readers`);
    store.close();
  },
);
