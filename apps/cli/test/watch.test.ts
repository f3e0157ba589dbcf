import { describe, expect, test } from "vitest";
import { DATABASES, databases, newPrefix } from "./databases.ts";
import { RelataProcess } from "./process.ts";
import { World } from "./world.ts";

const dbOf = databases();

describe.each(DATABASES)("a watch on %s", (name) => {
  test("prints what is written, until ctrl-c, and goes on behind its cursor", async () => {
    const world = new World();
    const over = `--db ${dbOf(name)} --prefix ${newPrefix()}`;
    await world.relata(`import facts.txt ${over}`);
    const first = new RelataProcess(world, `watch --json ${over}`.split(" "));
    await first.until(/checkpoint/);
    await world.relata(`import - ${over}`, {
      stdin: 'folder:new#viewer@user:zoë\nclient_abc:invoice:1 {"amount": 251}',
    });
    await first.until(/zoë/);
    first.child.kill("SIGINT");
    const { exitCode, stdout, stderr } = await first.done;
    expect(exitCode).toBe(0);
    const [began, revision, ...rest] = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { kind: string });
    expect([began?.kind, rest]).toEqual(["checkpoint", []]);
    expect(revision).toMatchObject({
      kind: "revision",
      changes: [
        { kind: "tuple", after: "folder:new#viewer@user:zoë" },
        { kind: "attribute", object: "client_abc:invoice:1", name: "amount", before: 250, after: 251 },
      ],
    });
    const [, cursor] = /with --after (\S+)\n$/.exec(stderr) ?? [];
    expect(cursor).toBe((revision as unknown as { cursor: string }).cursor);

    await world.relata(`delete --object folder:new --yes ${over}`);
    await world.relata(`delete --relation owner --yes ${over}`);
    const line = `watch --relation owner --after ${cursor} ${over}`;
    const second = new RelataProcess(world, line.split(" "));
    await second.until(/invoice:2/);
    second.child.kill("SIGTERM");
    expect(await second.done).toMatchObject({
      exitCode: 0,
      stdout: expect.stringMatching(
        /^\S+Z {2}revision \d+\n {2}- client_abc:invoice:1#owner@user:ann\n {2}- client_abc:invoice:2#owner@user:ann\n$/,
      ),
    });
  });
});

test("a watch ends where nobody reads on", async () => {
  const world = new World();
  await world.relata("import facts.txt --db a.db");
  const watch = new RelataProcess(world, "watch --json --db a.db".split(" "));
  await watch.until(/checkpoint/);
  watch.child.stdout?.destroy();
  for (const id of [1, 2, 3]) await world.relata("import - --db a.db", { stdin: `folder:${id}#viewer@user:ann` });
  expect((await watch.done).exitCode).toBe(0);
});

test("a watch behind what is no cursor says so", async () => {
  const world = new World();
  await world.relata("import facts.txt --db a.db");
  expect(await world.relata("watch --db a.db --after yesterday")).toMatchObject({ exitCode: 3, stdout: "" });
});
