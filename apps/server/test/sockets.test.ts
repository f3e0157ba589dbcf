import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { bind, listen, type Listening, type ListenOptions } from "@relata/server";
import { afterEach, expect, test } from "vitest";
import { json, serve, type Served } from "./situation.ts";

const ANN = { subject: "user:ann", permission: "view", object: "doc:plan" };
const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((listening) => listening.close()));
});

async function listening(
  options: Partial<ListenOptions> & { maxBodyBytes?: number } = {},
): Promise<Served & Listening> {
  const { maxBodyBytes = 1_000, ...rest } = options;
  const served = await serve({ maxBodyBytes });
  const running = await listen({ app: served.app, host: "127.0.0.1", port: 0, graceMs: 200, ...rest });
  open.push(running);
  return { ...served, url: running.url, close: () => running.close() };
}

async function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
}

/** Everything that comes until the other side ends. */
async function received(socket: Socket): Promise<string> {
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, "close");
  return text;
}

const HEAD = "POST /v1/check HTTP/1.1\r\nHost: relata\r\nContent-Type: application/json\r\n";
const LARGE = "x".repeat(1_001);

test("a question over a socket is answered", async () => {
  const { url } = await listening();
  const response = await fetch(`${url}/v1/check`, json(ANN));
  expect([response.status, await response.json()]).toEqual([200, { outcome: "allowed" }]);
});

test("a body that announces too much is refused unread", async () => {
  const { url } = await listening();
  const socket = await dial(url);
  socket.write(`${HEAD}Content-Length: 1001\r\n\r\n`);
  const answer = await received(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('"detail":"the body may have 1000 bytes at the most"');
});

test("a body that announces nothing is refused once it is too large, also while it is still coming", async () => {
  const { url } = await listening();
  const socket = await dial(url);
  socket.write(`${HEAD}Transfer-Encoding: chunked\r\n\r\n3e9\r\n${LARGE}\r\n`);
  const answer = await received(socket);
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  expect(answer).toContain('"code":"body_too_large"');
});

test("a body of exactly the limit is read", async () => {
  const { url } = await listening();
  const text = JSON.stringify(ANN).padEnd(1_000, " ");
  expect((await fetch(`${url}/v1/check`, json(text))).status).toBe(200);
  expect((await fetch(`${url}/v1/check`, json(`${text} `))).status).toBe(413);
});

test("a client that leaves in the middle of its body disturbs nobody", async () => {
  const { url, logged } = await listening();
  const socket = await dial(url);
  socket.write(`${HEAD}Content-Length: 500\r\n\r\n{"subject":`);
  await sleep(50);
  socket.destroy();
  await sleep(50);
  expect((await fetch(`${url}/v1/check`, json(ANN))).status).toBe(200);
  expect(logged).toEqual([]);
});

test("a client that does not wait for its answer disturbs nobody", async () => {
  const { url, logged } = await listening();
  const text = JSON.stringify(ANN);
  const socket = await dial(url);
  socket.write(`${HEAD}Content-Length: ${text.length}\r\n\r\n${text}`);
  socket.destroy();
  await sleep(50);
  expect((await fetch(`${url}/livez`)).status).toBe(200);
  expect(logged).toEqual([]);
});

test("a slow client is answered when it has sent all", async () => {
  const { url } = await listening();
  const text = JSON.stringify(ANN);
  const socket = await dial(url);
  const answer = received(socket);
  socket.write(`${HEAD}Connection: close\r\nContent-Length: ${text.length}\r\n\r\n`);
  for (const part of [text.slice(0, 5), text.slice(5, 30), text.slice(30)]) {
    await sleep(20);
    socket.write(part);
  }
  expect(await answer).toContain('{"outcome":"allowed"}');
});

test("closing answers requests under way and on their way, accepts no connection, and leaves none behind", async () => {
  // Whoever waited for the grace would wait longer than a test may take.
  const server = await listening({ graceMs: 600_000 });
  const { url } = server;
  // A connection that is kept alive, and idle.
  await (await fetch(`${url}/livez`)).text();
  const text = JSON.stringify(ANN);
  const socket = await dial(url);
  const answer = received(socket);
  socket.write(`${HEAD}Content-Length: ${text.length}\r\n\r\n${text.slice(0, 10)}`);
  await sleep(50);
  const closed = server.close();
  // On the connection that was kept alive: whoever sent it could not know of the end.
  const last = await fetch(`${url}/livez`);
  expect([last.status, last.headers.get("connection")]).toEqual([200, "close"]);
  await expect(fetch(`${url}/livez`)).rejects.toThrow("fetch failed");
  socket.write(text.slice(10));
  expect(await answer).toContain('{"outcome":"allowed"}');
  await closed;
});

test("closing waits for a client that never ends no longer than the grace", async () => {
  const server = await listening({ graceMs: 100 });
  const socket = await dial(server.url);
  const answer = received(socket);
  socket.write(`${HEAD}Content-Length: 500\r\n\r\n{`);
  await sleep(50);
  await server.close();
  expect(await answer).not.toContain("200 OK");
  await server.close();
});

test("an address that is taken is an error, and not a server", async () => {
  const { url } = await listening();
  const { app } = await serve();
  const port = Number(new URL(url).port);
  await expect(listen({ app, host: "127.0.0.1", port })).rejects.toMatchObject({ code: "EADDRINUSE" });
});

test("a request that comes before there is an application waits for it", async () => {
  const { app } = await serve();
  const bound = await bind({ host: "127.0.0.1", port: 0 });
  open.push(bound);
  expect(new URL(bound.url).port).toBe(String(bound.port));
  const answer = fetch(`${bound.url}/livez`);
  await sleep(50);
  bound.serve(app);
  expect((await answer).status).toBe(200);
});

test("an address that is given up before there was an application leaves nobody waiting", async () => {
  const bound = await bind({ host: "127.0.0.1", port: 0, graceMs: 60_000 });
  const answer = fetch(`${bound.url}/livez`);
  await sleep(50);
  await Promise.all([bound.close(), expect(answer).rejects.toThrow("fetch failed")]);
});
