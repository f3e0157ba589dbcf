import { writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { readLimits } from "../src/limit-settings.ts";
import { start } from "../src/start.ts";
import { file, json, MODEL } from "./situation.ts";

/** A start with one setting changed, and what it logs. */
async function attempt(settings: { modelPath?: string; databasePath?: string; port?: number }) {
  const logged: string[] = [];
  const { databasePath = ":memory:", ...rest } = settings;
  const database = { kind: "sqlite", path: databasePath } as const;
  const { limits } = readLimits({});
  const complete = { database, modelPath: file(MODEL), host: "127.0.0.1", port: 0, limits, ...rest };
  const server = await start(complete, (message) => void logged.push(message));
  return { server, logged };
}

const PLAIN = "model 1\ntype user\ntype doc {\n  relation viewer: user\n  permission view = viewer\n}\n";
const QUESTION = { subject: "user:ann", permission: "view", object: "doc:plan" };

test("a started server answers, and makes its database where there is none", async () => {
  const databasePath = file();
  const modelPath = file(PLAIN);
  const { server, logged } = await attempt({ modelPath, databasePath });
  const response = await fetch(`${server.url}/v1/check`, json(QUESTION));
  expect(await response.json()).toEqual({ outcome: "denied" });
  expect(logged).toEqual([]);
  await server.close();
  const store = sqlite(databasePath);
  expect((await store.contents()).tuples).toEqual([]);
  store.close();
});

test("what is doubtful about the model is logged, and does not keep it from starting", async () => {
  const modelPath = file(
    "model 1\ntype user\ntype group { relation m: user:* }\ntype doc { relation viewer: group#m }\n",
  );
  const { server, logged } = await attempt({ modelPath });
  await server.close();
  expect(logged).toHaveLength(1);
  expect(logged[0]).toMatch(/:4:\d+: /);
  expect(logged[0]).toContain(modelPath);
});

test("a model may import what lies in its folder, and a mistake there is shown in its place", async () => {
  const part = file("model 1\ntype user\n");
  const modelPath = join(dirname(part), "main.relata");
  writeFileSync(modelPath, `model 1\nimport "./${basename(part)}"\ntype doc { relation viewer: user }\n`);
  const { server } = await attempt({ modelPath });
  expect((await fetch(`${server.url}/v1/check`, json({ ...QUESTION, permission: "viewer" }))).status).toBe(200);
  await server.close();
  writeFileSync(part, "model 1\ntype user { relation x: usr }\n");
  await expect(attempt({ modelPath })).rejects.toThrow(`${part}:2`);
});

test("a model may not import what lies outside of its folder", async () => {
  const modelPath = file('model 1\nimport "../other.relata"\n');
  await expect(attempt({ modelPath })).rejects.toMatchObject({ code: "invalid_model" });
});

test.each([
  ["missing", () => file(), "there is no such file"],
  ["a folder", () => dirname(file()), "it is a folder"],
  ["below a file", () => join(file("x"), "model.relata"), "there is no such file"],
  ["not text", () => file(Uint8Array.of(0xff, 0xfe)), "it is not text in UTF-8"],
])("a model file that is %s is named", async (_, make, reason) => {
  const modelPath = make();
  await expect(attempt({ modelPath })).rejects.toMatchObject({
    code: "model_unreadable",
    message: `the model file \`${modelPath}\` cannot be read: ${reason}`,
  });
});

test("a file that is no database is refused, and left as it was", async () => {
  const databasePath = file("this is not a database, however long one looks at it".repeat(100));
  await expect(attempt({ databasePath })).rejects.toMatchObject({ code: "store_unreadable" });
});

test("an address that is taken is refused, and the database is let go", async () => {
  const { server } = await attempt({});
  const databasePath = file();
  const port = Number(new URL(server.url).port);
  await expect(attempt({ port, databasePath })).rejects.toMatchObject({ code: "EADDRINUSE" });
  await server.close();
  const store = sqlite(databasePath, { busyTimeoutMs: 0 });
  expect(store.write({})).toMatchObject({ written: 0 });
  store.close();
});
