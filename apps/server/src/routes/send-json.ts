import type { Context, TypedResponse } from "hono";
import type { JSONParsed } from "hono/utils/types";
import type { ServerEnv } from "../server-env.ts";
import { NO_STORE } from "./router.ts";

/** An answer of 200 as the client is told its type. */
export type Sent200<T> = Response & TypedResponse<JSONParsed<T>, 200, "json">;

/**
 * An answer of 200 that nobody may keep, for routes that are asked very often: what `c.json` makes, but its headers stay plain until they are
 * written to the socket. Headers as an object of their own cost as much as all routing.
 */
export function sendJson<T extends object>(c: Context<ServerEnv>, value: T): Sent200<T> {
  return sendText<T>(c, JSON.stringify(value));
}

/** The same of the JSON text of such a value. */
export function sendText<T extends object>(c: Context<ServerEnv>, text: string): Sent200<T> {
  const headers = c.get("headers");
  if (headers === undefined) return c.body(text, 200, { ...JSON_HEADERS }) as unknown as Sent200<T>;
  headers["content-type"] = JSON_HEADERS["content-type"];
  headers["cache-control"] = JSON_HEADERS["cache-control"];
  const response = new Response(text, { status: 200, headers });
  c.set("complete", response);
  return response as unknown as Sent200<T>;
}

const JSON_HEADERS = { "content-type": "application/json", ...NO_STORE } as const;
