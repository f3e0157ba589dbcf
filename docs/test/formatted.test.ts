import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "@relata/language";
import { describe, expect, test } from "vitest";
import { blocksOf, ROOT } from "./blocks.ts";

/** Every model file that git knows, or would add. */
function modelFiles(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.relata"], {
    cwd: ROOT,
  });
  return listed
    .toString()
    .split("\n")
    .filter((path) => path !== "");
}

describe("models are formatted as `relata fmt` does", () => {
  test.each(modelFiles())("in the file %s", (path) => {
    const text = readFileSync(join(ROOT, path), "utf8");
    expect(format({ path, text })).toEqual({ text });
  });

  const sound = blocksOf("relata").filter(({ gives }) => gives === undefined);

  test.each(sound.map(({ document, line, code }) => [`${document}:${line}`, code] as const))(
    "in the block %s",
    (path, text) => {
      expect(format({ path, text })).toEqual({ text });
    },
  );
});
