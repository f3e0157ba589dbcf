import { symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { writeWholeFile } from "../src/output/write-whole-file.ts";
import { World } from "./world.ts";

test("a new file holds all parts, in order", () => {
  const world = new World({});
  writeWholeFile(world.path("new.txt"), "new.txt", ["one ", "", "zwölf ", "three"]);
  expect(world.read("new.txt")).toBe("one zwölf three");
  expect(world.names()).toEqual(["new.txt"]);
});

test("no parts make an empty file", () => {
  const world = new World({ "old.txt": "old" });
  writeWholeFile(world.path("old.txt"), "old.txt", []);
  expect(world.read("old.txt")).toBe("");
});

function* failing(): Generator<string> {
  yield "new";
  throw new Error("the source is gone");
}

test("a part that fails leaves what was there, and nothing else", () => {
  const world = new World({ "old.txt": "old" });
  expect(() => writeWholeFile(world.path("old.txt"), "old.txt", failing())).toThrow(
    "old.txt cannot be written: the source is gone",
  );
  expect(world.read("old.txt")).toBe("old");
  expect(world.names()).toEqual(["old.txt"]);
});

test("until the last part is there, readers see what was there before", () => {
  const world = new World({ "old.txt": "old" });
  const seen: string[] = [];
  const parts = function* (): Generator<string> {
    for (const part of ["a", "b"]) {
      seen.push(world.read("old.txt"));
      yield part;
    }
  };
  writeWholeFile(world.path("old.txt"), "old.txt", parts());
  expect(seen).toEqual(["old", "old"]);
  expect(world.read("old.txt")).toBe("ab");
});

test("a link that leads to a folder is refused, and stays", () => {
  const world = new World({ "dir/x": "" });
  symlinkSync(world.path("dir"), world.path("link"));
  expect(() => writeWholeFile(world.path("link"), "link", ["x"])).toThrow("link cannot be written: it is not a file");
  expect(world.names()).toEqual(["dir", "link"]);
});
