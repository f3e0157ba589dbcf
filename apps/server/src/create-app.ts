import type { Relata } from "@relata/core";
import { Hono, type Context } from "hono";
import { toCheckInput } from "./check-input.ts";
import { decisionBody } from "./decision-body.ts";
import { logToConsole, type Log } from "./log.ts";
import { Problem, problemResponse } from "./problem.ts";
import { readJson } from "./read-json.ts";

export interface AppOptions {
  readonly relata: Relata;
  /** Told of every fault of the server; the standard error stream unless given. */
  readonly log?: Log;
  /** Bytes that the body of a request may have: 1 MiB unless given. */
  readonly maxBodyBytes?: number;
}

const MAX_BODY_BYTES = 1_048_576;

/**
 * The HTTP application over an engine: it parses, asks and prints. It knows no users: whoever reaches it may ask
 * anything, so it belongs where nobody else does.
 */
export function createApp({ relata, log = logToConsole, maxBodyBytes = MAX_BODY_BYTES }: AppOptions): Hono {
  const app = new Hono();
  route(app, "POST", "/v1/check", async (c) => {
    const input = toCheckInput(await readJson(c.req.raw, maxBodyBytes));
    return c.json(decisionBody(await relata.check(input)), 200, NO_STORE);
  });
  route(app, "GET", "/api/health", healthy);
  route(app, "GET", "/livez", healthy);
  route(app, "GET", "/readyz", async (c) => {
    await relata.token();
    return healthy(c);
  });

  app.notFound((c) => problemResponse(new Problem("not_found", `there is nothing at \`${c.req.path}\``), log));
  app.onError((error) => problemResponse(error, log));
  return app;
}

/** Why: a decision is of one moment, and whoever kept it would decide by the past. */
const NO_STORE = { "cache-control": "no-store" };

function healthy(c: Context): Response {
  return c.json({ status: "ok" }, 200, NO_STORE);
}

/** One path with its one method; every other method there is refused with what is allowed (RFC 9110 §15.5.6). */
function route(app: Hono, method: "GET" | "POST", path: string, handle: (c: Context) => Response | Promise<Response>) {
  // Hono answers HEAD where it answers GET.
  const allow = method === "GET" ? "GET, HEAD" : method;
  app.on(method, path, handle);
  app.all(path, (c) => {
    throw new Problem("method_not_allowed", `\`${path}\` takes ${allow}, not \`${c.req.method}\``, { allow });
  });
}
