import { z } from "@hono/zod-openapi";
import { holdsSecret } from "@relata/keys";
import { isJsonObject, type JsonObject } from "@relata/model";
import { holdsSecretWithin } from "../body/holds-secret-within.ts";
import { isShallow, MOST_DEPTH } from "../body/shallow.ts";

const MISPLACED = "holds a key, which does not belong there: take the key for known, and rotate it";

/**
 * A name or an id. The engine judges its form; here it is text, and not endless. Why no keys: names and ids are stored, and said
 * again in answers.
 */
export const text = z
  .string()
  .min(1)
  .max(1_024)
  .refine((value) => !holdsSecret(value), MISPLACED);

/**
 * A JSON object as it was parsed. Why neither looked into nor copied: whoever sent lists in lists without an end would end the
 * stack with them, and a copy lacks the attribute `__proto__`.
 */
export const jsonObject = z
  .unknown()
  .superRefine((input, context) => {
    if (!isJsonObject(input)) context.addIssue({ code: "invalid_type", expected: "object", input });
  })
  .openapi({ type: "object", additionalProperties: {} }) as unknown as z.ZodType<JsonObject, JsonObject>;

/**
 * Attributes, parameters, properties, a context: values by their names. What they must be, the model says. Why not deeper: what is
 * asked is written out for the tokens of pages, and what is stored is read again.
 */
export const attributes = jsonObject
  .refine((value) => !holdsSecretWithin(value), MISPLACED)
  .refine(isShallow, `may be nested ${MOST_DEPTH} deep at the most`);

/** What a decision waits for: `resource.amount`, `context.region`. */
export const missing = z.array(
  z.object({ path: z.string(), of: z.object({ type: z.string(), id: z.string() }).optional() }),
);

/** RFC 3339, in UTC. */
export const time = z.iso.datetime();

/** Milliseconds since the epoch as they are sent. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
