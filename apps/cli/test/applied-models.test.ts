import { describe, expect, test } from "vitest";
import { changedModel, WITHOUT_CLERKS_WRITING } from "./changed-model.ts";
import { FACTS, MODEL, World } from "./world.ts";

/** No clerks, and other states of an invoice. */
const NEW = changedModel(
  [/ *relation clerk.*\n/g, ""],
  [/ \+ clerk/g, ""],
  [/"draft" \| "sent" \| "paid"/g, '"draft" | "sent"'],
  [/(resource\.status.*?)"paid"/g, '$1"sent"'],
);

const SAFE = changedModel(WITHOUT_CLERKS_WRITING);

const files = { "authz.relata": MODEL, "new.relata": NEW, "safe.relata": SAFE, "facts.txt": FACTS };

async function applied(): Promise<World> {
  const world = new World(files);
  await world.relata("import facts.txt --db a.db --model authz.relata");
  expect(await world.relata("apply authz.relata --db a.db --message first")).toEqual({
    exitCode: 0,
    stdout: "applied as model 1\n",
    stderr: "",
  });
  return world;
}

const STRANDED = `data: 1 tuple and 1 attribute would be stranded
  ! 1 of client_abc:invoice#clerk@group#member: type \`client_abc:invoice\` has no relation \`clerk\`
      client_abc:invoice:1#clerk@group:eng#member
  ! 1 of client_abc:invoice.status: type \`client_abc:invoice\` declares \`status: "draft" | "sent"\`, and the value is none
      client_abc:invoice:1 {"status":"paid"}
`;

describe("plan", () => {
  test("says what changes, what would be stranded and whose access changes; and changes nothing", async () => {
    const world = await applied();
    const before = (await world.relata("export --db a.db")).stdout;
    const { exitCode, stdout, stderr } = await world.relata("plan new.relata --db a.db");
    expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: "" });
    expect(stdout).toMatch(/^compared with model 1, applied 2026-06-01T00:00:00Z\nmodel: \d+ changes\n/);
    expect(stdout).toContain(`\n${STRANDED}access:\n`);
    expect(stdout).toContain("  - user:bob loses read on client_abc:invoice:1 through client_abc:invoice.clerk\n");
    expect(stdout).toMatch(/`relata apply` would refuse it; nothing was changed\n$/);
    expect((await world.relata("export --db a.db")).stdout).toBe(before);
    expect((await world.relata("models --db a.db")).stdout.split("\n")).toHaveLength(2);
  });

  test("exits with 0 where everything fits, or nothing changes", async () => {
    const world = await applied();
    expect(await world.relata("plan safe.relata --db a.db --no-access")).toEqual({
      exitCode: 0,
      stdout: `compared with model 1, applied 2026-06-01T00:00:00Z
model: 1 change
  ~ \`client_abc:invoice#write\` loses \`clerk\`
      was  owner + clerk
      now  owner
data: everything that is live fits the new model
`,
      stderr: "",
    });
    expect((await world.relata("plan authz.relata --db a.db")).stdout).toContain("the models are equal\n");
  });

  test("of a database without a model, says so, and judges all the same", async () => {
    const world = new World(files);
    await world.relata("import facts.txt --db a.db --model authz.relata");
    const { stdout, exitCode } = await world.relata("plan new.relata --db a.db");
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^no model has been applied yet\n/);
    expect(stdout).not.toContain("the models are equal");
    expect(stdout).toContain(STRANDED);
  });

  test("as JSON and as Markdown", async () => {
    const world = await applied();
    const {
      refused,
      stranded,
      applied: entry,
      access,
    } = JSON.parse((await world.relata("plan new.relata --db a.db --json")).stdout);
    expect([refused, entry.number, stranded.tuples[0].count, access.groups.length > 0]).toEqual([true, 1, 1, true]);
    expect((await world.relata("plan new.relata --db a.db --markdown")).stdout).toContain(
      "**1 tuple and 1 attribute** would not fit the new model.",
    );
  });

  test("needs a database that is there, and one that it can name", async () => {
    const world = new World(files);
    expect((await world.relata("plan new.relata --db no.db")).exitCode).toBe(4);
    expect((await world.relata("plan new.relata")).exitCode).toBe(3);
    expect(world.names()).not.toContain("no.db");
  });
});

