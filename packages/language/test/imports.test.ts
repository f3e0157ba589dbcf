import { compile, compileText, MAX_FILE_BYTES, type Compilation } from "@relata/language";
import { describe, expect, it } from "vitest";

import { marksOf } from "./compiled.ts";

/** Compiles one file of a small world of files; the others are found by import alone. */
function from(entry: string, world: Record<string, string>, root?: string): Compilation {
  const load = (path: string): string | undefined => (Object.hasOwn(world, path) ? world[path] : undefined);
  const files = [{ path: entry, text: world[entry] ?? "" }];
  return compile(files, root === undefined ? { load } : { load, root });
}

const typesOf = ({ model }: Compilation): string[] | undefined => model?.types.map((type) => type.name);

describe("an import", () => {
  it("adds the declarations of a file, which may use those of the importer", () => {
    const compilation = from("a.relata", {
      "a.relata": 'model 1 import "./b.relata" type user type t { relation r: group#member }',
      "b.relata": "model 1 type group { relation member: user }",
    });
    expect(compilation.diagnostics).toEqual([]);
    expect(typesOf(compilation)).toEqual(["group", "t", "user"]);
    expect(compilation.files.map((file) => file.path)).toEqual(["a.relata", "b.relata"]);
  });

  it("is relative to the file in which it stands", () => {
    const compilation = from("main.relata", {
      "main.relata": 'model 1 import "./billing/main.relata"',
      "billing/main.relata": 'model 1 import "./deep/../other.relata" import "../user.relata" type a',
      "billing/other.relata": "model 1 type b",
      "user.relata": "model 1 type c",
    });
    expect(typesOf(compilation)).toEqual(["a", "b", "c"]);
  });

  it("may stand in a circle: each file is read once", () => {
    const compilation = from("a.relata", {
      "a.relata": 'model 1 import "./b.relata" import "./a.relata" import "./b.relata" type a',
      "b.relata": 'model 1 import "./a.relata" import "./x/../b.relata" type b',
    });
    expect(compilation.diagnostics).toEqual([]);
    expect(typesOf(compilation)).toEqual(["a", "b"]);
  });

  it("may name a file that is given anyway", () => {
    const files = [
      { path: "./a.relata", text: 'model 1 import "./b.relata" type a' },
      { path: "b.relata", text: "model 1 type b" },
    ];
    expect(typesOf(compile(files))).toEqual(["a", "b"]);
  });

  it("may stand in a path from the root of the file system", () => {
    const compilation = from("/srv/app/a.relata", {
      "/srv/app/a.relata": 'model 1 import "./b.relata" type a',
      "/srv/app/b.relata": "model 1 type b",
    });
    expect(typesOf(compilation)).toEqual(["a", "b"]);
  });

  it("may stand in a file above where paths start", () => {
    const compilation = from("../models/a.relata", {
      "../models/a.relata": 'model 1 import "./b.relata" type a',
      "../models/b.relata": 'model 1 import "../c.relata" type b',
    });
    expect(marksOf(compilation)).toEqual(['import_escapes «"../c.relata"»']);
    expect(compilation.files.map((file) => file.path)).toEqual(["../models/a.relata", "../models/b.relata"]);
  });

  it("says where a file is missing, and goes on", () => {
    const compilation = from("a.relata", { "a.relata": 'model 1 import "./b.relata" type t { relation r: usr }' });
    expect(marksOf(compilation)).toEqual(['import_missing «"./b.relata"»', "unknown_type «usr»"]);
    expect(compilation.diagnostics[0]?.message).toBe("there is no file `b.relata`");
  });

  it("says so where there is nothing to find files with", () => {
    const { diagnostics } = compile([{ path: "a.relata", text: 'model 1 import "./b.relata"' }]);
    expect(diagnostics[0]?.hint).toBe("pass the file to the compiler along with this one");
  });

  it.each(["../b.relata", "./x/../../b.relata", "b.relata", "/b.relata", "https://x/b.relata", "", ".\\\\b.relata"])(
    "of %j leaves the root",
    (path) => {
      const compilation = from("a.relata", { "a.relata": `model 1 import "${path}"`, "b.relata": "model 1" });
      expect(compilation.diagnostics.map((each) => each.code)).toEqual(["import_escapes"]);
    },
  );

  it("stays in the folder that holds the files given, unless another is named", () => {
    const world = {
      "models/a.relata": 'model 1 import "../shared.relata"',
      "shared.relata": "model 1 type user",
    };
    expect(marksOf(from("models/a.relata", world))).toEqual(['import_escapes «"../shared.relata"»']);
    expect(typesOf(from("models/a.relata", world, ""))).toEqual(["user"]);
    expect(typesOf(from("models/a.relata", world, "."))).toEqual(["user"]);
    expect(marksOf(from("models/a.relata", world, "models"))).toEqual(['import_escapes «"../shared.relata"»']);
  });

  it("does not take a folder of a longer name for the root", () => {
    const world = { "a/x.relata": 'model 1 import "../ab/y.relata"', "ab/y.relata": "model 1" };
    expect(marksOf(from("a/x.relata", world, "a"))).toEqual(['import_escapes «"../ab/y.relata"»']);
  });

  it("may lead from one of several folders to another", () => {
    const files = [
      { path: "m/a/x.relata", text: 'model 1 import "../b/y.relata"' },
      { path: "m/b/y.relata", text: 'model 1 import "../c/z.relata"' },
    ];
    const others = new Map([["m/c/z.relata", "model 1 type z"]]);
    expect(typesOf(compile(files, { load: (path) => others.get(path) }))).toEqual(["z"]);
  });

  it("has a path in quotes", () => {
    expect(marksOf(from("a.relata", { "a.relata": "model 1 import b.relata type t" }))).toEqual([
      "unexpected_token «b»",
    ]);
  });
});

