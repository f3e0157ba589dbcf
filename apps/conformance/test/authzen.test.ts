import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, afterEach, describe, expect, test } from "vitest";

import { exampleOf } from "../src/authzen/authzen-suites.ts";
import { ownServer } from "../src/authzen/own-server.ts";
import { run } from "../src/program.ts";

const DATA =
  process.env["RELATA_CONFORMANCE"] ?? fileURLToPath(new URL("../../../../shared/conformance", import.meta.url));
const DECISIONS = join(DATA, "authzen");
const folder = mkdtempSync(join(tmpdir(), "relata-authzen-test-"));
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function authzen(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await run(["authzen", ...argv], {
    out: { write: (text) => out.push(text) },
    err: { write: (text) => err.push(text) },
  });
  return { exitCode, stdout: out.join(""), stderr: err.join("") };
}

async function served(suite: Parameters<typeof exampleOf>[0]) {
  const server = await ownServer(exampleOf(suite));
  closing.push(server.close);
  return server;
}

const todo = (ownerID: string) => ({ type: "todo", id: "1", properties: { ownerID } });

/** A policy decision point that answers everything alike. */
async function stub(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test("the certification scenario passes on all levels, over HTTP", async () => {
  const { exitCode, stdout } = await authzen("certification");
  expect(stdout).toBe(
    [
      "✓ Basic Core         22 passed, 0 failed",
      "✓ Basic Properties   4 passed, 0 failed",
      "✓ Batch Core         9 passed, 0 failed",
      "✓ Batch Properties   3 passed, 0 failed",
      "✓ Search Core        21 passed, 0 failed",
      "✓ Search Properties  3 passed, 0 failed",
      "✓ Discovery          1 passed, 0 failed",
      "63 passed, 0 failed",
      "",
    ].join("\n"),
  );
  expect(exitCode).toBe(0);
});

test("without decisions the scenario is run, and what is not is named", async () => {
  const { exitCode, stdout, stderr } = await authzen("--data", folder);
  expect([exitCode, stdout.split("\n").at(-2)]).toEqual([0, "63 passed, 0 failed"]);
  expect(stderr).toBe(`not run: todo and search, whose decisions are not in \`${folder}\`\n`);
});

describe("a server that is there", () => {
  test("is asked with the key that is given", async () => {
    const { url, key } = await served("certification");
    expect(await authzen("--url", url, "--key", key)).toMatchObject({ exitCode: 0 });
    const { exitCode, stdout } = await authzen("--url", url, "--key", "wrong");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("got 401");
    expect(stdout).not.toContain("✓ Basic");
  });

  test("fails where it says yes to everything", async () => {
    const url = await stub((_, response) => {
      response.setHeader("content-type", "application/json");
      response.end('{"decision": true, "results": [], "evaluations": [{"decision": true}, {"decision": true}]}');
    });
    const { exitCode, stdout } = await authzen("--url", url);
    expect(exitCode).toBe(1);
    for (const failed of [
      "✗ Basic Core › 2.2.2 what is denied\n",
      "expected the decision false",
      "✗ Basic Core › 2.4.1 without `subject`\n",
      "✗ Basic Core › 2.5.1 the id of the request comes back\n",
      "✗ Batch Core › 3.2.2 decisions in order\n",
      '✗ Search Core › 4.2.1 subjects\n  sent {"subject":{"type":"user"}',
      "✗ Discovery › 6 metadata\n  expected `policy_decision_point`",
    ])
      expect(stdout).toContain(failed);
    expect(stdout).toContain("Batch Properties   0 passed, 3 failed");
  });

  test("fails where it does not answer, and keeps its key where its metadata lead elsewhere", async () => {
    const shown: (string | undefined)[] = [];
    const other = await stub((request, response) => {
      shown.push(request.headers.authorization);
      response.end();
    });
    const url = await stub((request, response) => {
      if (request.method === "POST") return request.socket.destroy();
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ access_evaluation_endpoint: `${other}/steal` }));
      return undefined;
    });
    const { exitCode, stdout } = await authzen("--url", url, "--key", "a-key");
    expect([exitCode, shown]).toEqual([1, []]);
    expect(stdout).toContain("✗ Basic Core › 2.2.1 what is allowed\n  no answer: fetch failed");
  });
});

