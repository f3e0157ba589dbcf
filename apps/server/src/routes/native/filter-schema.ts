import { z } from "@hono/zod-openapi";
import { text } from "../schemas.ts";

/** Tuples with these parts; one that is left out matches all. With `relation: null`, plain subjects only. */
export const FILTER = z
  .strictObject({
    object: z.union([z.string(), z.strictObject({ type: text.optional(), id: text.optional() })]).optional(),
    relation: text.optional(),
    subject: z
      .union([
        z.string(),
        z.strictObject({ type: text.optional(), id: text.optional(), relation: text.nullable().optional() }),
      ])
      .optional(),
  })
  .openapi("Filter");

/** What must be so before a write, in the same transaction. */
export const PRECONDITION = z.strictObject({ must: z.enum(["match", "not_match"]), filter: FILTER });
