import { beforeEach, expect, test } from "vitest";
import { World } from "./world.ts";

const MODEL = `model 1
type user
type apikey
type group { relation member: user }
type folder {
  relation viewer: user | apikey | group#member
  permission view = viewer
}
type invoice {
  attribute amount: number
  relation clerk: user
  permission refund = clerk when cheap
}
policy cheap = json { "<=": [{ "var": "resource.amount" }, 1000] }`;

const FACTS = `folder:plans#viewer@user:ann
folder:plans#viewer@group:eng#member
invoice:7#clerk@user:ann
`;

const SUITE = `model: authz.relata
tuples: facts.txt
tests:
  - name: viewers view
    checks: [{ subject: user:ann, object: folder:plans, allow: view }]
`;

const FOREIGN = `model
  schema 1.1
type user
type doc
  relations
    define viewer: [user]
`;

let world: World;

beforeEach(() => {
  world = new World({ "authz.relata": MODEL, "facts.txt": FACTS, "authz.relata.yaml": SUITE, "model.fga": FOREIGN });
});

/** The command lines under "Examples:" in the help, as a shell would cut them. */
async function examples(): Promise<readonly (readonly string[])[]> {
  const { stdout } = await world.relata("--help");
  const lines = stdout.split("\n").filter((line) => line.startsWith("  relata "));
  return lines.map((line) =>
    [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "").slice(1),
  );
}

test("the examples of the help run, one after the other, and answer", async () => {
  const ran = [];
  for (const argv of await examples()) ran.push({ command: argv[0], ...(await world.run(argv)) });
  expect(ran.map(({ command, exitCode }) => [command, exitCode])).toEqual([
    ["validate", 0],
    ["fmt", 0],
    ["import", 0],
    ["check", 0],
    ["explain", 0],
    ["expand", 0],
    ["list-objects", 0],
    ["list-subjects", 0],
    ["permissions", 0],
    ["export", 0],
    ["tuples", 0],
    ["count", 0],
    ["delete", 0],
    ["migrate", 0],
    ["stores", 0],
    ["gc", 0],
    ["diff", 0],
    ["plan", 0],
    ["apply", 0],
    ["models", 0],
    ["test", 0],
    ["graph", 0],
    ["init", 0],
    ["generate", 0],
    ["convert", 0],
    ["keys", 0],
    ["keys", 0],
  ]);
  // Beside a secret, which stands alone on standard output, all else is said there.
  const others = ran.filter(({ command }) => command !== "keys");
  expect(others.map(({ stderr }) => stderr).join("")).toBe("");
  expect(ran[7]?.stdout).toBe("group:eng#member\n");
  expect(world.read("facts.txt").split("\n").sort()).toEqual(FACTS.split("\n").sort());
});

test("each command has help of its own, that names its options", async () => {
  const database = ["--db", "--schema", "--prefix"];
  const store = [...database, "--store"];
  const details = ["--name", "--expires", "--address", "--limit", "--metadata"];
  const newKey = [...details, "--kind", "--env", "--owner", "--mode", "--organization", "--tuple", "--app"];
  const filter = ["--model", "--type", "--object", "--relation", "--subject", "--subject-type"];
  const terms = ["--context", "--now", "--assume", "--deadline", "--budget", "--json"];
  const question = ["--model", "--tuples", ...store, "--consistency", ...terms];
  const list = [...question, "--permission", "--limit", "--after"];
  const options = {
    validate: ["--model", "--warnings", "--stdin", "--path", "--json"],
    check: ["--model", "--tuples", ...store, "--consistency", "--resource", "--batch", ...terms],
    explain: ["--mermaid", "--model", "--tuples", ...store, "--consistency", "--resource", ...terms],
    expand: ["--deep", "--mermaid", "--model", "--tuples", ...store, "--consistency", ...terms],
    permissions: ["--model", "--tuples", ...store, "--consistency", "--type", "--object", "--permission", ...terms],
    test: ["--filter", "--bail", "--coverage", "--min-coverage", "--reporter", "--out", "--json", "--watch"],
    "list-objects": [...list, "--within", "--through"],
    "list-subjects": [...list, "--resource"],
    import: ["--model", ...store, "--format", "--batch", "--quiet", "--token", "--json"],
    fmt: ["--check", "--stdin", "--policies", "--json"],
    init: ["--dir", "--force", "--json"],
    graph: ["--model", "--type", "--permissions", "--no-permissions", "--direction", "--out", "--check"],
    export: [...store, ...filter, "--consistency", "--format", "--kind", "--out", "--quiet", "--json"],
    diff: [
      "--tuples",
      ...store,
      "--context",
      "--now",
      "--markdown",
      "--max-tuples",
      "--max-steps",
      "--exit-zero",
      "--json",
    ],
    tuples: [...store, ...filter, "--consistency", "--limit", "--after", "--json"],
    count: [...store, ...filter, "--consistency", "--json"],
    delete: [...store, ...filter, "--batch", "--dry-run", "--yes", "--token", "--json"],
    watch: [...store, ...filter, "--after", "--json"],
    "migrate status": [...database, "--json"],
    "migrate up": [...database, "--dry-run", "--json"],
    "stores list": [...database, "--json"],
    "stores delete": [...database, "--yes", "--json"],
    gc: [...database, "--before", "--keep", "--json"],
    "keys create": ["--model", ...store, ...newKey, "--json"],
    "keys list": ["--model", ...store, "--owner", "--organization", "--json"],
    "keys update": ["--model", ...store, ...details, "--json"],
    "keys purge": ["--model", ...store, "--json"],
    "keys rotate": ["--model", ...store, "--grace", "--json"],
    "keys disable": ["--model", ...store, "--json"],
    "keys enable": ["--model", ...store, "--json"],
    "keys revoke": ["--model", ...store, "--json"],
    "keys verify": ["--model", ...store, "--json"],
    "keys import": ["--model", ...store, ...newKey, "--hash", "--last-four", "--json"],
    plan: [...store, "--context", "--now", "--no-access", "--markdown", "--json"],
    apply: [...store, "--message", "--delete-stranded", "--yes", "--json"],
    models: [...store, "--json"],
    generate: ["--model", "--out", "--check", "--stdout", "--json"],
  };
  for (const [command, names] of Object.entries(options)) {
    const { exitCode, stdout, stderr } = await world.relata(`${command} --help`);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    const named = [...stdout.matchAll(/^ {2}(?:-\w, )?(--[\w-]+)/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set([...names, "--help"]));
  }
});

test("help fits the width of the terminal", async () => {
  const { stdout } = await world.relata("check --help");
  expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
});
