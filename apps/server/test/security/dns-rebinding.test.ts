import { createRelata, readModel, type Relata } from "@relata/core";
import { createApp } from "@relata/server";
import { memoryStore } from "@relata/store";
import { expect, onTestFinished, test } from "vitest";
import { answersTo, served, shorthand } from "./wire.ts";

const { model } = readModel("model 1\ntype user\ntype doc {\n  relation viewer: user\n}\n");
const BODY = '{"subject":"user:ann","permission":"viewer","object":"doc:plan"}';

test("a server without keys answers no page whose own name was made to lead here", async () => {
  const relata = (await createRelata({ model, store: memoryStore() })) as unknown as Relata;
  onTestFinished(() => relata.close());
  const asked = async (isLocal: boolean, host: string) => {
    const server = await served(createApp({ relata, isLocal }).app);
    const head = `POST /v1/check HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\n`;
    const said = await answersTo(server, `${head}Content-Length: ${BODY.length}\r\nConnection: close\r\n\r\n${BODY}`);
    return shorthand(said);
  };
  for (const host of ["localhost", "localhost:8787", "127.0.0.1:8787", "127.8.8.8", "[::1]:8787", "LOCALHOST"]) {
    expect([host, ...(await asked(true, host))]).toEqual([host, "200"]);
  }
  const others = ["evil.example", "evil.example:8787", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1"];
  for (const host of others) expect([host, ...(await asked(true, host))]).toEqual([host, "403 forbidden"]);
  expect(await asked(false, "auth.internal")).toEqual(["200"]);
});
