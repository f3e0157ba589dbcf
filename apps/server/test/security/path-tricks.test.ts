import { Agent, request } from "node:http";
import fc from "fast-check";
import { expect, test } from "vitest";
import { INVOICE, keyed, type Keyed } from "../keyed/keyed-situation.ts";
import { served } from "./wire.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly isOpen: boolean;
}

/** Every operation that the server describes. */
async function operationsOf({ call }: Keyed): Promise<readonly Operation[]> {
  const { paths } = (await (await call("/openapi.json")).json()) as {
    paths: Readonly<Record<string, Readonly<Record<string, { security: readonly unknown[] }>>>>;
  };
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => ({
      method: method.toUpperCase(),
      path,
      isOpen: security.length === 0,
    })),
  );
}

/** A path as a client that sends no pretty ones would write it: nothing between us and the server mends it. */
async function socketTo({ app }: Keyed) {
  const { hostname, port } = new URL((await served(app)).url);
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  return (method: string, path: string, headers: Record<string, string> = {}) =>
    new Promise<{ readonly status: number; readonly text: string }>((resolve, reject) => {
      const asked = request({ hostname, port, method, path, headers, agent }, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on("error", reject);
      asked.end();
    });
}

/** Other ways to write a path, of which servers have been known to read some as the path itself. */
const SPELLINGS: readonly ((path: string) => string)[] = [
  (path) => path,
  (path) => `${path}/`,
  (path) => `/${path}`,
  (path) => path.replaceAll("/", "//"),
  (path) => path.toUpperCase(),
  (path) => path.replaceAll(/[a-z]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  (path) => path.replaceAll(/[a-z]/g, (letter) => `%25${letter.charCodeAt(0).toString(16)}`),
  (path) => `/${path.slice(1).replaceAll("/", "%2f")}`,
  (path) => `/${path.slice(1).replaceAll("/", "%2F")}`,
  (path) => `/${path.slice(1).replaceAll("/", "\\")}`,
  (path) => `/.${path}`,
  (path) => `/x/..${path}`,
  (path) => `/livez/..${path}`,
  (path) => `/livez/%2e%2e${path}`,
  (path) => `/livez/..%2f${path.slice(1)}`,
  (path) => `/livez;${path}`,
  (path) => `${path};/livez`,
  (path) => `${path}%00`,
  (path) => `/livez%00${path}`,
  (path) => `${path}%0d%0aX:y`,
  (path) => `/%2e${path}`,
  (path) => `/%2e%2e${path}`,
  (path) => path.replace("/", "/%20"),
  (path) => path.replace("/", "/%09"),
  (path) => path.replaceAll("/", "/./"),
  (path) => `${path}%20`,
  (path) => `${path}.json`,
  (path) => `${path}?/livez`,
  (path) => `${path}#/livez`,
  (path) => `/livez?${path}`,
  (path) => `http://other.example${path}`,
];

/** Anonymous requests that are answered are those of open routes, and say no more than those say. */
const OPEN = /^\{"(status":"ok"|keys":\[|issuer":|openapi":)/;

/** Whether somebody without a credential learned nothing that is guarded. */
function isRefused(status: number, text: string): boolean {
  return status >= 400 || text === "" || OPEN.test(text);
}

test("nothing that is guarded answers under another spelling without its guard", async () => {
  const server = await keyed();
  const operations = await operationsOf(server);
  const send = await socketTo(server);
  const guarded = operations.filter(({ isOpen }) => !isOpen);
  expect(guarded.length).toBeGreaterThan(15);
  for (const { method, path } of guarded) {
    for (const spell of SPELLINGS) {
      const target = spell(path.replaceAll(/\{\w+\}/g, "some"));
      const { status, text } = await send(method, target);
      expect([method, target, isRefused(status, text)]).toEqual([method, target, true]);
    }
  }
  expect(server.logged).toEqual([]);
});

test("no path that is made of pieces of paths gets past a guard", async () => {
  const server = await keyed();
  const operations = await operationsOf(server);
  const pieces = [...new Set(operations.flatMap(({ path }) => path.split("/")))].filter((one) => one !== "");
  const piece = fc.oneof(
    fc.constantFrom(...pieces),
    fc.constantFrom("", ".", "..", "%2e", "%2e%2e", "*", ":id", "{id}", "%2f", "%5c", "%00", ";", "%", "%ff", "livez"),
  );
  const path = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => `/${parts.join("/")}`);
  const { app } = server;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...METHODS), path, async (method, target) => {
      const response = await app.request(new Request(`http://localhost${target}`, { method }));
      const text = await response.text();
      expect([target, isRefused(response.status, text)]).toEqual([target, true]);
    }),
    { numRuns: 1_000 },
  );
  expect(server.logged).toEqual([]);
});

