import { expect, test } from "vitest";
import { World } from "./world.ts";

test("list-objects prints what is allowed, a line each, and notes what is conditional beside it", async () => {
  const world = new World();
  expect(await world.relata("list-objects user:ann read client_abc:invoice --tuples facts.txt")).toEqual({
    exitCode: 0,
    stdout: "client_abc:invoice:1\nclient_abc:invoice:2\n",
    stderr: "",
  });
  expect(await world.relata("list-objects user:ann refund client_abc:invoice --tuples facts.txt")).toEqual({
    exitCode: 0,
    stdout: "client_abc:invoice:1\n",
    stderr: "conditional: client_abc:invoice:2 needs resource.amount, resource.status\n",
  });
});

test("list-objects prints nothing where there is nothing, and still ends with 0", async () => {
  const world = new World();
  expect(await world.relata("list-objects user:bad view folder --tuples facts.txt")).toEqual({
    exitCode: 0,
    stdout: "",
    stderr: "",
  });
});

test("list-objects with --json has every entry and what it needs", async () => {
  const world = new World();
  const { stdout, stderr } = await world.relata("list-objects user:ann refund client_abc:invoice -t facts.txt --json");
  const of = { type: "client_abc:invoice", id: "2" };
  expect(JSON.parse(stdout)).toEqual([
    { reference: "client_abc:invoice:1", outcome: "allowed" },
    {
      reference: "client_abc:invoice:2",
      outcome: "conditional",
      missing: [
        { path: "resource.amount", of },
        { path: "resource.status", of },
      ],
    },
  ]);
  expect(stderr).toBe("");
});

test("list-subjects prints a wildcard and its exceptions on one line that is no reference", async () => {
  const world = new World();
  const { stdout, stderr } = await world.relata("list-subjects user view folder:open --tuples facts.txt");
  expect(stdout).toBe("user:* except user:bad, user:worse\n");
  expect(stderr).toBe("");
});

test("list-subjects prints a wildcard without exceptions as it is", async () => {
  const world = new World();
  world.write("all.txt", "folder:f#viewer@user:*");
  expect((await world.relata("list-subjects user view folder:f --tuples all.txt")).stdout).toBe("user:*\n");
});

test("list-subjects lists sets where sets are asked for", async () => {
  const world = new World();
  const line = "list-subjects group#member write client_abc:invoice:1 --tuples facts.txt";
  expect((await world.relata(line)).stdout).toBe("group:eng#member\n");
});

test("list-subjects with --json has the exceptions as a list, and takes --resource", async () => {
  const world = new World();
  const { stdout } = await world.relata("list-subjects user view folder:open --tuples facts.txt --json");
  expect(JSON.parse(stdout).at(-1)).toEqual({
    reference: "user:*",
    outcome: "allowed",
    except: ["user:bad", "user:worse"],
  });
  const refund = "list-subjects user refund client_abc:invoice:2 --tuples facts.txt --resource";
  const amount = JSON.stringify({ amount: 1, status: "paid" });
  expect((await world.run([...refund.split(" "), amount])).stdout).toBe("user:ann\n");
});

const DOORS = `model 1
type user
context open: boolean
type door {
  relation guest: user:* | user:* with hours
  relation watched: user with hours
  permission enter = guest - watched
}
policy hours = json { "var": "context.open" }`;

test("a wildcard does not stand for whom it is only conditional", async () => {
  const world = new World({ "m.relata": DOORS, "f.txt": "door:1#guest@user:*\ndoor:1#watched@user:ann with hours" });
  expect(await world.relata("list-subjects user enter door:1 --tuples f.txt")).toEqual({
    exitCode: 0,
    stdout: "user:* except user:ann\n",
    stderr: "conditional: user:ann needs context.open\n",
  });
});

