import { answerFailures, guards } from "@relata/express";
import { Authentication, sessions, storedKeys } from "@relata/keys";
import express, { type Express, type Request } from "express";
import type { Board } from "./board.ts";

type OfTask = Request<{ id: string }>;

const taskOf = ({ params }: OfTask) => `task:${params.id}` as const;

/** The routes. People show the cookie of a session, programs a key: which of them calls, no route can tell. */
export function boardApp(board: Board): Express {
  const authentication = new Authentication({
    authenticators: [
      sessions({ cookies: ["sid"], read: ({ headers }) => board.userOf(cookieOf(headers.get("cookie") ?? "")) }),
      storedKeys(board.keys),
    ],
  });
  const { authenticate, authorize } = guards(board.relata, {
    principal: async (request) => {
      const { remoteAddress: address } = request.socket;
      const headers = { get: (name: string) => request.get(name) };
      return authentication.authenticate({ headers, ...(address !== undefined && { address }) });
    },
  });
  const app = express();

  app.get("/tasks", authenticate, async (_, response) => {
    const { permissions } = response.locals;
    const { ids } = await permissions.accessible("see", "task", { limit: 100 });
    const tasks = board.tasks(ids);
    // Asked at once, and so in one round.
    const mayFinish = await Promise.all(
      tasks.map(async ({ id, status }) => permissions.can("finish", `task:${id}`, { resource: { status } })),
    );
    response.json(tasks.map((task, i) => ({ ...task, mayFinish: mayFinish[i] })));
  });

  app.get("/tasks/:id", authorize("see", taskOf, { hide: true }), (request, response) => {
    response.json(board.task(request.params.id));
  });

  // What the policy reads is the row as it is, and nothing that the caller says.
  const resource = ({ params }: OfTask) => {
    const { status } = board.task(params.id) ?? {};
    return status === undefined ? {} : { status };
  };
  app.post("/tasks/:id/finish", authorize("finish", taskOf, { resource }), (request, response) => {
    board.finish(request.params.id);
    response.status(204).end();
  });

  app.delete("/tasks/:id", authorize("remove", taskOf), (request, response) => {
    board.remove(request.params.id);
    response.status(204).end();
  });

  app.use(answerFailures);
  return app;
}

function cookieOf(text: string): string {
  const parts = text.split(";").map((part) => part.trim());
  return parts.find((part) => part.startsWith("sid="))?.slice("sid=".length) ?? "";
}
