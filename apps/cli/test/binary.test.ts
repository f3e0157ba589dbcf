import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { World } from "./world.ts";

const BINARY = fileURLToPath(new URL("../dist/main.js", import.meta.url));

// Why the build: node 20 cannot run TypeScript, and the shebang, the streams and the exit code are main.ts's alone.
beforeAll(() => {
  if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`tsc -b\` at the root before this test`);
});

function relata(world: World, line: string, shell = "") {
  return spawnSync("sh", ["-c", `"$0" "$1" ${line} ${shell}`, process.execPath, BINARY], {
    cwd: world.folder,
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "" },
  });
}

describe("the binary", () => {
  test("ends with the code of the decision, and prints it", () => {
    const world = new World();
    const ask = (subject: string, permission: string) =>
      relata(world, `check ${subject} ${permission} client_abc:invoice:2 --tuples facts.txt`);
    expect(ask("user:ann", "read")).toMatchObject({ status: 0, stdout: "allowed\n", stderr: "" });
    expect(ask("user:bob", "read")).toMatchObject({ status: 1, stdout: "denied\n", stderr: "" });
    expect(ask("user:ann", "refund")).toMatchObject({ status: 2, stderr: "" });
    expect(ask("user:ann", "raed")).toMatchObject({ status: 3, stdout: "" });
    expect(relata(world, "export --db no.db")).toMatchObject({ status: 4, stdout: "" });
  });

  test("reads facts from standard input", () => {
    const world = new World();
    world.write("more.txt", "folder:f#viewer@user:x\n");
    const line = "check user:x view folder:f --tuples -";
    expect(relata(world, line, "< more.txt")).toMatchObject({ status: 0, stdout: "allowed\n" });
    expect(relata(world, line, "< /dev/null")).toMatchObject({ status: 1, stdout: "denied\n" });
  });

  test("can be run by its name alone", () => {
    expect(readFileSync(BINARY, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  });

  test("is quiet where the reader of its output has gone", () => {
    const world = new World();
    world.write("f.txt", Array.from({ length: 10_000 }, (_, i) => `folder:f${i}#viewer@user:ann`).join("\n"));
    expect(relata(world, "import f.txt --db a.db").status).toBe(0);
    const { stdout, stderr } = relata(world, "export --db a.db", "| head -n 1");
    expect({ stdout, stderr }).toEqual({ stdout: "folder:f0#viewer@user:ann\n", stderr: "" });
  });

  test.runIf(existsSync("/dev/full"))("ends with 4 where its answer cannot be written", () => {
    const line = "check user:bob read client_abc:invoice:2 --tuples facts.txt";
    const { status, stderr } = relata(new World(), line, "> /dev/full");
    expect(status).toBe(4);
    expect(stderr).toMatch(/^error unexpected: ENOSPC/);
  });

  test("ends with 4, not with 1, where a part of it cannot be loaded", () => {
    const world = new World({ "dist/main.js": readFileSync(BINARY), "package.json": '{"type":"module"}' });
    const { status, stderr } = spawnSync(process.execPath, [world.path("dist/main.js")], { encoding: "utf8" });
    expect(status).toBe(4);
    expect(stderr).toMatch(/^error unexpected: Cannot find module/);
  });
});
