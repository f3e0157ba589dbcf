import { expect, test } from "vitest";
import { FACTS, MODEL, World } from "./world.ts";

const QUESTIONS = `// who may read what
user:ann read client_abc:invoice:1

user:bob   read client_abc:invoice:2
{"subject": "user:ann", "permission": "refund", "object": "client_abc:invoice:2", "resource": {"amount": 5}}
`;

function worldWith(questions: string): World {
  return new World({ "authz.relata": MODEL, "facts.txt": FACTS, "asked.txt": questions });
}

test("check --batch answers a question a line, and ends with the gravest code", async () => {
  expect(await worldWith(QUESTIONS).relata("check --batch asked.txt --tuples facts.txt")).toEqual({
    exitCode: 1,
    stdout: `allowed      user:ann read client_abc:invoice:1
denied       user:bob read client_abc:invoice:2
conditional  user:ann refund client_abc:invoice:2: needs resource.status of client_abc:invoice:2
`,
    stderr: "",
  });
});

test.each([
  ["user:ann read client_abc:invoice:1", 0],
  ["", 0],
  ["user:ann refund client_abc:invoice:2", 2],
  ["user:ann refund client_abc:invoice:2\nuser:bob read client_abc:invoice:2", 1],
  ["user:bob read client_abc:invoice:2\nuser:ann reed client_abc:invoice:1", 3],
])("a batch of %j ends with %i", async (questions, code) => {
  expect((await worldWith(questions).relata("check --batch asked.txt -t facts.txt")).exitCode).toBe(code);
});

test("a question that passes its budget has no answer, and the others have theirs", async () => {
  const questions =
    "user:bob read client_abc:invoice:1\nuser:ann owner client_abc:invoice:1\nuser:ann reed folder:open";
  const { exitCode, stdout } = await worldWith(questions).relata("check --batch asked.txt -t facts.txt --budget 1");
  expect(exitCode).toBe(4);
  const [first, second, third] = stdout.split("\n");
  expect(first).toMatch(/^failed {7}user:bob read client_abc:invoice:1: budget_exceeded: /);
  expect(second).toBe("allowed      user:ann owner client_abc:invoice:1");
  expect(third).toMatch(/^failed {7}user:ann reed folder:open: unknown_permission: /);
});

test("check --batch with --json prints the questions with their outcomes on one line, also from standard input", async () => {
  const world = worldWith("");
  const stdin = `${QUESTIONS}user:ann reed folder:open\n`;
  const { stdout } = await world.run(["check", "--batch", "-", "-t", "facts.txt", "--json"], { stdin });
  expect(stdout.split("\n")).toHaveLength(2);
  const answers = JSON.parse(stdout) as readonly Record<string, unknown>[];
  expect(answers.map(({ outcome, error }) => outcome ?? error)).toEqual([
    "allowed",
    "denied",
    "conditional",
    { code: "unknown_permission", message: "type `folder` has no relation or permission `reed`" },
  ]);
  expect(answers[0]).toMatchObject({ subject: "user:ann", permission: "read", object: "client_abc:invoice:1" });
});

test.each([
  ["check --batch none.txt", "the questions in none.txt cannot be read"],
  ["check user:ann read client_abc:invoice:1 --batch asked.txt", "give one question, or --batch FILE, not both"],
  ["check user:ann read", "missing required argument 'object'"],
  ["check --batch asked.txt --resource {}", "--resource is of one object"],
  ["check --batch asked.txt", "line 2 is no question: write `user:ann view folder:plans`"],
  ["check user:ann read client_abc:invoice:1 --deadline soon", "--deadline is a whole number: `soon` is none"],
  ["check user:ann read client_abc:invoice:1 --budget 0", "`budget` is a whole number of nodes, from 1 on"],
])("%s is wrong input", async (line, message) => {
  const { exitCode, stderr } = await worldWith("user:ann read folder:open\nuser:ann read\n").relata(
    `${line} -t facts.txt`,
  );
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining(message)]);
});

test("--assume asks as if a tuple were there, and writes nothing", async () => {
  const world = new World();
  const line = "check user:new read client_abc:invoice:1 -t facts.txt";
  expect((await world.relata(line)).stdout).toBe("denied\n");
  expect((await world.relata(`${line} --assume group:eng#member@user:new`)).stdout).toBe("allowed\n");
  const { exitCode, stderr } = await world.relata(`${line} --assume group:eng#member@user:new --assume group:eng`);
  expect([exitCode, stderr]).toEqual([3, expect.stringContaining("`tuples[1]`: ")]);
});

test("--deadline ends with no answer once it has passed", async () => {
  const world = new World();
  const line = ["check", "user:ann", "read", "client_abc:invoice:1", "-t", "facts.txt", "--deadline", "500"];
  const { exitCode, stderr } = await world.run(line, { tickMs: 1_000 });
  expect([exitCode, stderr]).toEqual([4, expect.stringContaining("deadline_exceeded: the question was not answered")]);
});

test("permissions prints what a subject may do, an object a line, everything of a type last", async () => {
  const world = new World();
  expect(await world.relata("permissions user:ann --tuples facts.txt")).toEqual({
    exitCode: 0,
    stdout: `client_abc:invoice:1  read, refund, write
client_abc:invoice:2  read, write, refund (needs resource.amount of client_abc:invoice:2, resource.status of client_abc:invoice:2)
folder:open           view
`,
    stderr: "",
  });
  expect(
    (await world.relata("permissions user:bad -t facts.txt --object folder:open --object folder:other")).stdout,
  ).toBe("folder:open   none\nfolder:other  none\n");
  const json = await world.relata("permissions user:ann -t facts.txt --type folder --permission view --json");
  expect(JSON.parse(json.stdout)).toEqual([{ object: "folder:open", allowed: ["view"], conditional: [] }]);
});
