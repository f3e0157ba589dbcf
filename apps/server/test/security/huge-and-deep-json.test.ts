import { describe, expect, test } from "vitest";
import { INVOICE, keyed } from "../keyed/keyed-situation.ts";
import { answersTo, served, shorthand } from "./wire.ts";

const MAX_BODY_BYTES = 300_000;
const CHECK = "/v1/check";

/** An administrator who sends bodies as they are, and is told in short: `200`, `400 invalid_json`. */
async function situation() {
  const server = await keyed({ maxBodyBytes: MAX_BODY_BYTES });
  const { secret: key } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const send = async (body: string | Uint8Array, path = CHECK) => {
    const headers = { "x-api-key": key, "content-type": "application/json" };
    const response = await server.app.request(path, { method: "POST", headers, body });
    const { code = "" } = (await response.json()) as { readonly code?: string };
    return `${response.status} ${code}`.trim();
  };
  return { ...server, key, send };
}

const QUESTION = `"subject":"user:ann","permission":"refund","object":"${INVOICE}:a"`;
const question = (more: string) => `{${QUESTION},${more}}`;
const arrays = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
const objects = (depth: number) => `${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`;
const many = (count: number, one: string) => Array<string>(count).fill(one).join(",");
const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`;

const REFUSED = /^400 (invalid_request|missing_fields)$/;
/** One bad question among several is closed alone, and the rest are answered. */
const REFUSED_OR_CLOSED = /^(200|400 \w+)$/;

/** Where values of any depth may stand, by path: the value is the argument. */
const PLACES: readonly (readonly [path: string, body: (value: string) => string])[] = [
  [CHECK, (value) => value],
  [CHECK, (value) => question(`"context":{"a":${value}}`)],
  [CHECK, (value) => question(`"context":${value}`)],
  [CHECK, (value) => question(`"resource":{"amount":${value}}`)],
  [CHECK, (value) => question(`"tuples":${value}`)],
  [CHECK, (value) => question(`"now":${value}`)],
  [CHECK, (value) => `{"permission":${value},"object":"${INVOICE}:a"}`],
  [CHECK, (value) => `{"permission":"read","object":${value}}`],
  ["/v1/check/batch", (value) => `{"items":[{${QUESTION},"context":{"a":${value}}}]}`],
  ["/v1/list-objects", (value) => `{"permission":"read","type":"${INVOICE}","context":{"a":${value}}}`],
  ["/v1/tuples/write", (value) => `{"attributes":[{"object":"${INVOICE}:a","set":{"amount":${value}}}]}`],
  ["/v1/tuples/read", (value) => `{"filter":${value}}`],
  ["/v1/api-keys", (value) => `{"name":"k","metadata":{"a":${value}}}`],
  ["/v1/model/validate", (value) => `{"text":${value}}`],
  ["/access/v1/evaluation", (value) => `{"subject":${value}}`],
  ["/access/v1/evaluations", (value) => `{"evaluations":[${value}]}`],
  ["/api/auth/check-permission", (value) => `{"entityType":"${INVOICE}","resource":{"attributes":{"a":${value}}}}`],
  ["/api/auth/api-key/exchange", (value) => `{"types":${value}}`],
];

const refusedBy = (path: string) => (path === "/access/v1/evaluations" ? REFUSED_OR_CLOSED : REFUSED);

describe("huge JSON", () => {
  test("a body over the limit is refused, whether it says so or not, and at the limit it is read", async () => {
    const { send, app, key } = await situation();
    expect(await send(question('"now":"2026-01-01T00:00:00Z"').padEnd(MAX_BODY_BYTES))).toBe("200");
    expect(await send(question('"now":"2026-01-01T00:00:00Z"').padEnd(MAX_BODY_BYTES + 1))).toBe("413 body_too_large");
    const at = await served(app);
    const head = `POST ${CHECK} HTTP/1.1\r\nHost: a\r\nX-API-Key: ${key}\r\nContent-Type: application/json\r\n`;
    const announced = `${head}Content-Length: ${MAX_BODY_BYTES + 1}\r\n\r\n`;
    const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${chunk(" ".repeat(MAX_BODY_BYTES / 2)).repeat(3)}`;
    for (const bytes of [announced, chunked]) {
      expect(shorthand(await answersTo(at, bytes))).toEqual(["413 body_too_large"]);
    }
  });

  test("a body in another encoding is not unpacked", async () => {
    const { call, key } = await situation();
    const headers = { "content-encoding": "gzip" };
    expect((await call(CHECK, { key, body: "{}", headers })).status).toBe(415);
  });

  test("many of one thing are refused by its limit, and the limit is said", async () => {
    const { send } = await situation();
    expect(await send(`{"items":[${many(10_001, "{}")}]}`, "/v1/check/batch")).toBe("400 invalid_request");
    expect(await send(question(`"tuples":[${many(1_001, '"group:eng#member@user:ann"')}]`))).toBe(
      "400 invalid_request",
    );
    expect(
      await send(`{"subject":{"allOf":[${many(101, '"user:ann"')}]},"permission":"read","object":"${INVOICE}:a"}`),
    ).toBe("400 invalid_request");
    expect(await send(`{"evaluations":[${many(10_001, "{}")}]}`, "/access/v1/evaluations")).toBe("400 invalid_request");
    const names = Array.from({ length: 20_000 }, (_, n) => `"a${n}":1`).join(",");
    expect(await send(question(`"context":{${names}}`))).toMatch(/^(200|400 invalid_question|400 invalid_attributes)$/);
  });

  test("numbers keep to what they are, or are refused: none of them is endless or nothing", async () => {
    const { send, relata } = await situation();
    await relata.write([`${INVOICE}:a#clerk@user:ann`]);
    const paid = (amount: string) => send(question(`"resource":{"status":"paid","amount":${amount}}`));
    for (const amount of ["1e400", "-1e400", `1${"0".repeat(400)}`])
      expect([amount, await paid(amount)]).toEqual([amount, "422 policy_failed"]);
    const stored = `{"attributes":[{"object":"${INVOICE}:a","set":{"amount":1e400}}]}`;
    expect(await send(stored, "/v1/tuples/write")).toBe("400 invalid_attributes");
    for (const amount of ["1e308", "1e-400", `0.${"1".repeat(100_000)}`, "9007199254740993", "-0"])
      expect([amount, await paid(amount)]).toEqual([amount, "200"]);
    for (const amount of ["NaN", "Infinity", "0x10", "01", "1.", "+1", ".5", "1_000"])
      expect([amount, await paid(amount)]).toEqual([amount, "400 invalid_json"]);
    for (const limit of ["1e400", "1.5", "-1", "9007199254740993", '"1"']) {
      expect([
        limit,
        await send(`{"permission":"read","type":"${INVOICE}","limit":${limit}}`, "/v1/list-objects"),
      ]).toEqual([limit, "400 invalid_request"]);
    }
  });
});

