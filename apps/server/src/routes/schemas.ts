import { z } from "@hono/zod-openapi";
import { holdsSecret } from "@relata/keys";

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

/** Attributes, by their names: JSON. */
export const attributes = z
  .record(z.string(), z.json())
  .refine((value) => !holdsSecret(JSON.stringify(value)), MISPLACED);

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
