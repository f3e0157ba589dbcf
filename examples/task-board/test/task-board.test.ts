import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { boardApp } from "../src/app.ts";
import { openBoard } from "../src/board.ts";

const folder = mkdtempSync(join(tmpdir(), "relata-board-"));
const board = await openBoard(join(folder, "board.db"));
board.run(`insert into tasks values ('roof', 'Mend the roof', 'open'), ('wall', 'Paint the wall', 'open'),
    ('door', 'Hang the door', 'done'), ('safe', 'Move the safe', 'open');
  insert into sessions values ('s-ann', 'ann'), ('s-bob', 'bob'), ('s-eve', 'eve')`);
await board.relata.write([
  "team:crew#member@user:bob",
  "board:house#lead@user:ann",
  "board:house#member@team:crew#member",
  "task:roof#board@board:house",
  "task:wall#board@board:house",
  "task:door#board@board:house",
  "task:wall#assignee@user:bob",
  "task:door#assignee@user:bob",
]);
// A program that sees the board, and has a task of its own.
const robot = await board.keys.create({ name: "robot", tuples: ["board:house#member", "task:roof#assignee"] });

let server: Server | undefined;
let base = "";
beforeAll(async () => {
  server = createServer(boardApp(board));
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server?.closeAllConnections();
  server?.close();
  await board.close();
  rmSync(folder, { recursive: true });
});

const ROBOT = { authorization: `Bearer ${robot.secret.reveal()}` };
const as = (user: string) => ({ cookie: `sid=s-${user}` });
const send = async (headers: Readonly<Record<string, string>>, path: string, method = "GET") =>
  fetch(base + path, { method, headers });
const statusOf = async (...request: Parameters<typeof send>) => (await send(...request)).status;

/** The tasks of a list, with whether they may be finished. */
const listOf = async (headers: Readonly<Record<string, string>>) => {
  const tasks = (await (await send(headers, "/tasks")).json()) as {
    readonly id: string;
    readonly mayFinish: boolean;
  }[];
  return tasks.map(({ id, mayFinish }) => [id, mayFinish]);
};

test("people and programs list the tasks that they see, with those that they may finish", async () => {
  const [door, roof, wall] = [["door", false], "roof", "wall"] as const;
  expect(await listOf(as("ann"))).toEqual([door, [roof, true], [wall, true]]);
  expect(await listOf(as("bob"))).toEqual([door, [roof, false], [wall, true]]);
  expect(await listOf(ROBOT)).toEqual([door, [roof, true], [wall, false]]);
  expect(await listOf(as("eve"))).toEqual([]);
});

test("a list is two questions, however many tasks it has", async () => {
  const questions: string[] = [];
  const stop = board.relata.observe((event) => void (event.kind === "question" && questions.push(event.question)));
  await send(as("bob"), "/tasks");
  stop();
  expect(questions).toEqual(["list_objects", "check_many"]);
});

test("a task that is not seen is not there, as one that is not", async () => {
  expect(await (await send(as("bob"), "/tasks/roof")).json()).toMatchObject({ title: "Mend the roof" });
  const [unseen, none] = [await send(as("bob"), "/tasks/safe"), await send(as("bob"), "/tasks/none")];
  expect([unseen.status, unseen.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
  expect(await unseen.json()).toEqual(await none.json());
});

test("a task is finished once, by whose it is: the row says whether it is open", async () => {
  expect(await statusOf(as("bob"), "/tasks/roof/finish", "POST")).toBe(403);
  expect(await statusOf(ROBOT, "/tasks/roof/finish", "POST")).toBe(204);
  expect(await statusOf(ROBOT, "/tasks/roof/finish", "POST")).toBe(403);
  expect(await statusOf(as("bob"), "/tasks/door/finish", "POST")).toBe(403);
});

test("a row that is gone leaves open what the policy asks, and so it is refused", async () => {
  await board.relata.write(["task:lost#assignee@user:bob"]);
  const response = await send(as("bob"), "/tasks/lost/finish", "POST");
  expect([response.status, await response.json()]).toMatchObject([403, { missing: [{ path: "resource.status" }] }]);
});

test("only the lead removes, and nonsense is refused", async () => {
  expect(await statusOf(as("bob"), "/tasks/wall", "DELETE")).toBe(403);
  expect(await statusOf(as("ann"), "/tasks/wall", "DELETE")).toBe(204);
  expect(await statusOf(as("ann"), "/tasks/wall%23assignee", "DELETE")).toBe(400);
  expect(await statusOf(as("ann"), "/tasks/*", "DELETE")).toBe(400);
});

test("strangers are asked for a credential, and a key that is revoked is refused from the next request on", async () => {
  expect(await (await send({}, "/tasks")).json()).toMatchObject({ status: 401, code: "missing_api_key" });
  expect(await (await send(as("nobody"), "/tasks")).json()).toMatchObject({ detail: "the session is over" });
  await board.keys.revoke(robot.key.id);
  expect(await (await send(ROBOT, "/tasks")).json()).toMatchObject({ status: 401, code: "invalid_api_key" });
});