test("wrong input is told with 3", async () => {
  expect(await authzen("certificates")).toMatchObject({
    exitCode: 3,
    stderr: "error: the suites are certification, todo, search, and not `certificates`\n",
  });
  expect(await authzen("--url", "nowhere")).toMatchObject({ exitCode: 3 });
  expect((await authzen("todo", "--data", folder)).stderr).toContain("name their folder with `--data`");
  writeFileSync(join(folder, "todo-decisions.json"), "{}");
  expect(await authzen("todo", "--data", folder)).toMatchObject({ exitCode: 3 });
  rmSync(join(folder, "todo-decisions.json"));
});

test("decisions are asked of the API that their request is for, and held to what they expect", async () => {
  const subject = { type: "user", id: "CiRmZDE2MTRkMy1jMzlhLTQ3ODEtYjdiZC04Yjk2ZjVhNTEwMGQSBWxvY2Fs" };
  const action = { name: "can_update_todo" };
  const evaluations = [{ resource: todo("morty@the-citadel.com") }, { resource: todo("rick@the-citadel.com") }];
  const decisions = {
    evaluation: [
      { request: { subject, action, resource: todo("morty@the-citadel.com") }, expected: true },
      { request: { subject, action, resource: todo("rick@the-citadel.com") }, expected: true },
      {
        request: { subject, resource: { type: "todo", id: "1" } },
        expected: { results: [{ name: "can_read_todos" }] },
      },
    ],
    evaluations: [
      { request: { subject, action, resource: {}, evaluations }, expected: [{ decision: true }, { decision: false }] },
    ],
  };
  writeFileSync(join(folder, "todo-decisions.json"), JSON.stringify(decisions));
  const { exitCode, stdout } = await authzen("todo", "--data", folder);
  expect(exitCode).toBe(1);
  expect(stdout).toContain("✗ Todo › todo-decisions.json 2\n");
  expect(stdout).toContain("✗ Todo › todo-decisions.json 3\n");
  expect(stdout).toContain("2 passed, 2 failed");
  rmSync(join(folder, "todo-decisions.json"));
});

describe("decisions of the scenarios of interoperability", () => {
  const isHere = existsSync(DECISIONS);
  const why = isHere ? "" : ` (not run: there is no ${DECISIONS}; RELATA_CONFORMANCE names the folder)`;

  test.skipIf(!isHere)(`are all as they are expected${why}`, async () => {
    const { exitCode, stdout } = await authzen("todo", "search");
    expect(stdout).not.toContain("✗");
    expect(exitCode).toBe(0);
  });

  test.skipIf(!isHere)(`hold for searches of resources too: those of subjects the other way round${why}`, async () => {
    const { url, key } = await served("search");
    const { evaluation } = JSON.parse(readFileSync(join(DECISIONS, "search/subject-results.json"), "utf8")) as {
      evaluation: {
        request: { resource: { id: string }; action: { name: string } };
        expected: { results: { id: string }[] };
      }[];
    };
    for (const id of ["alice", "bob", "carol", "dan", "erin", "felix"]) {
      for (const name of ["view", "edit", "delete"]) {
        const body = { subject: { type: "user", id }, action: { name }, resource: { type: "record" } };
        const response = await fetch(`${url}/access/v1/search/resource`, {
          method: "POST",
          headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
          body: JSON.stringify(body),
        });
        const { results } = (await response.json()) as { results: { id: string }[] };
        const expected = evaluation
          .filter(
            ({ request, expected: { results: all } }) =>
              request.action.name === name && all.some((one) => one.id === id),
          )
          .map(({ request }) => request.resource.id);
        expect([id, name, results.map((one) => one.id)]).toEqual([id, name, expected]);
      }
    }
  });
});
