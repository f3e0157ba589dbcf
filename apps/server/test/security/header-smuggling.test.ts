import type { Listening } from "@relata/server";
import { describe, expect, test } from "vitest";
import { keyed, saidOf } from "../keyed/keyed-situation.ts";
import { answersTo, served, shorthand } from "./wire.ts";

const EXCHANGE = "/api/auth/api-key/exchange";

/** A server on a socket, and two keys that are as good as each other. */
async function situation() {
  const server = await keyed({ failures: [{ limit: 1_000, windowSeconds: 1 }] });
  const [{ secret: a }, { secret: b }] = [await server.keyOf(), await server.keyOf()];
  return { a, b, at: await served(server.app) };
}

/** What a request with these lines is answered. One character of a line is one byte. */
async function answered(at: Listening, lines: readonly string[], path = "/v1/whoami"): Promise<string> {
  const bytes = [`GET ${path} HTTP/1.1`, "Host: a", "Connection: close", ...lines, "", ""].join("\r\n");
  return shorthand(await answersTo(at, bytes)).join(", ");
}

type Case = readonly [answer: string, ...lines: readonly string[]];

/** Those of the cases that are answered otherwise, with what is answered. */
async function otherwise(at: Listening, cases: readonly Case[]): Promise<readonly Case[]> {
  const found: Case[] = [];
  for (const [wanted, ...lines] of cases) {
    const answer = await answered(at, lines);
    if (answer !== wanted) found.push([answer, ...lines]);
  }
  return found;
}

