import { listen, type Listening } from "@relata/server";
import { afterEach, expect, test } from "vitest";
import { keyed } from "./keyed-situation.ts";

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((listening) => listening.close()));
});

/** A request over a socket, where one without a body has a stream all the same. */
async function served() {
  const { app, keyOf } = await keyed();
  const listening = await listen({ app, host: "127.0.0.1", port: 0 });
  open.push(listening);
  const { id } = await keyOf();
  const { secret } = await keyOf({ tuples: ["system:root:main#admin"] });
  const post = async (path: string, init: RequestInit = {}) => {
    const headers = { "x-api-key": secret, ...(init.headers as Record<string, string> | undefined) };
    const response = await fetch(`${listening.url}${path}`, { method: "POST", ...init, headers });
    return [response.status, await response.json()];
  };
  return { post, rotation: `/v1/api-keys/${id}/rotate`, exchange: "/api/auth/api-key/exchange" };
}

const JSON_TYPE = { "content-type": "application/json" };

test("what may come without a body does, over a socket too", async () => {
  const { post, rotation, exchange } = await served();
  expect(await post(exchange)).toMatchObject([200, { tokenType: "Bearer" }]);
  expect(await post(rotation)).toMatchObject([200, { secret: expect.any(String) as string }]);
});

test("what comes with one is read, and is refused where it is no JSON or does not say that it is", async () => {
  const { post, rotation, exchange } = await served();
  for (const path of [exchange, rotation]) {
    expect((await post(path, { body: "{}", headers: JSON_TYPE }))[0]).toBe(200);
    expect((await post(path, { body: "{}" }))[0]).toBe(415);
    expect((await post(path, { body: new Uint8Array([123, 125]) }))[0]).toBe(415);
    expect((await post(path, { body: "", headers: JSON_TYPE }))[0]).toBe(400);
    expect((await post(path, { body: "{", headers: JSON_TYPE }))[0]).toBe(400);
  }
  expect(await post(exchange, { body: "{", headers: JSON_TYPE })).toMatchObject([400, { error: "invalid_request" }]);
});
