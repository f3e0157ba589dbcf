import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository's root. */
export const ROOT = join(import.meta.dirname, "../..");

/** A fenced block of code in a document. */
export interface Block {
  readonly document: string;
  readonly line: number;
  readonly language: string;
  /** The diagnostic that a model block is to give, written as `error=code` or `warning=code` behind its language. */
  readonly gives: string | undefined;
  readonly code: string;
}

const FENCE = /^```(\w+)(?: (?:error|warning)=(\w+))?\n([\s\S]*?)^```$/gm;

/** Every block of that language in the documents that git knows, or would add. */
export function blocksOf(language: string): readonly Block[] {
  return documents().flatMap((document) => {
    const text = readFileSync(join(ROOT, document), "utf8");
    return [...text.matchAll(FENCE)]
      .map((match) => ({
        document,
        line: text.slice(0, match.index).split("\n").length,
        language: match[1] ?? "",
        gives: match[2],
        code: match[3] ?? "",
      }))
      .filter((block) => block.language === language);
  });
}

function documents(): readonly string[] {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: ROOT });
  return listed
    .toString()
    .split("\n")
    .filter((path) => path !== "");
}