describe("deep JSON", () => {
  test.each([
    ["lists", arrays],
    ["objects", objects],
  ])("%s as deep as anybody writes are read, and deeper ones refused, wherever they stand", async (_, nested) => {
    const { send } = await situation();
    for (const depth of [65, 1_000, 20_000]) {
      for (const [path, body] of PLACES) {
        expect(await send(body(nested(depth)), path)).toMatch(refusedBy(path));
      }
    }
    expect(await send(question(`"context":{"a":${nested(63)}}`))).not.toBe("400 invalid_request");
    expect(await send(question(`"context":{"a":${nested(64)}}`))).toBe("400 invalid_request");
  });

  test("lists a hundred thousand deep are refused or failed by a policy, by whoever sends them", async () => {
    const { send, call, logged } = await situation();
    for (const [path, body] of PLACES) {
      expect(await send(body(arrays(100_000)), path)).toMatch(refusedBy(path));
      expect((await call(path, { body: body(arrays(100_000)) })).status).toBeOneOf([400, 401]);
    }
    expect(logged).toEqual([]);
  });
});

/** Bodies that two readers may read as two things. */
const UNCLEAR: readonly (readonly [what: string, body: (id: string) => string | Uint8Array, answer: string])[] = [
  ["half of a pair in an id", () => `{"permission":"read","object":"${INVOICE}:\\ud800"}`, "400 invalid_reference"],
  ["the other half", () => `{"permission":"read","object":"${INVOICE}:a\\udc00"}`, "400 invalid_reference"],
  ["NUL in an id", () => `{"permission":"read","object":"${INVOICE}:a\\u0000b"}`, "400 invalid_reference"],
  ["NUL in JSON", () => `{"permission":"read\u0000","object":"${INVOICE}:a"}`, "400 invalid_json"],
  ["NUL behind JSON", () => `{"permission":"read","object":"${INVOICE}:a"}\u0000`, "400 invalid_json"],
  ["two values", () => `{"permission":"read","object":"${INVOICE}:a"}{}`, "400 invalid_json"],
  ["a comment", () => `{"permission":"read",/**/"object":"${INVOICE}:a"}`, "400 invalid_json"],
  ["a comma at the end", () => `{"permission":"read","object":"${INVOICE}:a",}`, "400 invalid_json"],
  ["a name without quotes", () => `{permission:"read","object":"${INVOICE}:a"}`, "400 invalid_json"],
  ["bytes that are not UTF-8", () => new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]), "400 invalid_json"],
  ["a character in more bytes than it takes", () => new Uint8Array([0x22, 0xc0, 0xaf, 0x22]), "400 invalid_json"],
  ["UTF-16", () => new Uint8Array(Buffer.from(`\ufeff{"permission":"read"}`, "utf16le")), "400 invalid_json"],
  ["the mark of UTF-8, which says nothing", () => `\ufeff{"permission":"read","object":"${INVOICE}:a"}`, "200"],
];

describe("JSON that is read in two ways", () => {
  test.each(UNCLEAR)("%s", async (_, body, answer) => {
    const { send, logged } = await situation();
    expect(await send(body("a"))).toBe(answer);
    expect(logged).toEqual([]);
  });

  test("of a name that stands twice the last counts, for the guard as for the answer", async () => {
    const server = await keyed();
    const { id, secret: key } = await server.keyOf();
    const ask = async (first: string, second: string) => {
      const body = `{"subject":"${first}","subject":"${second}","permission":"read","object":"${INVOICE}:a"}`;
      return (await server.call(CHECK, { key, body })).status;
    };
    expect(await ask("user:ann", `apikey:${id}`)).toBe(200);
    expect(await ask(`apikey:${id}`, "user:ann")).toBe(403);
    expect(await ask(`apikey:${id}`, `apikey:${id}`)).toBe(200);
  });
});
