import { z } from "@hono/zod-openapi";
import type { ModelEntry } from "@relata/core";
import { time, timeText } from "../schemas.ts";
import { OBJECT_REF, STORED_TUPLE } from "./answer-schemas.ts";

export const ENTRY = z
  .object({ number: z.int(), at: time, hash: z.string(), message: z.string().optional() })
  .openapi("AppliedModel");

export function entryBody({ number, at, hash, message }: ModelEntry): z.infer<typeof ENTRY> {
  return { number, at: timeText(at), hash, ...(message !== undefined && { message }) };
}

const SUBJECT_KIND = z.object({
  type: z.string(),
  relation: z.string().optional(),
  wildcard: z.literal(true).optional(),
  policy: z.string().optional(),
});
const COUNTED = { reason: z.string(), count: z.int() };

/** What is live, and does not fit a model: by its kind, with some examples. */
export const STRANDED = z
  .object({
    tuples: z.array(
      z.object({
        kind: z.object({ type: z.string(), relation: z.string(), subject: SUBJECT_KIND }),
        ...COUNTED,
        examples: z.array(STORED_TUPLE),
      }),
    ),
    attributes: z.array(
      z.object({
        kind: z.object({ type: z.string(), name: z.string() }),
        ...COUNTED,
        examples: z.array(z.object({ object: OBJECT_REF, value: z.unknown() })),
      }),
    ),
  })
  .openapi("Stranded");

export const CHANGES = z.array(
  z.object({
    kind: z.enum(["added", "removed", "changed"]),
    of: z.string(),
    path: z.string(),
    words: z.string(),
    before: z.string().optional(),
    after: z.string().optional(),
    rename: z.string().optional(),
  }),
);

const at = z.int();

export const DIAGNOSTIC = z
  .object({
    code: z.string(),
    severity: z.enum(["error", "warning"]),
    message: z.string(),
    hint: z.string(),
    span: z.object({
      path: z.string(),
      start: at,
      end: at,
      line: at,
      column: at,
      endLine: at,
      endColumn: at,
    }),
    rendered: z.string(),
  })
  .openapi("Diagnostic");
