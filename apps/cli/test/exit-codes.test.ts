import { FAILURES } from "@relata/core";
import { describe, expect, test } from "vitest";
import { EXIT_CODE_OF_FAILURE, EXIT_CODE_OF_OUTCOME } from "../src/exit-code.ts";
import { alterDatabase } from "./sqlite-file.ts";
import { World } from "./world.ts";

const READ = "check user:ann read client_abc:invoice:1";

async function failed(world: World, line: string): Promise<string> {
  const { exitCode, stdout, stderr } = await world.relata(line);
  expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: "" });
  return stderr;
}

describe("a failure to answer ends with 4", () => {
  test("where the database is missing, and makes none", async () => {
    const world = new World();
    for (const line of [READ, "list-objects user:ann view folder", "export", READ.replace("check", "explain")]) {
      expect(await failed(world, `${line} --db no.db`)).toBe(
        "error store_unavailable: no database at `no.db`: there is no such file or folder; `relata import` makes one\n",
      );
    }
    expect(world.names()).toEqual(["authz.relata", "facts.txt"]);
  });

  test("where the database is an empty file, and leaves it empty", async () => {
    const world = new World();
    world.write("empty.db", "");
    expect(await failed(world, `${READ} --db empty.db`)).toContain(
      "error store_unreadable: `empty.db` is an empty file",
    );
    expect(world.read("empty.db")).toBe("");
  });

  test("where the database is something else, or damaged", async () => {
    const world = new World();
    expect(await failed(world, `${READ} --db facts.txt`)).toMatch(
      /^error store_unreadable: `.*facts\.txt` is not a database/,
    );
    await world.relata("import facts.txt --db a.db");
    const bytes = Buffer.from(world.read("a.db"), "latin1");
    world.write("cut.db", Buffer.concat([Buffer.from("SQLite format 3\0"), Buffer.alloc(bytes.length, 7)]));
    expect(await failed(world, `${READ} --db cut.db`)).toMatch(/^error store_unreadable: /);
  });

  test("where a newer relata wrote the database", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    alterDatabase(world.path("a.db"), "insert into relata_migrations (created_at, hash) values (9999999999999, 'new')");
    for (const line of [READ, "export", "import facts.txt"]) {
      expect(await failed(world, `${line} --db a.db`)).toMatch(
        /^error store_newer: .* was written by a newer version of relata/,
      );
    }
  });

  test("where the folder of a new database is missing", async () => {
    expect(await failed(new World(), "import facts.txt --db no/a.db")).toMatch(/^error store_unavailable: /);
  });

  test("where the answer depends on its own negation", async () => {
    const model = `model 1
      type user
      type doc {
        relation a: user
        relation twin: doc
        permission odd = a - twin->odd
      }`;
    const world = new World({ "m.relata": model, "f.txt": "doc:1#a@user:ann\ndoc:1#twin@doc:1" });
    expect(await failed(world, "check user:ann odd doc:1 --tuples f.txt")).toMatch(
      /^error paradox: whether `odd` holds/,
    );
  });

  test("where a policy meets a value of the wrong type", async () => {
    const world = new World();
    const line = "check user:ann refund client_abc:invoice:2 --tuples facts.txt --resource".split(" ");
    const { exitCode, stdout, stderr } = await world.run([...line, '{"amount":"much","status":"paid"}']);
    expect({ exitCode, stdout }).toEqual({ exitCode: 4, stdout: "" });
    expect(stderr).toMatch(/^error policy_failed: policy `refundable` on `client_abc:invoice:2` failed: /);
  });
});

test("every failure ends with 3 or 4, and only outcomes with 0, 1 and 2", () => {
  expect(Object.keys(EXIT_CODE_OF_FAILURE).sort()).toEqual(Object.keys(FAILURES).sort());
  expect(new Set(Object.values(EXIT_CODE_OF_FAILURE))).toEqual(new Set([3, 4]));
  expect(EXIT_CODE_OF_OUTCOME).toEqual({ allowed: 0, denied: 1, conditional: 2 });
});

describe("an error", () => {
  test("is JSON on standard output too, where JSON is asked for", async () => {
    const { exitCode, stdout, stderr } = await new World().relata(
      "check user:ann raed folder:a --tuples facts.txt --json",
    );
    expect(exitCode).toBe(3);
    const message = "type `folder` has no relation or permission `raed`";
    expect(JSON.parse(stdout)).toEqual({ error: { code: "unknown_permission", message } });
    expect(stderr).toBe(`error unknown_permission: ${message}\n`);
  });

  test("of usage is JSON too", async () => {
    const { exitCode, stdout } = await new World().relata("check user:ann --json");
    expect(exitCode).toBe(3);
    expect(JSON.parse(stdout)).toEqual({ error: { code: "usage", message: "missing required argument 'permission'" } });
  });

  test("shows its stack, and its cause, only where RELATA_DEBUG is 1", async () => {
    const world = new World();
    const line = `${READ} --db no.db`;
    expect((await world.relata(line)).stderr).not.toContain("    at ");
    const { stderr } = await world.relata(line, { env: { RELATA_DEBUG: "1" } });
    expect(stderr).toMatch(/\n {4}at .*open-store/);
    expect(stderr).toContain("caused by Error: ENOENT");
  });
});

test("--help and --version end with 0, and --help has examples", async () => {
  const world = new World({});
  const help = await world.relata("--help");
  expect({ ...help, stdout: "" }).toEqual({ exitCode: 0, stdout: "", stderr: "" });
  expect(help.stdout).toContain("relata check user:ann view folder:plans --db authz.db\n");
  expect((await world.relata("check --help")).stdout).toMatch(/^Usage: relata check \[options\] <subject>/);
  expect(await world.relata("--version")).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  });
});
