import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { changedModel, WITHOUT_CLERKS_WRITING } from "./changed-model.ts";
import { FACTS, MODEL, World } from "./world.ts";

/** Readers of a folder may no longer be those of the folder above. */
const NEW = changedModel([/\(viewer \+ parent->view\) - banned/g, "viewer - banned"], WITHOUT_CLERKS_WRITING);

const files = { "old.relata": MODEL, "new.relata": NEW, "facts.txt": FACTS };

describe("diff says what changes in the model", () => {
  test("in words, with an example where no data is given, and exits with 1", async () => {
    const { exitCode, stdout, stderr } = await new World(files).relata("diff old.relata new.relata");
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toBe(
      `model: 2 changes
  ~ \`client_abc:invoice#write\` loses \`clerk\`
      was  owner + clerk
      now  owner
  ~ \`folder#view\` loses \`parent->view\`
      was  (viewer + parent->view) - banned
      now  viewer - banned
example: user:1 write client_abc:invoice:1: allowed before, denied after
      client_abc:invoice:1#clerk@user:1
`,
    );
  });

  test("nothing of a model and itself, and exits with 0", async () => {
    expect(await new World(files).relata("diff old.relata old.relata")).toEqual({
      exitCode: 0,
      stdout: "the models are equal\n",
      stderr: "",
    });
  });

  test("and exits with 0 where --exit-zero asks for that, with 3 for wrong input", async () => {
    const world = new World(files);
    expect((await world.relata("diff old.relata new.relata --exit-zero")).exitCode).toBe(0);
    for (const line of [
      "diff old.relata",
      "diff old.relata gone.relata",
      "diff old.relata new.relata --json --markdown",
      "diff old.relata new.relata --max-tuples x",
      "diff old.relata new.relata --db a.db --tuples facts.txt",
    ]) {
      expect([line, (await world.relata(line)).exitCode]).toEqual([line, 3]);
    }
  });

  test("says how far it looked in vain", async () => {
    const { stdout } = await new World(files).relata("diff old.relata new.relata --max-tuples 0");
    expect(stdout).toContain(
      "example: none\n  no world of up to 0 tuples, with up to 3 objects of a type, is answered differently\n",
    );
  });
});

test("on a terminal, progress is told while it looks and compares, and is gone at the end", async () => {
  const world = new World(files);
  const { stderr } = await world.relata("diff old.relata new.relata", { isTTY: true, env: { NO_COLOR: "1" } });
  expect(stderr).toMatch(/looking for an example of 0 tuples: 0 tried/);
  expect(stderr.endsWith("\r\u001B[2K")).toBe(true);
});

