import { z } from "@hono/zod-openapi";
import { PROBLEM_PARTS } from "../described.ts";

/** RFC 3339 in UTC, to the nanosecond. */
export const INSTANT = z.string();

export const OBJECT_REF = z.object({ type: z.string(), id: z.string() });
export const SUBJECT_REF = z.object({ type: z.string(), id: z.string(), relation: z.string().optional() });

/** What a decision waits for: `resource.amount`, `context.region`. */
export const MISSING = z.array(z.object({ path: z.string(), of: OBJECT_REF.optional() }));

/** The instant before which time alone changes nothing. */
const validUntil = INSTANT.optional();

export const DECISION = z
  .union([
    z.object({ outcome: z.enum(["allowed"]), validUntil }),
    z.object({ outcome: z.enum(["denied"]), validUntil }),
    z.object({ outcome: z.enum(["conditional"]), missing: MISSING, validUntil }),
  ])
  .openapi("Decision");

/** Why one item of several has no answer: as a problem of its own. */
export const ITEM_PROBLEM = PROBLEM_PARTS.openapi("ItemProblem");

export const STORED_TUPLE = z
  .object({
    object: OBJECT_REF,
    relation: z.string(),
    subject: SUBJECT_REF,
    policy: z.object({ name: z.string(), parameters: z.record(z.string(), z.unknown()) }).optional(),
    from: INSTANT.optional(),
    until: INSTANT.optional(),
  })
  .openapi("StoredTuple");

const GRANT = { outcome: z.enum(["allowed", "conditional"]), missing: MISSING.optional(), validUntil };

/** One entry of a list. With `except` it is a wildcard: everything of the type that has no entry and is no exception. */
export const ENTRY = z
  .union([
    z.object({
      reference: z.string(),
      permissions: z.array(z.object({ permission: z.string(), ...GRANT })),
      except: z.array(z.string()).optional(),
    }),
    z.object({ reference: z.string(), ...GRANT, except: z.array(z.string()).optional() }),
  ])
  .openapi("Entry");

export const ENTRIES = z.object({ entries: z.array(ENTRY), next: z.string().optional() }).openapi("Entries");

export const HELD = z
  .object({
    object: z.string(),
    allowed: z.array(z.string()),
    conditional: z.array(z.object({ permission: z.string(), missing: MISSING })),
    validUntil,
  })
  .openapi("HeldPermissions");
