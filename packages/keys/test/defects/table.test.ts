import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../../../..");

/** The rows of the table of `docs/reference/keys.md`: a defect, and a file that has a test by its name. */
function rows(): readonly (readonly [defect: string, path: string])[] {
  const [, section = ""] = readFileSync(join(root, "docs/reference/keys.md"), "utf8").split("## Defects of others");
  const cells = [...section.matchAll(/^\| (.+?) +\| (`packages.+?|`apps.+?) +\|$/gm)];
  return cells.flatMap(([, defect = "", places = ""]) =>
    [...places.matchAll(/`(.+?)`/g)].map(([, path = ""]) => [defect, path] as const),
  );
}

/** The names of tests and of groups of tests in a file. */
function namesIn(path: string): readonly string[] {
  const text = readFileSync(join(root, path), "utf8");
  const named = text.matchAll(/(?:test|describe)(?:\.each\([\s\S]*?\))?\(\s*(["`])((?:(?!\1).)+)\1/g);
  return [...named].map(([, , name = ""]) => name);
}

test("every defect of the table has a test by its name in each file that is said", () => {
  expect(rows().length).toBeGreaterThan(45);
  for (const [defect, path] of rows()) {
    expect([defect, path, namesIn(path).some((name) => name.includes(defect))]).toEqual([defect, path, true]);
  }
});

test("every file of defects stands in the table", () => {
  const paths = new Set(rows().map(([, path]) => path));
  const files = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith(".test.ts") && file !== "table.test.ts",
  );
  for (const file of files) expect(paths).toContain(`packages/keys/test/defects/${file}`);
});
