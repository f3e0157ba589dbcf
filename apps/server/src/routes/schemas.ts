import type { Json } from "@relata/model";
import { z } from "@hono/zod-openapi";

/** A name or an id. The engine judges its form; here it is text, and not endless. */
export const text = z.string().min(1).max(1_024);

/** JSON as it was parsed. Not looked into: whoever sent lists in lists without an end would end the stack with them. */
const parsed = z.unknown() as unknown as z.ZodType<Json>;

/** Attributes, by their names. */
export const attributes = z.record(z.string(), parsed);

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
