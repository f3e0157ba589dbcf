import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { instantFromMs } from "@relata/model";
import { diskFiles, readSuite, type Suite } from "@relata/testing";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const NOW = instantFromMs(Date.UTC(2026, 5, 1));

/** Files of tests, and the blocks of documents that are some: what each expects is stated there, and nowhere else. */
export function suitesOfTheHouse(): readonly (readonly [path: string, suite: Suite])[] {
  const disk = diskFiles(ROOT);
  const files = known("examples/*.relata.yaml", "apps/cli/templates/*.relata.yaml");
  const blocks = known("docs/*.md", "examples/*.md").flatMap(blocksOf);
  return [
    ...files.map((path) => [path, suiteOf(path, disk)] as const),
    ...blocks.map(({ path, code }) => {
      const read = (wanted: string) => (wanted === path ? code : disk.read(wanted));
      return [path, suiteOf(path, { ...disk, read })] as const;
    }),
  ];
}

/** Files that git knows, or would add. */
function known(...patterns: readonly string[]): readonly string[] {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", ...patterns];
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" })
    .split("\n")
    .filter((path) => path !== "");
}

/** Each stands in the folder of its document, by a name of its own. */
function blocksOf(document: string) {
  const text = readFileSync(`${ROOT}${document}`, "utf8");
  const found = [...text.matchAll(/^```yaml\n(model:[\s\S]*?)^```$/gm)];
  return found.map(([, code = ""], i) => ({ path: `${document}.${i}.relata.yaml`, code }));
}

function suiteOf(path: string, files: ReturnType<typeof diskFiles>): Suite {
  const { suite, problems } = readSuite(path, { files, now: NOW });
  if (suite === undefined || problems.length > 0) throw new Error(`${path} is no suite: ${JSON.stringify(problems)}`);
  return suite;
}
