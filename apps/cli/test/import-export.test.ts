import { chmodSync, lstatSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FACTS, World } from "./world.ts";

describe("import", () => {
  test("makes a database, and says what it wrote and what was there already", async () => {
    const world = new World();
    expect(await world.relata("import facts.txt --db a.db")).toEqual({
      exitCode: 0,
      stdout: "imported 8 tuples and 1 object's attributes\n",
      stderr: "",
    });
    world.write("more.txt", `${FACTS}folder:b#viewer@user:ann\nclient_abc:invoice:2 {"amount": 5}\n`);
    expect((await world.relata("import more.txt --db a.db")).stdout).toBe(
      "imported 9 tuples and 2 objects' attributes (8 already there)\n",
    );
  });

  test("writes large numbers with commas", async () => {
    const world = new World();
    world.write("f.txt", Array.from({ length: 1_024 }, (_, i) => `folder:f${i}#viewer@user:ann`).join("\n"));
    expect((await world.relata("import f.txt --db a.db")).stdout).toBe("imported 1,024 tuples\n");
  });

  test("with --json counts in numbers", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    expect(JSON.parse((await world.relata("import facts.txt --db a.db --json")).stdout)).toEqual({
      tuples: 8,
      written: 0,
      unchanged: 8,
      objects: 1,
      token: expect.any(String),
      seconds: 0,
    });
  });

  test("takes several files and standard input, in one write", async () => {
    const world = new World();
    const { stdout } = await world.relata("import facts.txt - --db a.db", { stdin: "folder:ü#viewer@user:zoë\n" });
    expect(stdout).toBe("imported 9 tuples and 1 object's attributes\n");
    expect((await world.relata("check user:zoë view folder:ü --db a.db")).exitCode).toBe(0);
  });

  test("writes nothing where one of several files has a mistake", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    const before = (await world.relata("export --db a.db")).stdout;
    world.write("good.txt", "folder:new#viewer@user:ann\n");
    world.write("bad.txt", "folder:new#viewer@nobody\n");
    expect((await world.relata("import good.txt bad.txt --db a.db")).exitCode).toBe(3);
    expect((await world.relata("export --db a.db")).stdout).toBe(before);
  });

  test("takes the last of facts that contradict each other, as if they were written one by one", async () => {
    const world = new World();
    world.write("f.txt", "folder:a#viewer@user:ann\nfolder:a#viewer@user:ann until 2027-01-01T00:00:00Z\n");
    for (const batch of [1, 1_000]) {
      expect((await world.relata(`import f.txt --db a.db --batch ${batch}`)).exitCode).toBe(0);
      const { stdout } = await world.relata("export --db a.db");
      expect(stdout).toBe("folder:a#viewer@user:ann until 2027-01-01T00:00:00Z\n");
    }
  });

  test("replaces the window of a tuple that is there", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    await world.relata("import - --db a.db", { stdin: "group:eng#member@user:bob" });
    expect((await world.relata("export --db a.db")).stdout).toContain("\ngroup:eng#member@user:bob\n");
  });
});

describe("export", () => {
  test("then import, then export, is the same text", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    const first = await world.relata("export --db a.db");
    expect(first.stderr).toBe("");
    await world.relata("import - --db b.db", { stdin: first.stdout });
    expect((await world.relata("export --db b.db")).stdout).toBe(first.stdout);
    const facts = FACTS.split("\n").filter((line) => line !== "" && !line.startsWith("//"));
    expect(first.stdout.trimEnd().split("\n")).toHaveLength(facts.length);
  });

  test("of many facts is complete", async () => {
    const world = new World();
    const lines = Array.from({ length: 12_000 }, (_, i) => `folder:f${String(i).padStart(5, "0")}#viewer@user:ann`);
    world.write("f.txt", lines.join("\n"));
    await world.relata("import f.txt --db a.db");
    expect((await world.relata("export --db a.db")).stdout).toBe(`${lines.join("\n")}\n`);
  });

  test("with --json has tuples and attributes as data", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    const { tuples, attributes } = JSON.parse((await world.relata("export --db a.db --json")).stdout);
    expect(tuples).toHaveLength(8);
    expect(tuples).toContain("group:eng#member@user:bob until 2027-01-01T00:00:00Z");
    expect(attributes).toEqual([{ object: "client_abc:invoice:1", values: { amount: 250, status: "paid" } }]);
  });

  test("with --out replaces a file as a whole, also behind a link, and leaves nothing beside it", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    world.write("old.txt", "x".repeat(100_000));
    symlinkSync(world.path("old.txt"), world.path("link.txt"));
    expect(await world.relata("export --db a.db --out link.txt")).toEqual({ exitCode: 0, stdout: "", stderr: "" });
    expect(world.read("old.txt")).toBe((await world.relata("export --db a.db")).stdout);
    expect(lstatSync(world.path("link.txt")).isSymbolicLink()).toBe(true);
    expect(world.names()).toEqual(["a.db", "authz.relata", "facts.txt", "link.txt", "old.txt"]);
  });

  test("with --out to what is no file, or to no folder, says so and touches nothing", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    world.write("dir/x", "");
    const said = async (out: string) => {
      const { exitCode, stderr } = await world.relata(`export --db a.db --out ${out}`);
      expect(exitCode).toBe(3);
      return stderr;
    };
    expect(await said("dir")).toBe("error usage: dir cannot be written: it is not a file\n");
    expect(await said("no/x")).toBe("error usage: no/x cannot be written: there is no such file or folder\n");
    expect(world.names()).toEqual(["a.db", "authz.relata", "dir", "facts.txt"]);
  });

  test("needs no model", async () => {
    const world = new World();
    await world.relata("import facts.txt --db a.db");
    world.write("authz.relata", "nonsense");
    chmodSync(world.path("authz.relata"), 0o600);
    expect((await world.relata("export --db a.db")).exitCode).toBe(0);
  });
});
