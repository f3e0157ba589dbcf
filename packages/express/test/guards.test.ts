import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Relata } from "@relata/core";
import { answerFailures, guards } from "@relata/express";
import express from "express";
import { afterAll } from "vitest";
import { describeGuards } from "../../middleware/test/describe-guards.ts";
import { describeHandlers } from "../../middleware/test/describe-handlers.ts";
import { answersOf, type Serve, type Served, type ServedOptions } from "../../middleware/test/served.ts";

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

class Teapot extends Error {
  readonly status = 418;
}

const shown: express.RequestHandler = (_, response) => void response.send("shown");

const idOf = ({ params }: { readonly params: { readonly [name: string]: string | string[] } }) => String(params["id"]);

const resource = async ({ query }: { readonly query: { readonly amount?: string; readonly fail?: string } }) => {
  if (query.fail !== undefined) throw new Error("the row could not be read");
  return query.amount === undefined ? {} : { amount: Number(query.amount) };
};

const teapot = () => {
  throw new Teapot("short and stout");
};

function serving(make: () => express.Express): Serve {
  return async (relata: Relata, { principal, context, consistency }: ServedOptions): Promise<Served> => {
    const { authenticate, authorize } = guards(relata, {
      principal: (request) => principal((name) => request.get(name)),
      context: (request) => context((name) => request.get(name)),
      consistency: (request) => consistency((name) => request.get(name)),
    });
    const app = make();
    app.get(
      "/documents/:id",
      authorize("view", (request) => "document:" + idOf(request)),
      shown,
    );
    app.get(
      "/hidden/:id",
      authorize("view", ({ params }) => ({ type: "document", id: params["id"] }), { hide: true }),
      shown,
    );
    app.get(
      "/exports/:id",
      authorize("export", async (request) => `document:${idOf(request)}`),
      shown,
    );
    app.get(
      "/approvals/:id",
      authorize("approve", (request) => `document:${idOf(request)}`, { resource }),
      shown,
    );
    app.get("/every", authorize("view", "document:*"), shown);
    app.get("/lists", authenticate, async ({ query }, response, next) => {
      const { limit, after } = query as { readonly limit?: string; readonly after?: string };
      const page = { ...(limit !== undefined && { limit: Number(limit) }), ...(after !== undefined && { after }) };
      await response.locals.permissions.accessible("view", "document", page).then((list) => response.json(list), next);
    });
    app.use(
      "/batches/:id",
      authorize("view", (request) => `document:${idOf(request)}`),
    );
    app.get(["/batches/:id", "/known"], authenticate, async (_, response, next) => {
      await answersOf(response.locals.permissions).then((answers) => response.json(answers), next);
    });
    app.get("/teapot", authorize("view", teapot), shown);
    app.use(answerFailures);
    // Why: the last one of Express writes what it answers to the console, too.
    app.use(((error: { readonly status?: number }, _, response, _next) => {
      response.status(error.status ?? 500).send("failed");
    }) satisfies express.ErrorRequestHandler);
    const server = createServer(app);
    servers.push(server);
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { send: async (path, headers = {}) => fetch(url + path, { headers }) };
  };
}

describeGuards("Express 5", serving(express));
describeHandlers("Express 5", serving(express));

// Why: many applications have it still, and one package is for both. Its types are those of 5 here.
const older: string = "express-4";
const { default: express4 } = (await import(older)) as { readonly default: typeof express };
describeGuards("Express 4", serving(express4));
describeHandlers("Express 4", serving(express4));
