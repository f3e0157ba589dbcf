import { Failure } from "@relata/core";
import { parseInstant, type Instant } from "@relata/model";
import { readSuite, runSuite, type Answer, type Suite, type SuiteFiles, type SuiteReading } from "@relata/testing";

/** A model with a policy, an arrow, groups, a wildcard and an exclusion. */
export const MODEL = `model 1
type user
type group { relation member: user | group#member }
type folder {
  relation viewer: user | user:* | group#member
  permission view = viewer
}
context region: string
type doc {
  attribute level: number
  trusted attribute seal: number
  relation folder: folder
  relation owner: user
  relation guest: user with european
  relation banned: user
  permission read = (owner + guest + folder->view) - banned
  permission sign = owner when low
}
policy low = json { "<=": [{ "var": "resource.level" }, 3] }
policy european = json { "==": [{ "var": "context.region" }, "eu"] }
`;

export const FACTS = `doc:1#owner@user:ann
doc:1#folder@folder:f
doc:1#guest@user:gus with european
folder:f#viewer@group:g#member
group:g#member@user:bob
doc:1 {"level": 2}
`;

/** Files that exist only in the test. A path that ends in \`/\` is a folder of what begins with it. */
export function filesOf(files: Readonly<Record<string, string>>): SuiteFiles {
  return {
    read(path) {
      const text = files[path];
      if (text !== undefined) return text;
      throw new Failure("model_unreadable", `\`${path}\` cannot be read: there is no such file`, {
        cause: Object.assign(new Error(), { code: "ENOENT" }),
      });
    },
    folder(path) {
      const inside = Object.keys(files).filter((file) => file.startsWith(`${path}/`) && file.endsWith(".relata"));
      return inside.length === 0 ? undefined : inside;
    },
  };
}

export const USUAL = filesOf({ "authz.relata": MODEL, "facts.txt": FACTS });

const NOW = parseInstant("2026-06-01T00:00:00Z") as Instant;

export function read(text: string, files: SuiteFiles = USUAL): SuiteReading {
  const withSuite = { ...files, read: (path: string) => (path === "a.relata.yaml" ? text : files.read(path)) };
  return readSuite("a.relata.yaml", { files: withSuite, now: NOW });
}

/** The suite, which must have no problems. */
export function suiteOf(text: string, files?: SuiteFiles): Suite {
  const { suite, problems } = read(text, files);
  if (suite === undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  return suite;
}

/** The problems as `line:column message`. */
export function problemsOf(text: string, files?: SuiteFiles): readonly string[] {
  return read(text, files).problems.map(({ place, message }) => `${place.line}:${place.column} ${message}`);
}

/** A suite over the usual model and facts, with one test that holds these lines. */
export function testWith(lines: string): string {
  const indented = lines.trim().replaceAll(/^/gm, "    ");
  return `model: authz.relata\ntuples: facts.txt\ntests:\n  - name: a test\n${indented}\n`;
}

/** What came of each expectation of every test. */
export function answersOf(text: string, files?: SuiteFiles): readonly Answer[] {
  return runSuite(suiteOf(text, files)).tests.flatMap(({ answers }) => answers);
}
