import * as fc from "fast-check";
import { describe, expect, it } from "vitest";

import { LineStarts } from "../src/diagnostics/line-starts.ts";
import { meant } from "../src/diagnostics/meant.ts";
import { commonFolder, normalPath, resolveImport } from "../src/sources/import-path.ts";

describe("the normal path of a file", () => {
  it.each([
    ["a.relata", "a.relata"],
    ["./a.relata", "a.relata"],
    ["x/./y/../a.relata", "x/a.relata"],
    ["x//a.relata", "x/a.relata"],
    ["/x/../a.relata", "/a.relata"],
    ["../a.relata", "../a.relata"],
    ["x/../../a.relata", "../a.relata"],
    ["../../x/../a.relata", "../../a.relata"],
    [".", ""],
    ["", ""],
  ])("of %j is %j", (path, normal) => {
    expect(normalPath(path)).toBe(normal);
  });

  it("is its own normal path", () => {
    const paths = fc.array(fc.constantFrom("a", "b", ".", "..", ""), { maxLength: 6 }).map((parts) => parts.join("/"));
    fc.assert(
      fc.property(paths, (path) => {
        expect(normalPath(normalPath(path))).toBe(normalPath(path));
      }),
    );
  });
});

describe("the folder that files have in common", () => {
  it.each([
    [["a.relata"], ""],
    [["m/a.relata"], "m/"],
    [["m/a.relata", "m/x/b.relata"], "m/"],
    [["m/x/a.relata", "m/y/b.relata"], "m/"],
    [["m/a.relata", "n/b.relata"], ""],
    [["ma/a.relata", "m/b.relata"], ""],
    [["../m/a.relata", "../m/x/b.relata"], "../m/"],
    [["/srv/a.relata", "/srv/x/b.relata"], "/srv/"],
    [[], ""],
  ])("of %j is %j", (paths, folder) => {
    expect(commonFolder(paths)).toBe(folder);
  });
});

describe("an import", () => {
  it.each([
    ["a.relata", "./b.relata", "", "b.relata"],
    ["x/a.relata", "./b.relata", "", "x/b.relata"],
    ["x/a.relata", "../b.relata", "", "b.relata"],
    ["x/a.relata", "../b.relata", "x/", undefined],
    ["x/a.relata", "../x/b.relata", "x/", "x/b.relata"],
    ["a.relata", "../b.relata", "", undefined],
    ["/x/a.relata", "./b.relata", "/x/", "/x/b.relata"],
    ["/x/a.relata", "../../b.relata", "/x/", undefined],
    ["../x/a.relata", "./b.relata", "../x/", "../x/b.relata"],
    ["../x/a.relata", "../b.relata", "../x/", undefined],
    ["../a.relata", "./b.relata", "../", "../b.relata"],
    ["../a.relata", "../b.relata", "../", undefined],
    ["/a.relata", "../b.relata", "/", undefined],
    ["a.relata", "b.relata", "", undefined],
    ["a.relata", "/b.relata", "", undefined],
    ["a.relata", "./x\\b.relata", "", undefined],
    ["a.relata", "./\0b", "", undefined],
  ])("in %j of %j under %j leads to %j", (from, path, root, target) => {
    expect(resolveImport(from, path, root)).toBe(target);
  });

  it("never leads out of its root", () => {
    const parts = fc.array(fc.constantFrom("a", "..", ".", "root"), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(parts, (parts) => {
        const target = resolveImport("root/x/a.relata", `./${parts.join("/")}`, "root/");
        expect(target ?? "root/").toMatch(/^root\//);
        expect(target ?? "").not.toContain("..");
      }),
    );
  });
});

describe("the lines of a text", () => {
  it.each([
    ["", 0, 1, 1],
    ["abc", 3, 1, 4],
    ["a\nb", 0, 1, 1],
    ["a\nb", 1, 1, 2],
    ["a\nb", 2, 2, 1],
    ["a\n", 2, 2, 1],
    ["\n\n\n", 2, 3, 1],
    ["a\r\nb", 3, 2, 1],
  ])("in %j put offset %i at %i:%i", (text, offset, line, column) => {
    expect(new LineStarts(text).locate(offset)).toEqual({ line, column });
  });

  it("agree with counting", () => {
    const texts = fc.string({ unit: fc.constantFrom("a", "\n", "é"), maxLength: 40 });
    fc.assert(
      fc.property(texts, fc.nat(40), (text, at) => {
        const offset = Math.min(at, text.length);
        const before = text.slice(0, offset).split("\n");
        const place = { line: before.length, column: (before.at(-1) ?? "").length + 1 };
        expect(new LineStarts(text).locate(offset)).toEqual(place);
      }),
    );
  });
});

describe("the hint for an unknown name", () => {
  it("is the name that was meant", () => {
    expect(meant("vewer", new Set(["owner", "viewer"]))()).toBe("did you mean `viewer`?");
  });

  it("is else what is said otherwise, or the names there are", () => {
    expect(meant("xyz", new Set(["owner"]), "look elsewhere")()).toBe("look elsewhere");
    expect(meant("xyz", new Set(["owner"]))()).toBe("there is `owner`");
    expect(meant("xyz", new Set(["owner", "viewer"]))()).toBe("there are `owner`, `viewer`");
    expect(meant("xyz", new Set(["a", "b", "c", "d", "e", "f"]))()).toBe(
      "there are `a`, `b`, `c`, `d`, `e` and others",
    );
    expect(meant("xyz", new Set())()).toBe("none is declared");
  });

  it("can be asked for twice", () => {
    const hint = meant("vewer", new Map([["viewer", 1]]));
    expect([hint(), hint()]).toEqual(["did you mean `viewer`?", "did you mean `viewer`?"]);
  });

  it("gives up in a huge model rather than take long", () => {
    const names = new Set(Array.from({ length: 300_000 }, (_, i) => `relation_${i}`));
    expect(meant("xelation_299999", names)()).toContain("there are");
    expect(meant("xelation_0", names)()).toBe("did you mean `relation_0`?");
  });
});
