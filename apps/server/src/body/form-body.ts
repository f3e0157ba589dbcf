import type { MiddlewareHandler } from "hono";
import { Problem } from "../problems/problem.ts";
import type { ServerEnv } from "../server-env.ts";
import { checkMediaType } from "./media-type.ts";
import { readBody } from "./read-body.ts";

/** Parameters that a request may name several times. RFC 8693 §2.1. */
const REPEATED: ReadonlySet<string> = new Set(["audience", "resource"]);

/**
 * Reads the parameters of a form, within the limit. One without a value counts as left out, and one that stands there twice is
 * refused: two readers would take it for two things. RFC 6749 §3.2.
 *
 * @throws Problem `unsupported_media_type`, `body_too_large`, `invalid_request`
 */
export function formBody(limitBytes: number): MiddlewareHandler<ServerEnv> {
  return async (c, next) => {
    checkMediaType(c.req.raw.headers, "application/x-www-form-urlencoded");
    const form = formOf(await readBody(c, limitBytes));
    c.set("form", form);
    // Invariant: Hono takes what is cached as a promise of the text.
    c.req.bodyCache.text = Promise.resolve(form.toString()) as unknown as string;
    await next();
  };
}

function formOf(bytes: Uint8Array): URLSearchParams {
  const given = [...new URLSearchParams(new TextDecoder().decode(bytes))].filter(([, value]) => value !== "");
  const names = given.map(([name]) => name).filter((name) => !REPEATED.has(name));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return new URLSearchParams(given);
  throw new Problem("invalid_request", `the parameter \`${twice}\` stands there more than once`);
}
