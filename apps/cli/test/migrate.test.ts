import { describe, expect, test } from "vitest";
import { DATABASES, databases, newPrefix } from "./databases.ts";
import { relataAlone } from "./process.ts";
import { alterDatabase } from "./sqlite-file.ts";
import { World } from "./world.ts";

const dbOf = databases();

describe.each(DATABASES)("on %s", (name) => {
  function empty() {
    const world = new World();
    const prefix = newPrefix();
    const relata = (line: string, how = {}) => world.relata(`${line} --db ${dbOf(name)} --prefix ${prefix}`, how);
    return { world, prefix, relata };
  }

  test("a look at a database without tables changes nothing, and ends with 1 as there is something to do", async () => {
    const { relata, world } = empty();
    const first = await relata("migrate status");
    expect(first).toEqual({ exitCode: 1, stdout: expect.stringMatching(/^(pending {2}\S+\n)+$/), stderr: "" });
    expect(await relata("migrate status")).toEqual(first);
    expect(world.names()).toEqual(["authz.relata", "facts.txt"]);
    const data = JSON.parse((await relata("migrate status --json")).stdout);
    expect(data).toEqual({ applied: [], pending: expect.arrayContaining([expect.any(String)]) });
    expect((await relata("migrate status", { isTTY: true })).stdout).toMatch(/^┌.*┐\n│ state +│ migration/);
  });

  test("tables are made once, and what was done is said", async () => {
    const { relata } = empty();
    const done = await relata("migrate up");
    expect(done).toMatchObject({ exitCode: 0, stderr: "" });
    expect(done.stdout).toMatch(/^(applied {2}\S+\n)+applied \d+ migrations?\n$/);
    expect(await relata("migrate up")).toEqual({
      exitCode: 0,
      stdout: "the tables are those of this version: nothing was changed\n",
      stderr: "",
    });
    const names = done.stdout.trimEnd().split("\n").slice(0, -1).join("\n");
    expect(await relata("migrate status")).toEqual({ exitCode: 0, stdout: `${names}\n`, stderr: "" });
    expect(await relata("count")).toEqual({ exitCode: 0, stdout: "0\n", stderr: "" });
  });

  test("a dry run prints the SQL, with the prefix, and changes nothing", async () => {
    const { relata, prefix } = empty();
    const { exitCode, stdout } = await relata("migrate up --dry-run");
    expect({ exitCode, isSql: /^-- \S+\ncreate /i.test(stdout) }).toEqual({ exitCode: 0, isSql: true });
    expect(stdout).toContain(`${prefix}tuples`);
    expect(stdout).not.toContain("relata_");
    expect((await relata("migrate status")).exitCode).toBe(1);
    await relata("migrate up");
    expect((await relata("migrate up --dry-run")).stdout).toMatch(/^-- the tables are those of this version/);
  });

  test("of two processes at once, one makes the tables, and the other finds them made", async () => {
    const { world, relata, prefix } = empty();
    const line = `migrate up --json --prefix ${prefix} --db ${dbOf(name)}`;
    const both = await Promise.all([relataAlone(world, line), relataAlone(world, line)]);
    expect(both.map(({ exitCode, stderr }) => ({ exitCode, stderr }))).toEqual([
      { exitCode: 0, stderr: "" },
      { exitCode: 0, stderr: "" },
    ]);
    const counts = both
      .map(({ stdout }) => (JSON.parse(stdout) as { applied: unknown[] }).applied.length)
      .sort((a, b) => a - b);
    expect(counts).toEqual([0, expect.toSatisfy((count: number) => count > 0)]);
    expect((await relata("migrate status")).exitCode).toBe(0);
  });
});

test("the SQL of a dry run makes the tables, run by another program", async () => {
  const world = new World();
  const { stdout } = await world.relata("migrate up --dry-run --db a.db");
  alterDatabase(world.path("a.db"), stdout);
  expect((await world.relata("count --db a.db")).stdout).toBe("0\n");
});

test("a newer database is a failure to answer, and what is no database too", async () => {
  const world = new World();
  await world.relata("migrate up --db a.db");
  alterDatabase(world.path("a.db"), "insert into relata_migrations (created_at, hash) values (9999999999999, 'new')");
  expect(await world.relata("migrate status --db a.db")).toMatchObject({
    exitCode: 4,
    stderr: expect.stringMatching(/^error store_newer: /),
  });
  expect((await world.relata("migrate up --db facts.txt")).exitCode).toBe(4);
});
