import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { afterAll, expect, test } from "vitest";
import { lines, start } from "./child-process.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
chmodSync(folder, 0o755);
const made: string[] = [];
afterAll(() => made.forEach((each) => chmodSync(each, 0o755)));

const ann: Tuple = { object: { type: "doc", id: "a" }, relation: "viewer", subject: { type: "user", id: "ann" } };

/** What becomes of the calls of a user who may do no more than the modes of the folder and of the file say. */
async function outcomes(name: string, folderMode: number, fileMode: number): Promise<unknown> {
  const within = join(folder, name);
  mkdirSync(within);
  made.push(within);
  const path = join(within, "authz.db");
  const store = sqlite(path);
  await store.write({ touch: [ann] });
  store.close();
  // Nobody owns them: root is kept out by no mode, and so the calls are made by nobody.
  if (process.getuid?.() === 0) for (const each of [path, within]) chownSync(each, 65_534, 65_534);
  chmodSync(path, fileMode);
  chmodSync(within, folderMode);
  const [line = ""] = await lines(start("use-as-nobody.mjs", path));
  return JSON.parse(line);
}

test("a file that may only be read is read, and what would write to it is refused with a code", async () => {
  expect(await outcomes("file", 0o755, 0o444)).toEqual({
    open: "done",
    contents: 1,
    count: 1,
    revisions: 1,
    write: "store_unavailable",
    deleteMatching: "store_unavailable",
    collectGarbage: "store_unavailable",
    "contents after": 1,
  });
});

test("a file in a folder where no log can be made is refused when it is opened, with a code", async () => {
  expect(await outcomes("folder", 0o555, 0o644)).toEqual({ open: "store_unavailable" });
});