describe("a model of several files", () => {
  it("is all of their declarations", () => {
    const files = [
      { path: "a.relata", text: "model 1 type t { relation r: user with p permission q = r }" },
      { path: "b.relata", text: "model 1 type user" },
      { path: "c.relata", text: "model 1 policy p = json true context x: any" },
    ];
    const { model, diagnostics } = compile(files);
    expect(diagnostics).toEqual([]);
    expect(model?.types.map((type) => type.name)).toEqual(["t", "user"]);
    expect(model?.policies.map((policy) => policy.name)).toEqual(["p"]);
  });

  it("declares each name once over all files", () => {
    const files = [
      { path: "a.relata", text: "model 1\ntype user" },
      { path: "b.relata", text: "model 1\n\ntype user" },
    ];
    const { diagnostics } = compile(files);
    expect(diagnostics.map(({ code, span, hint }) => [code, span.path, span.line, hint])).toEqual([
      ["duplicate_declaration", "b.relata", 3, "the first is the type at a.relata:2"],
    ]);
  });

  it("needs the header in each", () => {
    const files = [
      { path: "a.relata", text: "model 1" },
      { path: "b.relata", text: "type user" },
    ];
    expect(compile(files).diagnostics.map(({ code, span }) => [code, span.path])).toEqual([
      ["missing_header", "b.relata"],
    ]);
  });

  it("counts a file that is given twice once", () => {
    const file = { path: "a.relata", text: "model 1 type user" };
    expect(compile([file, { ...file, path: "./a.relata" }]).diagnostics).toEqual([]);
  });

  it("may be no file at all", () => {
    expect(compile([]).model).toEqual({ version: 1, types: [], policies: [], context: [] });
  });
});

describe("a file that is no model text", () => {
  it("is refused once where it holds a NUL character", () => {
    const text = `model 1\n\0\u{1}\u{2}\0${"\0".repeat(1000)}`;
    const compilation = compile([{ path: "a.bin", text }]);
    expect(marksOf(compilation)).toEqual(["not_text «\0»"]);
    expect(compilation.diagnostics[0]?.span).toMatchObject({ line: 2, column: 1 });
  });

  it("is refused once where it is too large, counted in bytes of UTF-8", () => {
    const header = "model 1\n//";
    const fits = header + "x".repeat(MAX_FILE_BYTES - header.length);
    expect(compileText(fits).diagnostics).toEqual([]);
    for (const text of [`${fits}x`, header + "é".repeat(MAX_FILE_BYTES / 2)]) {
      expect(compileText(text).diagnostics.map((each) => each.code)).toEqual(["file_too_large"]);
    }
  });

  it("leaves the other files to be read", () => {
    const files = [
      { path: "a.relata", text: "\0" },
      { path: "b.relata", text: "model 1 type t { relation r: usr }" },
    ];
    expect(compile(files).diagnostics.map((each) => each.code)).toEqual(["not_text", "unknown_type"]);
  });
});
