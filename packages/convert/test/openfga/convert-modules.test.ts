import { convertOpenFga, formatNote } from "@relata/convert";
import { compile } from "@relata/language";
import { describe, expect, test } from "vitest";

describe("modules", () => {
  const files: Readonly<Record<string, string>> = {
    "core.fga": "module core\n\ntype user\n# teams\ntype team\n  relations\n    define member: [user]\n",
    "wiki/pages.fga":
      "module wiki\n\n# what wikis add\nextend type team\n  relations\n    define can_write: member # all\n\ntype page\n  relations\n    define team: [team]\n    define write: can_write from team\n",
  };
  const mod = 'schema: "1.2"\ncontents:\n  - core.fga\n  - wiki/pages.fga\n';

  test("are files of their own, and what is added to a type moves to where it is declared", () => {
    const { converted: result, refusals } = convertOpenFga(
      { path: "a/fga.mod", text: mod },
      { load: (path) => files[path.slice(2)] },
    );
    expect(refusals).toEqual([]);
    expect(result?.files.map(({ path }) => path)).toEqual(["model.relata", "core.relata", "wiki/pages.relata"]);
    const [root, core, wiki] = result?.files ?? [];
    expect(root?.text).toBe('model 1\n\nimport "./core.relata"\nimport "./wiki/pages.relata"\n');
    expect(core?.text).toContain(
      "/// teams\ntype team {\n  relation member: user\n\n  // what wikis add\n  permission can_write = member  // all\n}",
    );
    expect(wiki?.text).not.toContain("can_write from");
    expect(result?.notes.map(formatNote)).toEqual([
      "a/wiki/pages.fga:4:13: note: what is added to `team` moves to core.relata",
    ]);
    const texts = new Map(result?.files.map(({ path, text }) => [path, text]));
    const again = compile([{ path: "model.relata", text: root?.text ?? "" }], { load: (path) => texts.get(path) });
    expect(again.model).toEqual(result?.model);
  });

  test("that are missing, or lie elsewhere, are refused", () => {
    const text = 'schema: "1.2"\ncontents:\n  - ../core.fga\n  - missing.fga\n';
    const { refusals } = convertOpenFga({ path: "a/fga.mod", text }, { load: () => undefined });
    expect(refusals.map(({ code, message, span }) => `${span.line} ${code}: ${message}`)).toEqual([
      "3 source_missing: `../core.fga` lies outside of the folder",
      "4 source_missing: there is no file `a/missing.fga`",
    ]);
  });

  test("cannot add to a type that there is not", () => {
    const one = { "x.fga": "module x\nextend type team\n  relations\n    define a: [team]\n" } as Readonly<
      Record<string, string>
    >;
    const { refusals } = convertOpenFga(
      { path: "fga.mod", text: 'schema: "1.2"\ncontents:\n  - x.fga\n' },
      { load: (path) => one[path] },
    );
    expect(refusals.map(({ message }) => message)).toContain("no module declares the type `team`");
  });
});
