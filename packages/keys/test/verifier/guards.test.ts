import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { askIssuer, createVerifier, expressGuard, honoGuard, VerifierFault, type Asked } from "@relata/keys/verifier";
import express from "express";
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { AUDIENCE, granted, ISSUER, OWN, situation } from "../exchange/exchange-situation.ts";

/** An application that answers a request; what its middleware asked of the issuer stands in `asked`. */
interface Application {
  readonly send: (path: string, authorization?: string) => Promise<Response>;
}

let parts: Awaited<ReturnType<typeof situation>>;
let token: string;
const asked: Asked[] = [];
const ask = (question: Asked) => {
  asked.push(question);
  return question.id === "2";
};
const down = () => {
  throw new VerifierFault("keys_unavailable", "down");
};

beforeAll(async () => {
  parts = await situation({
    tuples: [
      "document:1#viewer@apikey:k",
      'document:2#viewer@apikey:k with in_region {"home":"eu"}',
      'document:3#viewer@apikey:k with in_region {"home":"eu"}',
    ],
  });
  token = granted(await parts.exchange(OWN)).token;
});

function honoApplication(): Application {
  const { authenticate, permit } = honoGuard(parts.verifier, { ask });
  const app = new Hono();
  app.use("/documents/*", authenticate);
  app.get(
    "/documents/:id",
    permit("view", (c) => ({ type: "document", id: c.req.param("id") ?? "" })),
    (c) => c.text("shown"),
  );
  const faulty = createVerifier({ issuer: ISSUER, audience: AUDIENCE, algorithms: ["Ed25519"], jwks: down });
  app.get("/down", honoGuard(faulty, { ask }).authenticate, (c) => c.text("shown"));
  app.onError((error, c) => c.text(error.name, 503));
  return {
    send: async (path, authorization) =>
      app.request(path, { headers: authorization === undefined ? {} : { authorization } }),
  };
}

const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

async function served(handler: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(handler);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const onError: express.ErrorRequestHandler = (error: Error, _request, response, _next) => {
  response.status(503).send(error.name);
};

async function expressApplication(): Promise<Application> {
  const { authenticate, permit } = expressGuard(parts.verifier, { ask });
  const app = express();
  app.use("/documents", authenticate);
  app.get(
    "/documents/:id",
    permit("view", (request: express.Request<{ id: string }>) => ({ type: "document", id: request.params.id })),
    (_, response) => {
      response.send("shown");
    },
  );
  const faulty = createVerifier({ issuer: ISSUER, audience: AUDIENCE, algorithms: ["Ed25519"], jwks: down });
  app.get("/down", expressGuard(faulty, { ask }).authenticate);
  app.use(onError);
  const url = await served(app);
  return {
    send: (path, authorization) => fetch(url + path, { headers: authorization === undefined ? {} : { authorization } }),
  };
}

describe.each([
  ["Hono", async () => honoApplication()],
  ["Express", expressApplication],
])("the middleware of %s", (_, make) => {
  let app: Application;
  beforeAll(async () => {
    app = await make();
  });

  test.each([
    ["1", 200, 0],
    // Left open by the token: the issuer allows the one, and not the other.
    ["2", 200, 1],
    ["3", 403, 1],
    ["4", 403, 0],
  ])("lets document %s be seen, or not: %i", async (id, status, questions) => {
    asked.length = 0;
    const response = await app.send(`/documents/${id}`, `bearer ${token}`);
    expect([response.status, asked.length]).toEqual([status, questions]);
    expect(await (status === 200 ? response.text() : response.json())).toEqual(
      status === 200
        ? "shown"
        : { error: "forbidden", message: "`view` on this object is not among what the token grants" },
    );
  });

  test("answers 401 without a token, with another scheme, and with one that is not taken, and says which scheme it wants", async () => {
    const without = await app.send("/documents/1");
    expect([without.status, without.headers.get("www-authenticate"), await without.json()]).toEqual([
      401,
      "Bearer",
      { error: "unauthorized", message: "send a token: `Authorization: Bearer …`" },
    ]);
    expect((await app.send("/documents/1", `Basic ${token}`)).status).toBe(401);
    const bad = await app.send("/documents/1", `Bearer ${token.slice(0, -4)}AAAA`);
    expect([bad.status, bad.headers.get("www-authenticate")]).toEqual([
      401,
      'Bearer error="invalid_token", error_description="bad_signature"',
    ]);
    expect(await bad.json()).toEqual({ error: "invalid_token", message: "the token is not taken: bad_signature" });
  });

  test("hands a fault to the application: it is no refusal", async () => {
    const response = await app.send("/down", `Bearer ${token}`);
    expect([response.status, await response.text()]).toEqual([503, "VerifierFault"]);
  });
});

const question = () => ({ token: { text: token } as Asked["token"], type: "document", id: "2", permission: "view" });

describe("what a token left open is asked of the issuer", () => {
  test("in the token's own name, at the check endpoint", async () => {
    const seen: unknown[] = [];
    const url = await served((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += String(chunk);
      });
      request.on("end", () => {
        seen.push(request.method, request.headers.authorization, JSON.parse(body));
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify({ allowed: seen.length === 3 }));
      });
    });
    expect(await askIssuer(url)(question())).toBe(true);
    expect(seen).toEqual(["POST", `Bearer ${token}`, { entityType: "document", entityId: "2", permission: "view" }]);
    expect(await askIssuer(url)(question())).toBe(false);
  });

  test("the attributes that the service knows go with the question, and nothing where it knows none", async () => {
    const bodies: unknown[] = [];
    const url = await served((request, response) => {
      request.on("data", (chunk) => bodies.push(JSON.parse(String(chunk))));
      request.on("end", () => response.end('{"allowed":true}'));
    });
    const { authenticate, permit } = honoGuard(parts.verifier, { ask: askIssuer(url) });
    const app = new Hono();
    app.use(authenticate);
    const known = { amount: 7 };
    app.get(
      "/:id",
      permit("view", async (c) => ({ type: "document", id: c.req.param("id") ?? "", attributes: known })),
      (c) => c.text("shown"),
    );
    expect((await app.request("/2", { headers: { authorization: `Bearer ${token}` } })).status).toBe(200);
    await askIssuer(url)(question());
    const asking = { entityType: "document", entityId: "2", permission: "view" };
    expect(bodies).toEqual([{ ...asking, resource: { attributes: known } }, asking]);
  });

  test.each([
    [500, "{}"],
    [200, "{}"],
    [401, '{"allowed":true}'],
  ])("an answer %i `%s` is a fault, and no decision", async (status, body) => {
    const url = await served((_, response) =>
      response.writeHead(status, { "content-type": "application/json" }).end(body),
    );
    await expect(askIssuer(url)(question())).rejects.toMatchObject({ code: "issuer_unavailable" });
  });

  test("a server that is not there is a fault", async () => {
    await expect(askIssuer("http://127.0.0.1:1")(question())).rejects.toMatchObject({ code: "issuer_unavailable" });
  });
});
