import { expect, test } from "vitest";
import { World } from "./world.ts";

const ONE = "client_abc:invoice:1";

test("check says allowed, and ends with 0", async () => {
  const world = new World();
  expect(await world.relata(`check user:ann read ${ONE} --tuples facts.txt`)).toEqual({
    exitCode: 0,
    stdout: "allowed\n",
    stderr: "",
  });
});

test("check says denied, and ends with 1, also of an id that nothing names", async () => {
  const world = new World();
  for (const subject of ["user:stranger", "apikey:nobody", "user:*"]) {
    expect(await world.relata(`check ${subject} read ${ONE} --tuples facts.txt`)).toEqual({
      exitCode: 1,
      stdout: "denied\n",
      stderr: "",
    });
  }
});

test("check says conditional with all that is missing, and ends with 2", async () => {
  const world = new World();
  expect(await world.relata("check user:ann refund client_abc:invoice:2 --tuples facts.txt")).toEqual({
    exitCode: 2,
    stdout:
      "conditional\n  needs resource.amount of client_abc:invoice:2\n  needs resource.status of client_abc:invoice:2\n",
    stderr: "",
  });
});

test("check with --json prints the question and the decision on one line", async () => {
  const world = new World();
  const { exitCode, stdout } = await world.relata("check user:ann refund client_abc:invoice:2 -t facts.txt --json");
  expect(exitCode).toBe(2);
  expect(stdout.split("\n")).toHaveLength(2);
  const of = { type: "client_abc:invoice", id: "2" };
  expect(JSON.parse(stdout)).toEqual({
    subject: "user:ann",
    permission: "refund",
    object: "client_abc:invoice:2",
    outcome: "conditional",
    missing: [
      { path: "resource.amount", of },
      { path: "resource.status", of },
    ],
  });
});

test("--resource decides what was conditional, and what is stored wins over it", async () => {
  const world = new World();
  const asked = async (id: number, resource: unknown) => {
    const line = ["check", "user:ann", "refund", `client_abc:invoice:${id}`, "--tuples", "facts.txt"];
    return (await world.run([...line, "--resource", JSON.stringify(resource)])).stdout;
  };
  expect(await asked(2, { amount: 10, status: "paid" })).toBe("allowed\n");
  expect(await asked(2, { amount: 1_001, status: "paid" })).toBe("denied\n");
  expect(await asked(1, { amount: 1_001 })).toBe("allowed\n");
});

test("--context answers a policy that asks the request", async () => {
  const world = new World({
    "m.relata": `model 1
      type user
      context region: string
      type doc {
        relation owner: user with european
      }
      policy european = json { "==": [{ "var": "context.region" }, "eu"] }`,
    "f.txt": "doc:1#owner@user:ann with european",
  });
  const line = ["check", "user:ann", "owner", "doc:1", "--tuples", "f.txt"];
  expect((await world.run(line)).stdout).toBe("conditional\n  needs context.region\n");
  expect((await world.run([...line, "--context", '{"region":"eu"}'])).exitCode).toBe(0);
  expect((await world.run([...line, "--context", '{"region":"us"}'])).exitCode).toBe(1);
});

test("--now is the instant of the question, for windows and for policies", async () => {
  const world = new World();
  const asked = async (subject: string, now: string) =>
    (await world.relata(`check ${subject} read ${ONE} --tuples facts.txt --now ${now}`)).exitCode;
  expect(await asked("user:bob", "2026-12-31T23:59:59Z")).toBe(0);
  expect(await asked("user:bob", "2027-01-01T00:00:00Z")).toBe(1);
  expect(await asked("user:eve", "2026-01-01T00:00:00Z")).toBe(0);
  expect(await asked("user:eve", "2025-12-31T23:59:59.999999999Z")).toBe(1);
});

test("facts come from several files, and from standard input", async () => {
  const world = new World();
  world.write("more.txt", "client_abc:invoice:9#folder@folder:open\n");
  const line = "check user:zoë read client_abc:invoice:9 --tuples facts.txt";
  expect((await world.relata(line)).exitCode).toBe(1);
  expect((await world.relata(`${line} --tuples more.txt`)).exitCode).toBe(0);
  expect((await world.relata(`${line} -t -`, { stdin: "client_abc:invoice:9#owner@user:zoë" })).exitCode).toBe(0);
});

test("a database answers as its facts do", async () => {
  const world = new World();
  await world.relata("import facts.txt --db a.db");
  for (const subject of ["user:ann", "user:bob", "user:eve", "user:bad"]) {
    for (const object of ["client_abc:invoice:1", "client_abc:invoice:2"]) {
      const line = `explain ${subject} read ${object} --json`;
      expect(await world.relata(`${line} --db a.db`)).toEqual(await world.relata(`${line} --tuples facts.txt`));
    }
  }
});
