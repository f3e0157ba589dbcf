import { expect, test } from "vitest";
import { databases } from "./databases.ts";
import { World } from "./world.ts";

const dbOf = databases();

test("RELATA_DATABASE_URL names the database where --db does not", async () => {
  const world = new World();
  const env = { RELATA_DATABASE_URL: dbOf("PostgreSQL") };
  expect((await world.relata("import facts.txt", { env })).exitCode).toBe(0);
  expect((await world.relata("check user:ann read client_abc:invoice:2", { env })).exitCode).toBe(0);
  expect((await world.relata("count", { env })).stdout).toBe("8\n");
  await world.relata("import facts.txt --db a.db --store other");
  expect((await world.relata("count --db a.db", { env })).stdout).toBe("0\n");
  const overFiles = await world.relata("check user:x view folder:open --tuples facts.txt", { env });
  expect(overFiles).toEqual({ exitCode: 0, stdout: "allowed\n", stderr: "" });
  expect((await world.relata("count", { env: { RELATA_DATABASE_URL: "" } })).exitCode).toBe(3);
});

test("--schema says where the tables are", async () => {
  const world = new World();
  const over = `--db ${dbOf("PostgreSQL")} --schema authz`;
  expect((await world.relata(`import facts.txt ${over}`)).exitCode).toBe(0);
  expect((await world.relata(`count ${over}`)).stdout).toBe("8\n");
  expect((await world.relata("count --db a.db --schema authz")).stderr).toMatch(/^error usage: --schema is for Post/);
});

test.each(["count", "migrate status", "import facts.txt", "check user:ann view folder:open"])(
  "`%s` never prints the password, whatever is wrong with the URL",
  async (line) => {
    const world = new World();
    const right = new URL(dbOf("PostgreSQL"));
    right.password = "sesame%2Fopen";
    const wrong = [
      right.href,
      "postgres://me:sesame@127.0.0.1:1/x",
      "postgres://me:sesame@:x:y/",
      "POSTGRES://:sesame@",
    ];
    for (const url of wrong) {
      for (const json of ["", " --json"]) {
        const how = { env: { RELATA_DEBUG: "1" } };
        const { exitCode, stdout, stderr } = await world.relata(`${line}${json} --db ${url}`, how);
        expect([url, exitCode]).toEqual([url, 4]);
        expect(stdout + stderr).not.toContain("sesame");
      }
    }
  },
);

test("a store, and a prefix, of no such name is refused", async () => {
  const world = new World();
  await world.relata("import facts.txt --db a.db");
  const named = await world.run(["count", "--db", "a.db", "--store", ""]);
  expect(named).toMatchObject({ exitCode: 3, stderr: expect.stringMatching(/^error invalid_store: /) });
  for (const db of ["a.db", dbOf("PostgreSQL")]) {
    expect((await world.run(["count", "--db", db, "--prefix", "Bad-"])).stderr).toMatch(/^error store_unavailable: /);
  }
});
