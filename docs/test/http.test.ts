import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { createServer, PROBLEM_STATUS, PROBLEM_TITLES, SETTINGS, type ProblemCode } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { blocksOf, ROOT } from "./blocks.ts";

const DOCUMENT = "docs/how-to/serve-keys.md";

interface Call {
  readonly command: string;
  readonly status: number;
  readonly body: unknown;
}

/** Each block is a command of curl, and the answer as a comment: its status, and what is in it. */
const calls: readonly Call[] = blocksOf("sh")
  .filter(({ document, code }) => document === DOCUMENT && code.startsWith("curl"))
  .map(({ code }) => {
    const [, command = "", status = "", body = ""] = /^([^]*?)\n# (\d+) ?(.*)\n$/.exec(code) ?? [];
    return {
      command: command.replaceAll("\\\n", " "),
      status: Number(status),
      body: body === "" ? {} : JSON.parse(body),
    };
  });

test("the commands of the page, one after the other, are answered as it says", async () => {
  const folder = mkdtempSync(join(tmpdir(), "relata-http-"));
  const file = join(folder, "authz.db");
  const { model } = readModel(blocksOf("relata").find(({ document }) => document === DOCUMENT)?.code ?? "");
  const relata = await createRelata({ model: withSystem(model), store: sqlite(file) });
  const known: Record<string, string> = { ADMIN: "a".repeat(64) };
  const server = await createServer({
    relata,
    keyStore: sqliteKeys(file),
    environment: { admin: known["ADMIN"] ?? "" },
    issuer: { issuer: "http://localhost:8787", audiences: ["volumes"], encryption: "plain", algorithm: "ES256" },
  });
  expect(calls.length).toBeGreaterThan(10);
  for (const { command, status, body } of calls) {
    const response = await server.app.request(requestOf(command, known));
    const text = await response.text();
    const answer = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    expect([command, response.status, answer]).toEqual([command, status, matching(body)]);
    remember(answer, known);
  }
  await server.close();
  await relata.close();
  rmSync(folder, { recursive: true });
});

test("the table of errors is the whole table", () => {
  const text = readFileSync(join(ROOT, "docs/reference/http.md"), "utf8");
  const errors = text.slice(text.indexOf("## Errors"));
  const rows = [...errors.matchAll(/^\| (\d{3}) +\| `(\w+)` +\| (.*?) +\|$/gm)];
  const said = rows.map(([, status, code, title]) => `${status} ${code}: ${title}`);
  const codes = Object.keys(PROBLEM_STATUS) as ProblemCode[];
  expect(said.toSorted()).toEqual(
    codes.map((code) => `${PROBLEM_STATUS[code]} ${code}: ${PROBLEM_TITLES[code]}`).sort(),
  );
});

test("the table of routes names every route that is described, and no other", () => {
  const text = readFileSync(join(ROOT, "docs/reference/http.md"), "utf8");
  const { paths } = JSON.parse(readFileSync(join(ROOT, "apps/server/openapi.json"), "utf8")) as { paths: object };
  const table = text.slice(text.indexOf("## Routes"), text.indexOf("## OAuth"));
  const rows = [...table.matchAll(/^\| (`.*?) +\|/gm)].map(([, cell = ""]) => cell);
  const said = rows.flatMap((cell) => {
    const [first = "", ...others] = [...cell.matchAll(/(\/[^`]*)`/g)].map(([, path = ""]) => path);
    // `/enable` behind `/v1/api-keys/{id}/disable` stands for its neighbour.
    return [
      first,
      ...others.map((path) => (/^\/\w+$/.test(path) && first.includes("{id}") ? first.replace(/\/\w+$/, path) : path)),
    ];
  });
  expect([...new Set(said)].sort()).toEqual(Object.keys(paths).sort());
});

test("the table of settings is the whole table", () => {
  const text = readFileSync(join(ROOT, "docs/reference/server-settings.md"), "utf8");
  const rows = [...text.matchAll(/^\| `(\w+)` +\| `(\w+)` +\| (?:`(.*?)`)? +\| (.*?) +\|$/gm)];
  const said = rows.map(([, variable, field, byDefault, means]) => ({ variable, field, byDefault, means }));
  expect(said).toEqual(
    SETTINGS.map(({ variable, field, byDefault, means, isSecret }) => ({
      variable,
      field,
      byDefault,
      means: isSecret === true ? `${means}; secret` : means,
    })),
  );
});

/** What the reader keeps of an answer. */
function remember(answer: Readonly<Record<string, unknown>>, known: Record<string, string>): void {
  const { key, secret, token = answer["access_token"] } = answer;
  if (typeof key === "object" && key !== null && "id" in key) known["ID"] = String(key.id);
  if (typeof secret === "string") known["KEY"] = secret;
  if (typeof token === "string") known["TOKEN"] = token;
}

/** The request that curl would make: `-X`, `-H`, `-u`, and `-d`, of which several are joined as a form. */
function requestOf(command: string, known: Readonly<Record<string, string>>): Request {
  const words = wordsOf(command, known);
  const after = (flag: string) => words.filter((_, i) => words[i - 1] === flag);
  const headers = new Headers(after("-H").map((line) => line.split(/: (.*)/).slice(0, 2) as [string, string]));
  const [user] = after("-u");
  if (user !== undefined) headers.set("authorization", `Basic ${btoa(user)}`);
  const data = after("-d");
  if (data.length > 0 && !headers.has("content-type")) headers.set("content-type", "application/x-www-form-urlencoded");
  const [method = data.length > 0 ? "POST" : "GET"] = after("-X");
  const url = words.find((word) => word.startsWith("localhost:")) ?? "";
  return new Request(`http://${url}`, { method, headers, ...(data.length > 0 && { body: data.join("&") }) });
}

/** The words of a line as a shell would cut them, with its variables. */
function wordsOf(line: string, known: Readonly<Record<string, string>>): readonly string[] {
  const filled = (text: string) => text.replaceAll(/\$([A-Z]+)/g, (_, name: string) => known[name] ?? "");
  return [...line.matchAll(/'([^']*)'|"((?:[^"\\]|\\.)*)"|(\S+)/g)].map(
    ([, plain, quoted, bare = ""]) => plain ?? filled(quoted?.replaceAll('\\"', '"') ?? bare),
  );
}

const ANY_TEXT: unknown = expect.stringMatching(/./);

/** `…` stands for any text, and members that the page leaves out are left open. */
function matching(body: unknown): unknown {
  if (body === "…") return ANY_TEXT;
  if (Array.isArray(body)) return body.map((one) => matching(one));
  if (typeof body !== "object" || body === null) return body;
  return expect.objectContaining(
    Object.fromEntries(Object.entries(body).map(([name, value]) => [name, matching(value)])),
  );
}
