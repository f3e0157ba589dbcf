import { join } from "node:path";
import Database from "better-sqlite3";
import type { Tuple } from "@relata/model";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();
let files = 0;

const tuple: Tuple = {
  object: { type: "doc", id: "a" },
  relation: "viewer",
  subject: { type: "user", id: "ann" },
  policy: { name: "p", parameters: {} },
};

test.each([
  ["parameters that are not JSON", "update relata_tuples set parameters = '{'"],
  ["parameters that are not an object", "update relata_tuples set parameters = '[]'"],
  ["parameters that are gone", "update relata_tuples set parameters = null"],
  ["a window that is no instant", "update relata_tuples set valid_from = 'soon'"],
  ["an end that is no instant", "update relata_tuples set valid_until = '2026-02-30T00:00:00Z'"],
  ["an attribute that is not JSON", "update relata_attributes set value = 'yes'"],
])("%s fails as unreadable and names the row: it grants and denies nothing", async (_, statement) => {
  const path = join(folder, `${files++}.db`);
  const store = sqlite(path);
  await store.write({ touch: [tuple], attributes: [{ object: tuple.object, set: { size: 1 } }] });
  const client = new Database(path);
  client.exec(statement);
  client.close();
  expect(() => store.contents()).toThrow(expect.objectContaining({ code: "store_unreadable" }));
  expect(() => store.contents()).toThrow("`doc:a");
  store.close();
});
