import type { MiddlewareHandler } from "hono";
import { Problem } from "../problems/problem.ts";
import type { ServerEnv } from "../server-env.ts";
import { readBody } from "./read-body.ts";
import { checkMediaType } from "./media-type.ts";
import { textOf } from "./text-of.ts";

const DEMANDS = Symbol("a body of JSON is demanded");

export interface JsonBodyOptions {
  readonly limitBytes: number;
  /** Whether a request may come without a body, and without saying what it would be. */
  readonly isOptional?: boolean;
}

/**
 * Reads the body of a route whose callers are admitted, within the limit. What is read stays with the request: its validator parses
 * it, once.
 *
 * @throws Problem `unsupported_media_type`, `body_too_large`, `invalid_json`
 */
export function jsonBody({ limitBytes, isOptional = false }: JsonBodyOptions): MiddlewareHandler<ServerEnv> {
  const middleware: MiddlewareHandler<ServerEnv> = (c, next) => {
    const { headers } = c.req.raw;
    const isDemanded = !isOptional || headers.has("content-type");
    if (isDemanded) checkMediaType(headers, "application/json");
    const pass = (bytes: Uint8Array) => {
      const text = textOf(bytes);
      if (isDemanded && text === "") throw new Problem("invalid_json", "the body is empty");
      if (!isDemanded && text !== "") checkMediaType(headers, "application/json");
      c.set("json", text);
      // Invariant: Hono takes what is cached as a promise of the text.
      c.req.bodyCache.text = Promise.resolve(text) as unknown as string;
      return next();
    };
    // Why read and not looked at: on a socket, a request without a body has a stream all the same.
    const body = readBody(c, limitBytes);
    return body instanceof Promise ? body.then(pass) : pass(body);
  };
  return Object.assign(middleware, { [DEMANDS]: !isOptional });
}

/** Whether the middleware is one that lets nothing but JSON through. */
export function demandsJson(middleware: object): boolean {
  return DEMANDS in middleware && middleware[DEMANDS] === true;
}
