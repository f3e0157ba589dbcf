import { join } from "node:path";
import { expect, test } from "vitest";
import { findCommand } from "../src/find-command.ts";
import { folderWith } from "./folder.ts";

const BIN = "node_modules/.bin/relata";

test("the relata of the nearest node_modules is found", () => {
  const folder = folderWith({ [BIN]: "", [`packages/a/${BIN}`]: "", "packages/b/x.relata": "" });
  expect(findCommand(join(folder, "packages/a"), folder, [], "linux")).toEqual([join(folder, "packages/a", BIN)]);
  expect(findCommand(join(folder, "packages/b"), folder, [], "linux")).toEqual([join(folder, BIN)]);
});

test("the setting comes first, with its arguments", () => {
  const folder = folderWith({ [BIN]: "" });
  expect(findCommand(folder, folder, ["npx", "relata"])).toEqual(["npx", "relata"]);
});

test("nothing is looked for above the workspace", () => {
  const folder = folderWith({ [BIN]: "", "inner/a.relata": "" });
  expect(findCommand(join(folder, "inner"), join(folder, "inner"), [], "linux")).toBeUndefined();
});

test("a file outside of the workspace has the relata beside it, and no other", () => {
  const folder = folderWith({ [`beside/${BIN}`]: "", [BIN]: "", "work/x": "", "else/x": "" });
  expect(findCommand(join(folder, "beside"), join(folder, "work"), [], "linux")).toEqual([join(folder, "beside", BIN)]);
  expect(findCommand(join(folder, "else"), join(folder, "work"), [], "linux")).toBeUndefined();
});

test("on Windows it is node that runs the script of the package, because no shell is started", () => {
  const manifest = JSON.stringify({ bin: { relata: "./dist/main.js" } });
  const folder = folderWith({ "node_modules/relata/package.json": manifest, [BIN]: "" });
  const script = join(folder, "node_modules/relata/dist/main.js");
  expect(findCommand(folder, folder, [], "win32")).toEqual(["node", script]);
});

test("on Windows a package without a program is none", () => {
  const folder = folderWith({ "node_modules/relata/package.json": "{}" });
  expect(findCommand(folder, folder, [], "win32")).toBeUndefined();
  expect(findCommand(folderWith({}), folder, [], "win32")).toBeUndefined();
});
