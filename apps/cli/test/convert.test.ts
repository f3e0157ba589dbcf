import { compileText } from "@relata/language";
import { describe, expect, test } from "vitest";
import { World } from "./world.ts";

const MODEL = `model
  schema 1.1
# Somebody who signs in.
type user
type folder
  relations
    define viewer: [user, user with during]
    define can_view: viewer
condition during(now: string) {
  now == "day"
}
`;

const STORE = `name: folders
model_file: ./model.fga
tuples:
  - { user: "user:ann", relation: viewer, object: "folder:plans" }
tests:
  - name: who may look
    check:
      - { user: "user:ann", object: "folder:plans", assertions: { can_view: true } }
`;

function worldOf(files: Readonly<Record<string, string>> = {}): World {
  return new World({ "model.fga": MODEL, "store.fga.yaml": STORE, ...files });
}

describe("relata convert", () => {
  test("prints the model, and nothing else, to standard output", async () => {
    const { exitCode, stdout, stderr } = await worldOf().relata("convert model.fga");
    expect(exitCode).toBe(0);
    expect(compileText(stdout).diagnostics).toEqual([]);
    expect(stdout).toContain("/// Somebody who signs in.\ntype user\n");
    expect(stderr).toBe("note: the parameter `now` is called `given_now`: requests supply it by that name\n");
  });

  test("says what it does not print", async () => {
    const { stdout, stderr } = await worldOf().relata("convert store.fga.yaml");
    expect(stdout).toContain("type folder {");
    expect(stderr).toContain("note: its tuples and its tests are not printed: --out writes them to a folder\n");
  });

  test("writes model, tuples and tests to a folder, and says what comes next", async () => {
    const world = worldOf();
    const { exitCode, stdout } = await world.relata("convert store.fga.yaml --out authz");
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: [
        "+ authz/model.relata",
        "+ authz/store.facts.txt",
        "+ authz/store.relata.yaml",
        "",
        "Next:",
        "  npx relata validate authz/model.relata",
        "  npx relata test authz/store.relata.yaml",
        "  npx relata import authz/store.facts.txt --model authz/model.relata --db authz.db",
        "",
      ].join("\n"),
    });
    expect(world.read("authz/store.facts.txt")).toBe("folder:plans#viewer@user:ann\n");
    for (const [, step = ""] of stdout.matchAll(/^ {2}npx relata (.*)$/gm))
      expect([step, (await world.relata(step)).exitCode]).toEqual([step, 0]);
  });

  test("writes over nothing that is there, unless it is forced to", async () => {
    const world = worldOf({ "authz/model.relata": "mine" });
    const { exitCode, stderr } = await world.relata("convert store.fga.yaml --out authz");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("these are there already; --force replaces them:\n  model.relata");
    expect(world.read("authz/model.relata")).toBe("mine");
    expect((await world.relata("convert store.fga.yaml --out authz --force")).exitCode).toBe(0);
    expect(world.read("authz/model.relata")).toContain("type folder {");
  });

  test("refuses with the line of the source and carets, and writes nothing", async () => {
    const world = worldOf({ "model.fga": MODEL.replace("[user, ", "[usr, ").replace("now ==", "now.size() > 1u &&") });
    const { exitCode, stdout, stderr } = await world.relata("convert store.fga.yaml --out authz");
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain(
      "model.fga:7:21: error unknown_type: unknown type `usr`\n      define viewer: [usr, user with during]\n                      ^^^\nhint: did you mean `user`?\n",
    );
    expect(stderr).toMatch(/\nnothing is written: \d things cannot be carried over\n$/);
    expect(world.names()).not.toContain("authz");
  });

  test("takes tuples in files of their own", async () => {
    const csv = "user_type,user_id,relation,object_type,object_id\nuser,bob,viewer,folder,plans\n";
    const world = worldOf({ "tuples.csv": csv });
    await world.relata("convert model.fga --tuples tuples.csv --out authz");
    expect(world.read("authz/model.facts.txt")).toBe("folder:plans#viewer@user:bob\n");
  });

  test("says everything in JSON, too", async () => {
    const { stdout } = await worldOf().relata("convert store.fga.yaml --json");
    const { conversions } = JSON.parse(stdout) as { conversions: readonly Record<string, unknown>[] };
    expect(conversions).toEqual([
      expect.objectContaining({ path: "store.fga.yaml", tuples: ["folder:plans#viewer@user:ann"], refusals: [] }),
    ]);
    const wrong = await worldOf({ "model.fga": "model\n  schema 1.1\ntype a\n  relations\n    define b: c\n" }).relata(
      "convert model.fga --json",
    );
    expect(wrong.exitCode).toBe(3);
    expect(wrong.stdout).toContain('"code":"unknown_relation"');
  });

  test("parts what is several files only into a folder", async () => {
    const world = worldOf({
      "fga.mod": 'schema: "1.2"\ncontents:\n  - core.fga\n  - docs.fga\n',
      "core.fga": "module core\ntype user\n",
      "docs.fga": "module docs\ntype doc\n  relations\n    define owner: [user]\n",
    });
    const { exitCode, stderr } = await world.relata("convert fga.mod");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("--out writes them to a folder:\n  model.relata\n  core.relata\n  docs.relata");
    expect((await world.relata("convert fga.mod --out authz")).exitCode).toBe(0);
    expect((await world.relata("validate authz/model.relata")).exitCode).toBe(0);
  });

  test.each([
    ["convert nothing.fga", "`nothing.fga` cannot be read: there is no such file or folder"],
    [
      "convert authz.txt",
      "it cannot be told of which engine `authz.txt` is: say it with --from openfga, spicedb, json",
    ],
    ["convert model.fga store.fga.yaml --tuples authz.txt", "--tuples goes with one file"],
    ["convert model.fga store.fga.yaml --out authz", "two of the files would become `model.relata`"],
    ["convert model.fga --from other", "Allowed choices are openfga, spicedb, json"],
  ])("%s is wrong input", async (line, message) => {
    const { exitCode, stderr } = await worldOf({ "authz.txt": "" }).relata(line);
    expect({ exitCode, stderr }).toEqual({ exitCode: 3, stderr: expect.stringContaining(message) as string });
  });

  test("converts what it is told that it is", async () => {
    const { stdout } = await worldOf({ "authz.txt": MODEL }).relata("convert authz.txt --from openfga");
    expect(stdout).toContain("type folder {");
  });
});
