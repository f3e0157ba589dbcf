import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sqlite } from "@relata/sqlite";
import { logAsContents } from "@relata/store/conformance";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { kill, lines, start } from "../child-process.ts";
import { temporaryFolder } from "../temporary-folder.ts";

const folder = temporaryFolder();
const moments = process.env["RELATA_LONG"] === "1" ? Array.from({ length: 20 }, (_, n) => n) : [3, 8];

test.each(moments)(
  "an application killed in its transactions %i ms after its fifth leaves each document with its owner, or neither",
  async (ms) => {
    const path = join(folder, `${ms}.db`);
    const child = start("write-both.ts", path);
    const seen = await lines(child, (_, count) => count === 5);
    await sleep(ms);
    await kill(child);

    const client = new Database(path);
    const documents = client.prepare<[], string>("select id from documents").pluck().all();
    client.close();
    const store = sqlite(path);
    const { tuples } = await store.contents();
    expect(tuples.map(({ object }) => object.id).toSorted()).toEqual(documents.toSorted());
    expect(seen.filter((line) => !documents.includes(line))).toEqual([]);
    await logAsContents(store);
    store.close();
  },
);
