import { describe, expect, test } from "vitest";
import { DATABASES, databases, newPrefix } from "./databases.ts";
import { World } from "./world.ts";

const dbOf = databases();

describe.each(DATABASES)("on %s", (name) => {
  /** A world with a database of its own, and how a line is run over it. */
  async function filled() {
    const world = new World();
    const prefix = newPrefix();
    const over = (line: string) => `${line} --db ${dbOf(name)} --prefix ${prefix}`;
    const relata = (line: string, how = {}) => world.relata(over(line), how);
    expect(await relata("import facts.txt")).toMatchObject({ exitCode: 0, stderr: "" });
    return { world, relata, over };
  }

  test("questions, lists and explanations are answered", async () => {
    const { relata } = await filled();
    expect(await relata("check user:ann read client_abc:invoice:2")).toMatchObject({ exitCode: 0, stderr: "" });
    expect((await relata("explain user:nn read client_abc:invoice:2")).exitCode).toBe(1);
    expect((await relata("list-subjects user read client_abc:invoice:2")).stdout).toBe("user:ann\n");
    expect((await relata("list-objects user:ann owner client_abc:invoice")).stdout).toBe(
      "client_abc:invoice:1\nclient_abc:invoice:2\n",
    );
  });

  test("an export is read by an import into another store of the same database, and is the same there", async () => {
    const { relata, world } = await filled();
    for (const format of ["text", "ndjson"]) {
      const { stdout } = await relata(`export --format ${format}`);
      world.write(`out.${format}`, stdout);
      expect((await relata(`import out.${format} --format ${format} --store ${format}`)).exitCode).toBe(0);
      expect((await relata(`export --format ${format} --store ${format}`)).stdout).toBe(stdout);
    }
    expect((await relata("stores list")).stdout).toBe("main\nndjson\ntext\n");
    expect((await relata("count --store nobody")).stdout).toBe("0\n");
  });

  test("CSV holds tuples or attributes, and --kind says which", async () => {
    const { relata, world } = await filled();
    expect(await relata("export --format csv")).toMatchObject({
      exitCode: 3,
      stderr: expect.stringContaining("a CSV file holds tuples or attributes"),
    });
    for (const kind of ["tuples", "attributes"]) {
      expect(await relata(`export --kind ${kind} --out ${kind}.csv`)).toEqual({ exitCode: 0, stdout: "", stderr: "" });
      expect((await relata(`import ${kind}.csv --store copy`)).exitCode).toBe(0);
    }
    expect(world.read("attributes.csv")).toContain("amount");
    expect((await relata("export --store copy")).stdout).toBe((await relata("export")).stdout);
  });

  test("a filter chooses tuples, and no attributes", async () => {
    const { relata } = await filled();
    const filters = {
      "--type folder": 3,
      "--object client_abc:invoice:1": 3,
      "--relation owner": 2,
      "--subject user:ann": 2,
      "--subject-type group": 1,
      "--type client_abc:invoice --relation owner --subject user:ann": 2,
    };
    for (const [filter, count] of Object.entries(filters)) {
      expect([filter, (await relata(`count ${filter}`)).stdout]).toEqual([filter, `${count}\n`]);
      expect((await relata(`export ${filter}`)).stdout.trimEnd().split("\n")).toHaveLength(count);
      expect((await relata(`tuples ${filter}`)).stdout).toBe((await relata(`export ${filter}`)).stdout);
    }
    expect((await relata("count")).stdout).toBe("8\n");
    expect((await relata("count --type folder --object folder:open")).exitCode).toBe(3);
  });

  test("tuples are read page by page, of one state, whatever is written meanwhile", async () => {
    const { relata } = await filled();
    const before = (await relata("tuples")).stdout;
    let after = "";
    let read = "";
    for (const pages of [1, 2, 3]) {
      const { stdout, stderr } = await relata(`tuples --limit 3${after}`);
      read += stdout;
      const [, cursor] = /--after '(\S+)'\n$/.exec(stderr) ?? [];
      expect(cursor === undefined).toBe(pages === 3);
      after = ` --after ${cursor}`;
      await relata("delete --subject-type user --relation owner --yes");
      await relata("import -", { stdin: `folder:new${pages}#viewer@user:ann` });
    }
    expect(read).toBe(before);
    const page = JSON.parse((await relata("tuples --limit 2 --json")).stdout);
    expect(page).toEqual({ tuples: expect.any(Array), token: expect.any(String), next: expect.any(String) });
    expect((await relata("tuples --type group --after nonsense")).stderr).toMatch(/^error invalid_cursor: /);
  });

  test("a deletion is looked at first, and asked for", async () => {
    const { relata } = await filled();
    const line = "delete --type folder --relation banned";
    const preview = "2 tuples match:\n  folder:open#banned@user:bad\n  folder:open#banned@user:worse\n";
    expect(await relata(`${line} --dry-run`)).toEqual({ exitCode: 0, stdout: preview, stderr: "" });
    expect(await relata(line)).toMatchObject({ exitCode: 3, stderr: expect.stringContaining("give --yes as well") });
    const declined = await relata(line, { isTTY: true, stdin: "n\n" });
    expect(declined).toMatchObject({ exitCode: 1, stdout: "" });
    expect(declined.stderr).toContain("delete 2 tuples? [y/N] nothing was deleted\n");
    expect((await relata("count")).stdout).toBe("8\n");
    expect((await relata(line, { isTTY: true, stdin: "y\n" })).stdout).toBe("deleted 2 tuples\n");
    expect((await relata(`${line} --yes`)).stdout).toBe("deleted 0 tuples\n");
    const json = await relata("delete --subject user:ann --yes --batch 1 --json");
    expect(JSON.parse(json.stdout)).toEqual({ deleted: 2, isComplete: true, token: expect.any(String) });
  });

  test("a deletion without a filter is refused, also with --yes", async () => {
    const { relata } = await filled();
    expect(await relata("delete --yes")).toMatchObject({
      exitCode: 3,
      stderr: expect.stringMatching(/^error usage: without a filter every tuple would be deleted/),
    });
    expect((await relata("count")).stdout).toBe("8\n");
  });

  test("a token names a state that questions can be asked of, before and after a deletion", async () => {
    const { relata } = await filled();
    const token = (await relata("import facts.txt --token")).stdout.trimEnd();
    const deleted = (await relata("delete --relation owner --yes --token")).stdout.trimEnd();
    const line = "check user:ann read client_abc:invoice:2 --consistency";
    expect((await relata(`${line} exactly:${token}`)).exitCode).toBe(0);
    expect((await relata(`count --consistency exactly:${token}`)).stdout).toBe("8\n");
    for (const state of ["fast", "latest", `at-least:${deleted}`, `exactly:${deleted}`]) {
      expect([state, (await relata(`${line} ${state}`)).exitCode]).toEqual([state, 1]);
    }
    expect(await relata(`${line} sometimes`)).toMatchObject({ exitCode: 3 });
    expect((await relata(`${line} exactly:x`)).stderr).toMatch(/^error invalid_consistency_token: /);
    expect((await relata(`${line} latest --store other`)).exitCode).toBe(1);
    expect(await relata(`${line} at-least:${token} --store other`)).toMatchObject({ exitCode: 3 });
  });

  test("history is forgotten on demand, and what is live stays", async () => {
    const { relata } = await filled();
    const token = (await relata("import facts.txt --token")).stdout.trimEnd();
    await relata("delete --relation owner --yes");
    const before = (await relata("export")).stdout;
    expect((await relata("gc")).stdout).toMatch(/^forgot 0 tuples, /);
    expect((await relata("gc --before 2027-01-01")).stdout).toMatch(
      /^forgot 2 tuples, 0 attributes, \d transactions?, 0 idempotency keys of the past; history reaches back to revision \d+\n$/,
    );
    expect(await relata(`count --consistency exactly:${token}`)).toMatchObject({
      exitCode: 4,
      stderr: expect.stringMatching(/^error snapshot_expired: /),
    });
    expect((await relata("export")).stdout).toBe(before);
    for (const wrong of ["--before tomorrow", "--keep long", "--keep 1d --before 2026-01-01"]) {
      expect((await relata(`gc ${wrong}`)).exitCode).toBe(3);
    }
  });

  test("a store is deleted as a whole, after a question, and its neighbours stay", async () => {
    const { relata } = await filled();
    await relata("import facts.txt --store acme");
    expect((await relata("stores delete acme")).exitCode).toBe(3);
    expect((await relata("stores delete acme", { isTTY: true, stdin: "n\n" })).exitCode).toBe(1);
    expect((await relata("stores list --json")).stdout).toBe('["acme","main"]\n');
    expect(await relata("stores delete acme --yes")).toEqual({
      exitCode: 0,
      stdout: "deleted the store `acme`\n",
      stderr: "",
    });
    expect((await relata("stores delete acme --yes")).exitCode).toBe(1);
    expect((await relata("stores list")).stdout).toBe("main\n");
    expect((await relata("count")).stdout).toBe("8\n");
  });

  test("models are planned, applied and listed, each store having its own", async () => {
    const { relata, world } = await filled();
    expect((await relata("apply authz.relata --message first")).stdout).toBe("applied as model 1\n");
    world.write(
      "new.relata",
      world.read("authz.relata").replace("  relation banned: user\n", "").replace(" - banned", ""),
    );
    const planned = await relata("plan new.relata");
    expect({ ...planned, stdout: "" }).toMatchObject({ exitCode: 1, stderr: "" });
    expect(planned.stdout).toContain("compared with model 1, ");
    expect((await relata("apply new.relata")).exitCode).toBe(1);
    expect((await relata("apply new.relata --delete-stranded --yes")).stdout).toBe(
      "applied as model 2, and deleted 2 tuples\n",
    );
    expect((await relata("models")).stdout.trimEnd().split("\n")).toHaveLength(2);
    expect((await relata("models --store other")).stdout).toBe("");
  });

  test("a database whose tables nobody made is refused by what reads, and is not made", async () => {
    const { world, over } = await filled();
    const elsewhere = (line: string) => world.relata(over(line).replace(/--prefix \S+/, `--prefix ${newPrefix()}`));
    for (const line of ["count", "check user:ann read client_abc:invoice:1", "apply authz.relata"]) {
      expect(await elsewhere(line)).toMatchObject({
        exitCode: 4,
        stdout: "",
        stderr: expect.stringMatching(/^error store_outdated: .*`relata migrate/),
      });
    }
  });
});
