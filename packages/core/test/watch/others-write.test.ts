import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import Database from "better-sqlite3";
import { afterAll, expect, test } from "vitest";
import { model } from "../situation.ts";
import { Follower, saidOf } from "./follower.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-watch-"));
const path = join(folder, "authz.db");
afterAll(() => rmSync(folder, { recursive: true }));

/** An engine with a connection of its own to the one file. */
function connect() {
  return createRelata({ model, store: sqlite(path), history: { automatic: false } });
}

const member = (i: number) => `group:eng#member@user:u${i % 7}`;

test("what other connections write, and the application in its own transaction, is told as what one wrote oneself", async () => {
  const [watcher, ...writers] = await Promise.all([connect(), connect(), connect()]);
  const follower = new Follower();
  const watch = watcher.watch({ after: await watcher.token() });
  const app = new Database(path);
  await Promise.all(
    [watcher, ...writers].map(async (relata, w) => {
      for (let i = 0; i < 30; i++) {
        const keys = [member(i + w), member(i + w + 1)];
        await relata.write(
          i % 3 === 0 ? { delete: keys } : keys.map((key) => `${key} until 2100-01-0${(i % 9) + 1}T00:00:00Z`),
        );
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    }),
  );
  app.transaction(() => watcher.in(app).write(["folder:last#viewer@user:ann"]))();
  for await (const event of watch) {
    follower.follow(event);
    if (event.kind === "revision" && follower.said().some((said) => said.startsWith("folder:last"))) break;
  }
  expect(follower.said()).toEqual(saidOf(await watcher.contents()));
  app.close();
  for (const each of [watcher, ...writers]) await each.close();
});
