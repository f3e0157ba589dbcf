import { z } from "@hono/zod-openapi";
import type { RequestLimits } from "../../limits.ts";
import { attributes, text } from "../schemas.ts";

const OF_OBJECT = "is text such as `doc:plan`, or an object of `type` and `id`";
const OF_SUBJECT = "is text such as `user:ann`, or an object of `type`, `id` and perhaps `relation`";

export const OBJECT = z.union([z.string(), z.strictObject({ type: text, id: text })], OF_OBJECT).openapi("Object");

/** As text, or in parts; with a relation it is a subject set. */
const REFERENCE = z
  .union([z.string(), z.strictObject({ type: text, id: text, relation: text.optional() })], OF_SUBJECT)
  .openapi("Reference");

/** One, or several that must all be allowed. */
export const SUBJECT = z
  .union(
    [REFERENCE, z.strictObject({ allOf: z.array(REFERENCE).min(1).max(100) })],
    `${OF_SUBJECT}; or \`{ allOf: […] }\``,
  )
  .openapi("Subject");

export const TUPLE = z
  .union([
    z.string(),
    z.strictObject({
      object: OBJECT,
      relation: text,
      subject: REFERENCE,
      policy: z.strictObject({ name: text, parameters: attributes.optional() }).optional(),
      from: text.optional(),
      until: text.optional(),
    }),
  ])
  .openapi("Tuple");

/** One permission, or several at once. */
export const PERMISSIONS = z.union([text, z.array(text).min(1).max(100)]);

export const CONSISTENCY = z
  .union([z.enum(["fast", "latest"]), z.strictObject({ atLeast: z.string() }), z.strictObject({ exactly: z.string() })])
  .openapi("Consistency");

/** What a question brings besides what it asks, within the limits of the server. */
export function termFields(limits: RequestLimits) {
  const { deadlineMs, budget, writeChanges } = limits;
  return {
    consistency: CONSISTENCY.optional(),
    now: z.string().optional(),
    tuples: z.array(TUPLE).max(writeChanges, atMost(writeChanges, "tuples")).optional(),
    deadlineMs: upTo(deadlineMs).optional(),
    budget: upTo(budget).optional(),
  };
}

/** The same of what is decided, and not only shown. */
export function circumstanceFields(limits: RequestLimits) {
  return { ...termFields(limits), context: attributes.optional() };
}

const USUAL_PAGE = 100;

export function pageFields({ pageEntries }: RequestLimits) {
  const limit = upTo(pageEntries).default(Math.min(USUAL_PAGE, pageEntries));
  return { limit, cursor: z.string().optional() };
}

export function upTo(limit: number) {
  const error = { error: `is a whole number, from 1 to ${limit.toLocaleString("en")}` };
  return z.int(error).min(1, error).max(limit, error);
}

export function atMost(limit: number, what: string): string {
  return `may have ${limit.toLocaleString("en")} ${what} at the most`;
}