/** What RFC 3986 §6.2.2 calls the same path: it is resolved before it is routed, so that guard and route see one path. */
const SAME = [
  "/v1/audit",
  "/%761/%61%75%64%69%74",
  "/./v1/audit",
  "/x/../v1/audit",
  "/livez/../v1/audit",
  "/livez/%2e%2e/v1/audit",
  "/%2e/v1/audit",
  "/%2e%2e/v1/audit",
  "/./v1/./audit",
  "/v1/audit#/livez",
  "http://other.example/v1/audit",
];

test("a key that may do everything is let in by what is the same path, and by nothing else", async () => {
  const server = await keyed();
  const { secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const send = await socketTo(server);
  const answers = await Promise.all(SPELLINGS.map((spell) => send("GET", spell("/v1/audit"), { "x-api-key": secret })));
  const answered = SPELLINGS.filter((_, i) => answers[i]?.text.startsWith('{"rows":'));
  expect(answered.map((spell) => spell("/v1/audit"))).toEqual(SAME);
  for (const path of SAME) expect((await send("GET", path)).status).toBe(401);
});

test("every path takes its methods, and says which", async () => {
  const server = await keyed();
  const operations = await operationsOf(server);
  expect(operations.length).toBeGreaterThan(20);
  for (const path of new Set(operations.map((one) => one.path))) {
    const allowed = allowedAt(operations, path);
    const target = path.replaceAll(/\{\w+\}/g, "some");
    for (const method of [...METHODS, "OPTIONS", "PURGE"].filter((one) => !allowed.includes(one))) {
      const { status, headers } = await server.app.request(target, { method });
      expect([method, path, status, headers.get("allow")]).toEqual([method, path, 405, allowed.join(", ")]);
    }
  }
});

/** Of the path itself, and of the patterns that it falls under: `/v1/api-keys/import` may also be the id of a key. */
function allowedAt(operations: readonly Operation[], path: string): readonly string[] {
  const fits = (pattern: string) => new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);
  const there = operations.filter((one) => one.path === path || fits(one.path));
  const taken = new Set(there.map(({ method }) => method));
  return METHODS.filter((one) => taken.has(one === "HEAD" ? "GET" : one));
}

test("HEAD is answered as GET is, without the body", async () => {
  const server = await keyed();
  const { secret: key } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const gets = (await operationsOf(server)).filter(({ method }) => method === "GET");
  for (const { path } of gets) {
    for (const shown of [{}, { key }]) {
      const [get, head] = [await server.call(path, shown), await server.call(path, { ...shown, method: "HEAD" })];
      expect([path, head.status, await head.text()]).toEqual([path, get.status, ""]);
      expect(head.headers.get("cache-control")).toBe(get.headers.get("cache-control"));
    }
  }
});

/** Headers that frameworks and proxies have been known to take the method or the path from. */
const OVERRIDES = ["x-http-method-override", "x-http-method", "x-method-override"];
const REWRITES = ["x-original-url", "x-rewrite-url", "x-forwarded-path", "x-forwarded-prefix", "x-original-uri"];

test("no header and no parameter makes another method or another path of a request", async () => {
  const server = await keyed();
  const { secret } = await server.keyOf({ tuples: ["system:root:main#admin"] });
  const { id } = await server.keyOf({ tuples: [`${INVOICE}:a#clerk`] });
  const send = await socketTo(server);
  const key = { "x-api-key": secret };
  for (const name of OVERRIDES) {
    expect([name, (await send("POST", `/v1/api-keys/${id}`, { ...key, [name]: "DELETE" })).status]).toEqual([
      name,
      405,
    ]);
    expect([name, (await send("GET", `/v1/api-keys/${id}`, { ...key, [name]: "DELETE" })).status]).toEqual([name, 200]);
  }
  expect((await send("POST", `/v1/api-keys/${id}?_method=DELETE`, key)).status).toBe(405);
  expect((await server.keys.get(id))?.revokedAt).toBeUndefined();
  for (const name of REWRITES) {
    expect([name, await send("GET", "/livez", { [name]: "/v1/audit" })]).toMatchObject([
      name,
      { text: '{"status":"ok"}' },
    ]);
    expect([name, (await send("GET", "/v1/audit", { [name]: "/livez" })).status]).toEqual([name, 401]);
  }
});

test("nobody learns by another method what is behind a guard, nor by OPTIONS whether they might", async () => {
  const server = await keyed();
  const send = await socketTo(server);
  for (const { path, isOpen } of await operationsOf(server)) {
    if (isOpen) continue;
    const target = path.replaceAll(/\{\w+\}/g, "some");
    for (const method of ["OPTIONS", "TRACE", "PROPFIND", "SEARCH"]) {
      expect([method, target, (await send(method, target)).status]).toEqual([method, target, 405]);
    }
    const origin = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const { headers } = await server.app.request(target, { method: "OPTIONS", headers: origin });
    expect([...headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
  }
});
