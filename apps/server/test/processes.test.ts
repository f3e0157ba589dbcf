import { once } from "node:events";
import { createRelata, readModel } from "@relata/core";
import { sqlite } from "@relata/sqlite";
import { expect, test } from "vitest";
import { ended, server, until } from "./child/server-process.ts";
import { file, json, MODEL } from "./situation.ts";

const INSECURE = { RELATA_INSECURE_NO_AUTH: "1" };

test.each(["SIGTERM", "SIGINT"] as const)("a server answers from its file, and ends well at %s", async (signal) => {
  const [RELATA_MODEL, RELATA_DB] = [file(MODEL), file()];
  const relata = await createRelata({ model: readModel(MODEL).model, store: sqlite(RELATA_DB) });
  await relata.write(["doc:plan#viewer@user:ann"]);
  await relata.close();
  const { child, said } = server({ ...INSECURE, RELATA_MODEL, RELATA_DB });
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
  expect(said).toContain("RELATA_ISSUER");
});

test("a server with a model that has errors shows them without a stack, and does not start", async () => {
  const RELATA_MODEL = file("model 1\ntype doc { relation viewer: usr }\n");
  const [code, said] = await ended({ ...INSECURE, RELATA_MODEL });
  expect(code).toBe(1);
  expect(said).toContain(`${RELATA_MODEL}:2`);
  expect(said).not.toContain("    at ");
});