describe("over data, diff says whose access changes", () => {
  const over = `${FACTS}folder:in#parent@folder:open\n`;

  test("of facts in a file", async () => {
    const world = new World({ ...files, "facts.txt": over });
    const { stdout, exitCode } = await world.relata("diff old.relata new.relata --tuples facts.txt");
    expect(exitCode).toBe(1);
    expect(stdout.slice(stdout.indexOf("access"))).toBe(`access:
  - every user loses view on folder:in through folder.parent, except user:bad on folder:in, user:worse on folder:in
  - user:bob loses refund on client_abc:invoice:1 through client_abc:invoice.clerk
  - user:bob loses write on client_abc:invoice:1 through client_abc:invoice.clerk
  1 answer stays conditional: what decides it was not compared
`);
  });

  test("of a database, the same", async () => {
    const world = new World({ ...files, "facts.txt": over });
    await world.relata("import facts.txt --db a.db --model old.relata");
    const ofFile = await world.relata("diff old.relata new.relata --tuples facts.txt");
    expect(await world.relata("diff old.relata new.relata --db a.db")).toEqual(ofFile);
  });

  test("that nobody's does", async () => {
    const world = new World({ ...files, "facts.txt": "folder:open#viewer@user:*\n" });
    const { stdout } = await world.relata("diff old.relata new.relata --tuples facts.txt");
    expect(stdout).toContain("access: nobody's answer changes over this data\n");
  });

  test("at an instant, and under what requests are taken to supply", async () => {
    const hours = changedModel([/owner \+ clerk \+ auditor/g, "owner + clerk"]);
    const world = new World({ ...files, "less.relata": hours });
    const at = async (now: string) =>
      (await world.relata(`diff old.relata less.relata --tuples facts.txt --now ${now}`)).stdout;
    expect(await at("2026-02-01T00:00:00Z")).toContain("- user:eve loses read on client_abc:invoice:1");
    expect(await at("2027-02-01T00:00:00Z")).toContain("nobody's answer changes");
    expect((await world.relata("diff old.relata new.relata --tuples facts.txt --now noon")).exitCode).toBe(3);
  });

  test("as JSON, on one line", async () => {
    const world = new World({ ...files, "facts.txt": over });
    const { stdout } = await world.relata("diff old.relata new.relata --tuples facts.txt --json");
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    const { changes, access } = JSON.parse(stdout);
    expect(changes[0]).toMatchObject({
      kind: "changed",
      path: "client_abc:invoice#write",
      before: "owner + clerk",
      after: "owner",
    });
    expect(access.groups[0]).toMatchObject({
      permission: "view",
      everybody: true,
      through: ["folder.parent"],
      except: { count: 2 },
    });
  });

  test("as Markdown, where no id can be read as anything else", async () => {
    const evil = "user:</summary>`x`*b*";
    const world = new World({ ...files, "facts.txt": `client_abc:invoice:1#clerk@${evil}\n` });
    const { stdout } = await world.relata("diff old.relata new.relata --tuples facts.txt --markdown");
    expect(stdout).toContain("- `folder#view` loses `parent->view`\n");
    expect(stdout).toContain(
      `- \`\` ${evil} \`\` loses \`write\` on \`client_abc:invoice:1\` through \`client_abc:invoice.clerk\`\n`,
    );
    expect(stdout.match(/<details>/g)).toHaveLength(2);
  });
});

/** A folder in git whose files have changed since its one commit. */
function repository(): World {
  const world = new World({
    "authz/main.relata": `model 1\nimport "./types.relata"\ntype doc {\n  relation owner: user\n  permission edit = owner\n}\n`,
    "authz/types.relata": "model 1\ntype user\n",
  });
  const git = (...args: readonly string[]) =>
    execFileSync(
      "git",
      ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main", ...args],
      { cwd: world.folder, stdio: "pipe" },
    );
  git("init", "-q");
  git("add", ".");
  git("commit", "-q", "-m", "first");
  world.write("authz/types.relata", "model 1\ntype user\ntype robot\n");
  return world;
}

describe("a model in git is read from its commit", () => {
  test("with its imports, as a file and as a folder", async () => {
    const world = repository();
    for (const path of ["authz/main.relata", "authz", "./authz/"]) {
      const { stdout, exitCode } = await world.relata(`diff git:HEAD:${path} authz/main.relata`);
      expect([path, exitCode, stdout.split("\n").slice(0, 2)]).toEqual([
        path,
        1,
        ["model: 1 change", "  + type `robot` was added"],
      ]);
    }
  });

  test.each([
    ["git:HEAD:gone.relata", "`gone.relata` is not there in the commit `HEAD`"],
    ["git:nobranch:authz", "git knows no commit `nobranch`"],
    ["git:--output=x:authz", "is not a model in git: write `git:REF:PATH`"],
    ["git:HEAD", "is not a model in git: write `git:REF:PATH`"],
    ["git:HEAD:.", "`.` holds no `*.relata` file"],
  ])("and `%s` is refused", async (path, message) => {
    const world = repository();
    const { exitCode, stderr } = await world.relata(`diff ${path} authz`);
    expect(exitCode).toBe(3);
    expect(stderr).toContain(message);
    expect(world.names()).toEqual([".git", "authz"]);
  });

  test("and a folder that is in no repository", async () => {
    const world = new World(files);
    expect(await world.relata("diff git:HEAD:old.relata new.relata")).toMatchObject({ exitCode: 3, stdout: "" });
  });
});
