import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { createRelata, readModel } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { file, json, MODEL } from "./situation.ts";

type Child = ChildProcessByStdio<null, null, Readable>;

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A server as an operator starts it, but from the sources, and what it says on the way. */
function server(env: Record<string, string>): { readonly child: Child; readonly said: () => string } {
  const node = ["--conditions=@relata/source", "--import", at("child/typescript-loader.mjs"), at("../src/main.ts")];
  const child = spawn(process.execPath, node, {
    stdio: ["ignore", "ignore", "pipe"],
    env: { PATH: process.env["PATH"], PORT: "0", RELATA_DB: ":memory:", ...env },
  });
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  return { child, said: () => text };
}

/** How the process ended by itself, and all that it said. */
async function ended(env: Record<string, string>): Promise<readonly [unknown, string]> {
  const { child, said } = server(env);
  const [code] = (await once(child, "close")) as readonly unknown[];
  return [code, said()];
}

async function until(said: () => string, pattern: RegExp): Promise<string> {
  for (;;) {
    const [, found] = pattern.exec(said()) ?? [];
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test.each(["SIGTERM", "SIGINT"] as const)("a server answers from its file, and ends well at %s", async (signal) => {
  const [RELATA_MODEL, RELATA_DB] = [file(MODEL), file()];
  const relata = await createRelata({ model: readModel(MODEL).model, store: sqlite(RELATA_DB) });
  await relata.write(["doc:plan#viewer@user:ann"]);
  await relata.close();
  const { child, said } = server({ RELATA_MODEL, RELATA_DB });
  const url = await until(said, /listening on (\S+)/);
  const question = { subject: "user:ann", permission: "view", object: "doc:plan" };
  const response = await fetch(`${url}/v1/check`, json(question));
  expect(await response.json()).toEqual({ outcome: "allowed" });
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const exit = once(child, "exit");
  child.kill(signal);
  expect(await exit).toEqual([0, null]);
  expect(said()).toContain(`relata: ${signal}: no more requests are accepted\nrelata: closed\n`);
});

test("a server that is told wrong names everything, and does not start", async () => {
  const [code, said] = await ended({ HOST: "0.0.0.0", PORT: "much" });
  expect(code).toBe(1);
  expect(said).toContain("relata: `RELATA_MODEL` is not set");
  expect(said).toContain("relata: `PORT` is `much`");
  expect(said).toContain("relata: `HOST` is `0.0.0.0`, which others can reach");
  expect(said).toContain("RELATA_INSECURE_NO_AUTH=1");
});

test("a server with a model that has errors shows them without a stack, and does not start", async () => {
  const RELATA_MODEL = file("model 1\ntype doc { relation viewer: usr }\n");
  const [code, said] = await ended({ RELATA_MODEL });
  expect(code).toBe(1);
  expect(said).toContain(`${RELATA_MODEL}:2`);
  expect(said).not.toContain("    at ");
});
