import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { listen, type Listening } from "@relata/server";
import { afterEach, expect, test } from "vitest";
import { serve } from "./situation.ts";

const open: Listening[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function dial(requestTimeoutMs = 300): Promise<{ readonly socket: Socket; readonly answer: Promise<string> }> {
  const { app } = await serve();
  const listening = await listen({ app, host: "127.0.0.1", port: 0, graceMs: 100, requestTimeoutMs });
  open.push(listening);
  const socket = connect(Number(new URL(listening.url).port), "127.0.0.1");
  socket.on("error", () => {});
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, "connect");
  return { socket, answer: once(socket, "close").then(() => text) };
}

/** One byte after the other, for as long as somebody takes them. */
function drip(socket: Socket, text: string): void {
  let at = 0;
  const timer = setInterval(
    () => (socket.destroyed ? clearInterval(timer) : socket.write(text[at++ % text.length] ?? "")),
    20,
  );
}

const HEAD = "POST /v1/check HTTP/1.1\r\nHost: relata\r\nContent-Type: application/json\r\n";

test.each([
  ["headers", "X-Slow: aaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
  ["a body", "Content-Length: 100000\r\n\r\n"],
])("a client that sends %s drop by drop is cut after the time for a request", async (_, rest) => {
  const { socket, answer } = await dial();
  const began = performance.now();
  socket.write(HEAD + rest);
  drip(socket, "a");
  expect(await answer).not.toContain("200 OK");
  expect(performance.now() - began).toBeLessThan(3_000);
});

test("headers that are larger than the limit are refused", async () => {
  const { socket, answer } = await dial();
  socket.write(`${HEAD}X-Large: ${"a".repeat(20_000)}\r\n\r\n`);
  expect(await answer).toMatch(/^HTTP\/1\.1 431 /);
});