describe("header smuggling of credentials", () => {
  test("a key counts in either header, whole, and in both where it is the same", async () => {
    const { a, at } = await situation();
    const cases: readonly Case[] = [
      ["200", `X-API-Key: ${a}`],
      ["200", `x-api-key:   ${a}  `],
      ["200", `X-API-Key:\t${a}\t`],
      ["200", `Authorization: bEaReR   ${a}`],
      ["200", `Authorization: Bearer\t${a}`],
      ["200", `Authorization: Bearer ${a}`, `X-API-Key: ${a}`],
      ["200", "X-API-Key:", `Authorization: Bearer ${a}`],
    ];
    expect(await otherwise(at, cases)).toEqual([]);
  });

  test("two different credentials are ambiguous, even where only one of them counts", async () => {
    const { a, b, at } = await situation();
    const cases: readonly Case[] = [
      ["400 ambiguous_credentials", `Authorization: Bearer ${a}`, `X-API-Key: ${b}`],
      ["400 ambiguous_credentials", `Authorization: Bearer ${a}`, "X-API-Key: x"],
      ["400 ambiguous_credentials", "Authorization: Bearer x", `X-API-Key: ${a}`],
      ["400 ambiguous_credentials", `Authorization: Bearer ${a}, ${a}`, `X-API-Key: ${a}`],
    ];
    expect(await otherwise(at, cases)).toEqual([]);
  });

  test("a header that stands there twice, or holds a list, holds no key", async () => {
    const { a, b, at } = await situation();
    const cases: readonly Case[] = [
      ["401 invalid_api_key", `X-API-Key: ${a}`, `X-API-Key: ${b}`],
      ["401 invalid_api_key", `X-API-Key: ${a}`, `X-API-Key: ${a}`],
      ["401 invalid_api_key", `X-API-Key: ${a}`, `x-api-key: x`],
      ["401 invalid_api_key", `X-API-Key: ${a}, ${a}`],
      ["401 invalid_api_key", `X-API-Key: ${a},`],
      ["401 invalid_api_key", `X-API-Key: ${a};x`],
      ["401 unauthorized", `Authorization: Bearer ${a} ${a}`],
      ["401 unauthorized", `Authorization: Bearer Bearer ${a}`],
      ["401 unauthorized", `Authorization: Bearer ${a}, Bearer ${b}`],
      ["401 unauthorized", `Authorization: Bearer ${a}`, `Authorization: Bearer ${b}`],
      ["401 missing_api_key", `Authorization: Basic eDp5, Bearer ${a}`],
      ["401 missing_api_key", "Authorization: Basic eDp5", `Authorization: Bearer ${a}`],
    ];
    expect(await otherwise(at, cases)).toEqual([]);
  });

  test("what is written almost like a key is none", async () => {
    const { a, at } = await situation();
    const cases: readonly Case[] = [
      ["401 invalid_api_key", `X-API-Key: "${a}"`],
      ["401 invalid_api_key", `X-API-Key: Bearer ${a}`],
      ["401 invalid_api_key", `X-API-Key: ${a}\u00e9`],
      ["401 invalid_api_key", `X-API-Key: ${a.toUpperCase()}`],
      ["401 invalid_api_key", `X-API-Key: ${a.replaceAll("_", "%5F")}`],
      ["401 invalid_api_key", "X-API-Key: \u00f0\u009f\u0094\u0091"],
      ["401 missing_api_key", "X-API-Key:"],
      ["401 missing_api_key", "X-API-Key:    \t "],
      ["401 missing_api_key", "Authorization: Bearer"],
      ["401 missing_api_key", "Authorization: Bearer    "],
      ["401 missing_api_key", `Authorization: ${a}`],
      ["401 missing_api_key", `Authorization: Bearer,${a}`],
      ["401 missing_api_key", `Authorization: Bearer:${a}`],
      ["401 missing_api_key", `Authorization: BearerX ${a}`],
      ["401 missing_api_key", `Authorization: Basic ${a}`],
    ];
    expect(await otherwise(at, cases)).toEqual([]);
  });

  test("only blanks and tabs are white space: others would be read as such here, and not by what is before us", async () => {
    const { a, at } = await situation();
    const [NBSP, NEL, NBSP_IN_UTF8] = ["\u00a0", "\u0085", "\u00c2\u00a0"];
    const cases: readonly Case[] = [
      ["401 invalid_api_key", `X-API-Key: ${NBSP}${a}`],
      ["401 invalid_api_key", `X-API-Key: ${a}${NBSP}`],
      ["401 invalid_api_key", `X-API-Key: ${NEL}${a}`],
      ["401 invalid_api_key", `X-API-Key: ${NBSP_IN_UTF8}${a}`],
      ["401 missing_api_key", `Authorization: Bearer${NBSP}${a}`],
      ["401 missing_api_key", `Authorization: ${NBSP}Bearer ${a}`],
      ["401 unauthorized", `Authorization: Bearer ${NBSP}${a}`],
      ["401 unauthorized", `Authorization: Bearer ${a}${NBSP}`],
    ];
    expect(await otherwise(at, cases)).toEqual([]);
  });

  test("folded lines, control characters, and names with blanks are not HTTP", async () => {
    const { a, at } = await situation();
    const cases: readonly Case[] = [
      ["400", `X-API-Key: ${a}\u0000`],
      ["400", `X-API-Key: \u000b${a}`],
      ["400", `X-API-Key: x\rX-API-Key: ${a}`],
      ["400", "X-API-Key:", ` ${a}`],
      ["400", "X-Other: x", `\tX-API-Key: ${a}`],
      ["400", `X-API-Key : ${a}`],
      ["400", ` X-API-Key: ${a}`],
    ];
    expect(await otherwise(at, cases)).toEqual([]);
  });

  test("nothing beside the two headers holds a credential", async () => {
    const { a, at } = await situation();
    const names = [
      "X_API_KEY",
      "X-API_KEY",
      "XAPIKEY",
      "Api-Key",
      "X-Api-Key-",
      "X-Access-Token",
      "Proxy-Authorization",
    ];
    const others = ["X-Authorization", "X-Forwarded-Authorization", "X-Original-Authorization", "Authorization_"];
    for (const name of [...names, ...others]) {
      for (const value of [a, `Bearer ${a}`]) {
        expect([name, await answered(at, [`${name}: ${value}`])]).toEqual([name, "401 missing_api_key"]);
      }
    }
    for (const name of [
      "x-api-key",
      "x_api_key",
      "api_key",
      "apiKey",
      "key",
      "token",
      "access_token",
      "authorization",
    ]) {
      for (const path of [`/v1/whoami?${name}=${a}`, `/v1/api-keys?${name}=${a}`]) {
        expect([name, await answered(at, [], path)]).toEqual([name, "401 missing_api_key"]);
      }
      expect([name, await answered(at, [`Cookie: ${name}=${a}`])]).toEqual([name, "401 missing_api_key"]);
    }
    expect(await answered(at, [], `/v1/whoami/${a}`)).toBe("404 not_found");
  });

  test("a credential in the body of an exchange is one more, and two different ones are refused there too", async () => {
    const server = await keyed();
    const [{ secret: a }, { secret: b }] = [await server.keyOf(), await server.keyOf()];
    const body = { apiKey: a };
    const bearer = { headers: { authorization: `Bearer ${b}` } };
    expect(await saidOf(server, { body, key: a }, EXCHANGE)).toBe("200");
    expect(await saidOf(server, { body, key: b }, EXCHANGE)).toBe("400 ambiguous_credentials");
    expect(await saidOf(server, { body, ...bearer }, EXCHANGE)).toBe("400 ambiguous_credentials");
    expect(await saidOf(server, { body, method: "POST" }, "/api/auth/check-permission")).toBe("400 missing_api_key");
  });

  test("a client of OAuth shows one credential, wherever it stands", async () => {
    const server = await keyed();
    const [one, other] = [await server.keyOf(), await server.keyOf()];
    const basic = `Basic ${Buffer.from(`${one.id}:${one.secret}`).toString("base64")}`;
    const ask = async (headers: Record<string, string>, form: Record<string, string> = {}) => {
      const body = new URLSearchParams({ token: one.secret, ...form }).toString();
      const type = { "content-type": "application/x-www-form-urlencoded" };
      return (await server.call("/oauth2/introspect", { body, headers: { ...type, ...headers } })).status;
    };
    expect(await ask({ authorization: basic })).toBe(200);
    expect(await ask({ authorization: basic, "x-api-key": one.secret })).toBe(200);
    expect(await ask({ authorization: basic, "x-api-key": other.secret })).toBe(400);
    expect(await ask({ authorization: basic }, { client_secret: other.secret })).toBe(400);
    expect(await ask({ "x-api-key": one.secret }, { client_secret: other.secret })).toBe(400);
    expect(await ask({ "x-api-key": one.secret }, { client_id: other.id })).toBe(401);
  });
});