describe("apply", () => {
  test("refuses what would strand something, with examples, and exits with 1", async () => {
    const world = await applied();
    const { exitCode, stdout, stderr } = await world.relata("apply new.relata --db a.db");
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: "" });
    expect(stderr).toBe(
      `${STRANDED}nothing was applied: mend the model, delete these first, or give --delete-stranded\n`,
    );
    expect((await world.relata("models --db a.db")).stdout.split("\n")).toHaveLength(2);
    const { refused, stranded } = JSON.parse((await world.relata("apply new.relata --db a.db --json")).stdout);
    expect([refused, stranded.attributes[0].count]).toEqual([true, 1]);
  });

  test("with --delete-stranded and --yes, says what it deletes, and deletes exactly that", async () => {
    const world = await applied();
    expect(await world.relata("apply new.relata --db a.db --delete-stranded --yes")).toEqual({
      exitCode: 0,
      stdout: "applied as model 2, and deleted 1 tuple and 1 attribute\n",
      stderr: STRANDED,
    });
    const left = FACTS.split("\n").filter((line) => line !== "" && !/^\/\/|#clerk@/.test(line));
    const exported = (await world.relata("export --db a.db")).stdout.trimEnd().split("\n");
    expect(new Set(exported)).toEqual(
      new Set(left.map((line) => line.replace(', "status": "paid"', "").replace(": 250", ":250"))),
    );
    expect((await world.relata("plan new.relata --db a.db")).exitCode).toBe(0);
  });

  test("asks on a terminal before it deletes, and takes only a yes", async () => {
    const world = await applied();
    const line = "apply new.relata --db a.db --delete-stranded";
    for (const stdin of ["n\n", "", "\n", "yep\n"]) {
      const { exitCode, stderr } = await world.relata(line, { isTTY: true, stdin, env: { NO_COLOR: "1" } });
      expect(exitCode).toBe(1);
      expect(stderr).toContain("delete 1 tuple and 1 attribute? [y/N] nothing was applied\n");
    }
    expect((await world.relata(line, { isTTY: true, stdin: "y\n" })).stdout).toBe(
      "applied as model 2, and deleted 1 tuple and 1 attribute\n",
    );
  });

  test("where nobody can be asked, does not delete without --yes", async () => {
    const world = await applied();
    const { exitCode, stderr } = await world.relata("apply new.relata --db a.db --delete-stranded");
    expect(exitCode).toBe(3);
    expect(stderr).toContain("give --yes as well");
    expect((await world.relata("plan new.relata --db a.db")).exitCode).toBe(1);
  });

  test("of what is applied already records nothing", async () => {
    const world = await applied();
    expect((await world.relata("apply authz.relata --db a.db")).stdout).toBe(
      "this is model 1, which is applied already\n",
    );
    expect((await world.relata("models --db a.db")).stdout.split("\n")).toHaveLength(2);
  });
});

describe("models", () => {
  test("lists what was applied, with message, and prints each as it was written", async () => {
    const world = await applied();
    world.write("commented.relata", `// why: nobody remembers\n${SAFE}`);
    await world.relata("apply commented.relata --db a.db");
    const { stdout } = await world.relata("models --db a.db");
    expect(stdout).toMatch(
      /^1 {2}2026-06-01T00:00:00Z {2}[0-9a-f]{12} {2}first\n2 {2}2026-06-01T00:00:00Z {2}[0-9a-f]{12}\n$/,
    );
    expect((await world.relata("models show 1 --db a.db")).stdout).toBe(MODEL);
    expect((await world.relata("models show --db a.db")).stdout).toMatch(/^\/\/ why/);
    expect(JSON.parse((await world.relata("models --db a.db --json")).stdout)).toMatchObject([
      { number: 1, message: "first", at: "2026-06-01T00:00:00Z" },
      { number: 2 },
    ]);
    expect(JSON.parse((await world.relata("models show 2 --db a.db --json")).stdout)).toMatchObject({
      number: 2,
      model: { version: 1 },
    });
  });

  test("of several files is printed as one model", async () => {
    const world = new World({
      "m/a.relata": 'model 1\nimport "./b.relata"\ntype doc { relation owner: user }\n',
      "m/b.relata": "model 1\ntype user\n",
      "f.txt": "doc:1#owner@user:ann\n",
    });
    await world.relata("import f.txt --db a.db --model m");
    await world.relata("apply m --db a.db");
    world.write("printed.relata", (await world.relata("models show --db a.db")).stdout);
    expect((await world.relata("apply printed.relata --db a.db")).stdout).toContain("applied already");
  });

  test("says what it does not know", async () => {
    const world = await applied();
    expect(await world.relata("models show 7 --db a.db")).toMatchObject({
      exitCode: 3,
      stderr: "error unknown_model: there is no model 7: `relata models` lists those that there are\n",
    });
    expect((await world.relata("models tell 1 --db a.db")).exitCode).toBe(3);
    expect((await world.relata("models show x --db a.db")).exitCode).toBe(3);
  });

  test("going back is applying an older one as it was printed", async () => {
    const world = await applied();
    await world.relata("apply safe.relata --db a.db");
    world.write("back.relata", (await world.relata("models show 1 --db a.db")).stdout);
    expect((await world.relata("apply back.relata --db a.db --message back")).stdout).toBe("applied as model 3\n");
  });
});

describe("a question over a database without --model is asked under the applied model", () => {
  const line = "check user:bob write client_abc:invoice:1 --db a.db";

  test("whatever file stands in the folder; with --model or RELATA_MODEL under that one", async () => {
    const world = await applied();
    expect((await world.relata(line)).exitCode).toBe(0);
    await world.relata("apply safe.relata --db a.db");
    expect(await world.relata(line)).toEqual({ exitCode: 1, stdout: "denied\n", stderr: "" });
    expect((await world.relata(`${line} --model authz.relata`)).exitCode).toBe(0);
    expect((await world.relata(line, { env: { RELATA_MODEL: "authz.relata" } })).exitCode).toBe(0);
  });

  test("and a terminal is told so", async () => {
    const world = await applied();
    expect((await world.relata(line, { isTTY: true })).stderr).toBe(
      "note: under model 1, applied 2026-06-01T00:00:00Z; --model names another\n",
    );
  });

  test("an import, too", async () => {
    const world = await applied();
    await world.relata("apply new.relata --db a.db --delete-stranded --yes");
    world.write("more.txt", "client_abc:invoice:1#clerk@user:ann\n");
    expect((await world.relata("import more.txt --db a.db")).exitCode).toBe(3);
    expect((await world.relata("import more.txt --db a.db --model authz.relata")).exitCode).toBe(0);
  });
});