test("a wildcard that is conditional stands in a note, never on a line of its own", async () => {
  const world = new World({ "m.relata": DOORS, "f.txt": "door:1#guest@user:* with hours" });
  expect(await world.relata("list-subjects user enter door:1 --tuples f.txt")).toEqual({
    exitCode: 0,
    stdout: "",
    stderr: "conditional: user:* needs context.open\n",
  });
});

test("lists are exactly what check grants", async () => {
  const world = new World();
  const listed = (await world.relata("list-subjects user read client_abc:invoice:1 --tuples facts.txt")).stdout;
  for (const id of ["ann", "bob", "eve", "bad", "worse"]) {
    const { exitCode } = await world.relata(`check user:${id} read client_abc:invoice:1 --tuples facts.txt`);
    expect(listed.split("\n").includes(`user:${id}`)).toBe(exitCode === 0);
  }
});

test("several permissions are listed at once, those that are allowed behind a tab", async () => {
  const world = new World();
  const line = "list-objects user:ann read client_abc:invoice --permission write -p refund --tuples facts.txt";
  const { stdout, stderr } = await world.relata(line);
  expect(stdout).toBe("client_abc:invoice:1\tread write refund\nclient_abc:invoice:2\tread write\n");
  expect(stderr).toBe("conditional: client_abc:invoice:2 refund needs resource.amount, resource.status\n");
  expect(JSON.parse((await world.relata(`${line} --json`)).stdout)).toMatchObject([
    { reference: "client_abc:invoice:1", permissions: [{ permission: "read", outcome: "allowed" }, {}, {}] },
    { permissions: [{}, {}, { permission: "refund", outcome: "conditional" }] },
  ]);
});

test("a page ends with a note of how to get the next one, which is none on the last", async () => {
  const world = new World();
  const line = "list-objects user:ann read client_abc:invoice --limit 1 --tuples facts.txt";
  const first = await world.relata(line);
  expect(first.stdout).toBe("client_abc:invoice:1\n");
  const [, cursor = ""] = /^note: there are more: the same with --after '(.+)'\n$/.exec(first.stderr) ?? [];
  const last = await world.relata(`${line} --after ${cursor}`);
  expect(last).toEqual({ exitCode: 0, stdout: "client_abc:invoice:2\n", stderr: "" });
  const json = JSON.parse((await world.relata(`${line} --json`)).stdout) as { next: string };
  expect(json).toMatchObject({ entries: [{ reference: "client_abc:invoice:1" }], next: expect.any(String) as string });
  const other = await world.relata(`list-objects user:eve read client_abc:invoice --after ${json.next} -t facts.txt`);
  expect(other.exitCode).toBe(3);
  expect(other.stderr).toContain("the cursor is of another list");
});

test("a page over a database is of the state of the first one", async () => {
  const world = new World();
  await world.relata("migrate up --db authz.db");
  await world.relata("import facts.txt --db authz.db");
  const line = "list-subjects user write client_abc:invoice:1 --db authz.db --limit 1";
  const first = await world.relata(line);
  expect(first.stdout).toBe("user:ann\n");
  const [, cursor = ""] = /--after '(.+)'/.exec(first.stderr) ?? [];
  await world.relata("delete --db authz.db --subject user:bob --yes");
  expect((await world.relata(`${line} --after ${cursor}`)).stdout).toBe("user:bob\n");
  expect((await world.relata("list-subjects user write client_abc:invoice:1 --db authz.db")).stdout).toBe("user:ann\n");
});

test("a scope holds what lies below an object", async () => {
  const world = new World();
  world.write("below.txt", "client_abc:invoice:1#folder@folder:q1\nfolder:q1#parent@folder:all\n");
  const line = "list-objects user:ann read client_abc:invoice -t facts.txt -t below.txt --within folder:all";
  expect((await world.relata(`${line} --through folder --through parent`)).stdout).toBe("client_abc:invoice:1\n");
  expect((await world.relata(`${line} --through folder`)).stdout).toBe("");
  expect((await world.relata(line)).exitCode).toBe(3);
});
