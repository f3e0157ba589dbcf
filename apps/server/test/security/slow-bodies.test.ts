import type { Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { keyed } from "../keyed/keyed-situation.ts";
import { answersTo, dial, received, served, shorthand } from "./wire.ts";

const REQUEST_TIMEOUT_MS = 300;
const BODY = '{"permission":"read","object":"client_abc:invoice:a"}';

const dripping: ReturnType<typeof setInterval>[] = [];
afterEach(() => {
  for (const timer of dripping.splice(0)) clearInterval(timer);
});

/** One byte after the other, for as long as somebody takes them. */
function drip(socket: Socket, byte = "a"): void {
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(byte)), 20);
  dripping.push(timer);
}

/** A server that waits so long for a whole request, and the head of one. */
async function situation(requestTimeoutMs = REQUEST_TIMEOUT_MS) {
  const server = await keyed();
  const { secret: key } = await server.keyOf();
  const at = await served(server.app, { requestTimeoutMs });
  const head = `POST /v1/check HTTP/1.1\r\nHost: a\r\nX-API-Key: ${key}\r\nContent-Type: application/json\r\n`;
  const ask = async () =>
    fetch(`${at.url}/v1/check`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: BODY,
    });
  return { ...server, at, head, ask };
}

/** Where a client may be slow: what it sends at once, and then drop by drop. */
const SLOW: Record<string, (head: string) => readonly [at: string, byte?: string]> = {
  "its request line": () => ["GET /"],
  "its headers": (head) => [`${head}X-Slow: `],
  "one header after the other": (head) => [head, "X: y\r\n"],
  "a body": (head) => [`${head}Content-Length: 100000\r\n\r\n`, " "],
  "the chunks of a body": (head) => [`${head}Transfer-Encoding: chunked\r\n\r\n`, "1\r\n \r\n"],
  "the size of a chunk": (head) => [`${head}Transfer-Encoding: chunked\r\n\r\n`, "0"],
  "blanks behind a body": (head) => [`${head}Content-Length: 100000\r\n\r\n${BODY}`, " "],
};

describe("slow bodies", () => {
  test.each(Object.entries(SLOW))(
    "a client that sends %s drop by drop is cut after the time for a request",
    async (_, slow) => {
      const { at, head, logged } = await situation();
      const [first, byte] = slow(head);
      const socket = await dial(at);
      const answer = received(socket);
      socket.write(first);
      drip(socket, byte);
      // Nothing, or that it took too long: what was sent of a question is not answered.
      expect(shorthand(await answer).filter((one) => one !== "408" && one !== "400 invalid_json")).toEqual([]);
      expect(logged).toEqual([]);
    },
  );

  test("a client that sends nothing at all is cut too", async () => {
    const { at } = await situation();
    expect(await received(await dial(at))).not.toContain("200 OK");
  });

  test("while many send drop by drop, others are answered", async () => {
    const { at, head, ask, logged } = await situation(60_000);
    const sockets = await Promise.all(Array.from({ length: 50 }, () => dial(at)));
    const answers = sockets.map((socket) => received(socket));
    for (const socket of sockets) {
      socket.write(`${head}Content-Length: ${BODY.length}\r\n\r\n`);
      drip(socket, " ");
    }
    for (let n = 0; n < 20; n++) expect((await ask()).status).toBe(200);
    for (const socket of sockets) socket.destroy();
    await Promise.all(answers);
    expect((await ask()).status).toBe(200);
    expect(logged).toEqual([]);
  });

  test("who is not known is refused before a body is waited for", async () => {
    const { at, head } = await situation(60_000);
    const socket = await dial(at);
    const answer = received(socket);
    socket.write(
      `${head.replace(/X-API-Key: \S+/, "X-API-Key: x")}Connection: close\r\nContent-Length: 100000\r\n\r\n`,
    );
    expect(shorthand(await answer)).toEqual(["401 invalid_api_key"]);
  });

  test("headers that are larger than the limit are refused, however they come", async () => {
    const { at, head } = await situation(60_000);
    for (const headers of [`X-Large: ${"a".repeat(20_000)}\r\n`, "X-Many: y\r\n".repeat(4_000)]) {
      expect(shorthand(await answersTo(at, `${head}${headers}\r\n`))).toEqual(["431"]);
    }
  });
});
