import type { Listening } from "@relata/server";
import { describe, expect, test } from "vitest";
import { keyed } from "../keyed/keyed-situation.ts";
import { answersTo, served, shorthand } from "./wire.ts";

const BODY = '{"permission":"read","object":"client_abc:invoice:a"}';
/** What would be answered by itself if somebody took it for a request. */
const HIDDEN = "GET /livez HTTP/1.1\r\nHost: a\r\n\r\n";

/** A server on a socket, and the head of a question that it answers. */
async function situation() {
  const server = await keyed();
  const { secret } = await server.keyOf();
  const head = (...lines: readonly string[]) =>
    [
      "POST /v1/check HTTP/1.1",
      "Host: a",
      `X-API-Key: ${secret}`,
      "Content-Type: application/json",
      ...lines,
      "",
      "",
    ].join("\r\n");
  return { at: await served(server.app), head, server };
}

async function answered(at: Listening, bytes: string): Promise<readonly string[]> {
  return shorthand(await answersTo(at, bytes));
}

const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
const CHUNKED = "Transfer-Encoding: chunked";
const LENGTH = `Content-Length: ${BODY.length}`;

/** Bodies of which two readers may see two ends: whatever stands before us may take what follows for another request, or not. */
const UNCLEAR: Record<string, readonly [lines: readonly string[], body: string]> = {
  "a length and chunks": [[LENGTH, CHUNKED], chunked(BODY)],
  "chunks and a length": [[CHUNKED, "Content-Length: 4"], chunked(BODY)],
  "two lengths": [[LENGTH, "Content-Length: 0"], BODY],
  "a list of lengths": [[`Content-Length: ${BODY.length}, 0`], BODY],
  "a length with a sign": [[`Content-Length: +${BODY.length}`], BODY],
  "a negative length": [["Content-Length: -1"], BODY],
  "a length in hexadecimals": [["Content-Length: 0x35"], BODY],
  "a length of two numbers": [[`Content-Length: ${BODY.length} 0`], BODY],
  "a length without an end": [["Content-Length: 99999999999999999999999"], BODY],
  "an encoding that is not known": [["Transfer-Encoding: xchunked"], chunked(BODY)],
  "chunks that are not the last encoding": [["Transfer-Encoding: chunked, identity"], chunked(BODY)],
  "an encoding behind a vertical tab": [["Transfer-Encoding: \u000bchunked"], chunked(BODY)],
  "an encoding in a folded line": [["Transfer-Encoding:", " chunked"], chunked(BODY)],
  "an encoding whose name has a blank": [["Transfer-Encoding : chunked"], chunked(BODY)],
  "a size that is no number": [[CHUNKED], `0x35\r\n${BODY}\r\n0\r\n\r\n`],
  "a size with a blank before it": [[CHUNKED], ` 35\r\n${BODY}\r\n0\r\n\r\n`],
  "a chunk that is longer than its size": [[CHUNKED], `5\r\n${BODY}\r\n0\r\n\r\n`],
  "a chunk without an end of line": [[CHUNKED], `35\r\n${BODY}0\r\n\r\n`],
};

describe("request smuggling", () => {
  test("requests behind each other on one connection are answered each", async () => {
    const { at, head } = await situation();
    expect(await answered(at, head(LENGTH) + BODY + HIDDEN)).toEqual(["200", "200"]);
    expect(await answered(at, head(CHUNKED) + chunked(BODY) + HIDDEN)).toEqual(["200", "200"]);
  });

  test.each(Object.entries(UNCLEAR))(
    "%s: the request is refused, and nothing behind it is read",
    async (_, [lines, body]) => {
      const { at, head, server } = await situation();
      expect(await answered(at, head(...lines) + body + HIDDEN)).toEqual(["400"]);
      expect(server.logged).toEqual([]);
    },
  );

  test("a body that is refused unread is not read as the next request", async () => {
    const { at, head } = await situation();
    const large = "Content-Length: 2000000";
    expect(await answered(at, head(large) + HIDDEN)).toEqual(["413 body_too_large"]);
    const other = head(LENGTH).replace("application/json", "text/plain");
    expect(await answered(at, other + HIDDEN.padEnd(BODY.length, " "))).toEqual(["415 unsupported_media_type"]);
    const unknown = head(LENGTH).replace(/X-API-Key: \S+/, "X-API-Key: x");
    expect(await answered(at, unknown + HIDDEN.padEnd(BODY.length, " "))).toEqual(["401 invalid_api_key"]);
  });

  test("a GET with a body is one request", async () => {
    const { at } = await situation();
    const head = `GET /livez HTTP/1.1\r\nHost: a\r\nContent-Length: ${HIDDEN.length}\r\n\r\n`;
    expect(await answered(at, head + HIDDEN)).toEqual(["200"]);
  });

  test("a line ends with both of its characters", async () => {
    const { at } = await situation();
    expect(await answered(at, HIDDEN.replaceAll("\r\n", "\r"))).toEqual(["400"]);
    expect(await answered(at, "GET /livez HTTP/1.1\r\nHost: a\rX: y\r\n\r\n")).toEqual(["400"]);
  });

  test.each([
    ["a tunnel", "CONNECT a:80 HTTP/1.1", []],
    [
      "another protocol on this connection",
      "GET /v1/audit HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: h2c",
      ["401 missing_api_key"],
    ],
    ["the beginning of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM", ["400"]],
    ["no path", "GET * HTTP/1.1", ["400"]],
    ["a path without its slash", "GET v1/audit HTTP/1.1", ["400"]],
    ["a whole address with a name in it", "GET http://u:p@a/v1/audit HTTP/1.1", ["401 missing_api_key"]],
    ["an address without a host", "GET http:///v1/audit HTTP/1.1", ["404 not_found"]],
    ["an address of another scheme", "GET ftp://a/v1/audit HTTP/1.1", ["400"]],
    ["a path with a NUL", "GET /v1/\u0000audit HTTP/1.1", ["400"]],
    ["a path that is not ASCII", "GET /v1/\u00e9 HTTP/1.1", ["400"]],
    ["a path that decodes to no text", "GET /v1/api-keys/%ff%fe HTTP/1.1", ["401 missing_api_key"]],
    ["a method in small letters", "get /livez HTTP/1.1", ["400"]],
    ["an expectation that nobody meets", "POST /v1/check HTTP/1.1\r\nExpect: 200-maybe", ["417"]],
    ["what came, to be sent back", "TRACE /v1/audit HTTP/1.1", ["405 method_not_allowed"]],
  ])("a request for %s opens no other way in", async (_, line, said) => {
    const { at, server } = await situation();
    expect(await answered(at, `${line}\r\nHost: a\r\n\r\n`)).toEqual(said);
    expect(server.logged).toEqual([]);
  });

  test("a host is a name, and no piece of a path", async () => {
    const { at } = await situation();
    for (const host of ["a b", "a/v1/audit?", "a#", "a@b", "", "[::1", "a:99999", "\u00e9"]) {
      expect([host, await answered(at, `GET /livez HTTP/1.1\r\nHost: ${host}\r\n\r\n`)]).toEqual([host, ["400"]]);
    }
    expect(await answered(at, "GET /livez HTTP/1.1\r\n\r\n")).toEqual(["400"]);
  });
});
