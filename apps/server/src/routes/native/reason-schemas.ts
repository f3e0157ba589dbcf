import { z } from "@hono/zod-openapi";
import type { Explanation } from "@relata/core";
import { DECISION, MISSING, OBJECT_REF, STORED_TUPLE, SUBJECT_REF } from "./answer-schemas.ts";
import type { Sent } from "./sent.ts";

/** 0 is false, 1 unknown, 2 true. */
const truth = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const json = z.unknown();

const CLAUSE = z.object({
  pointer: z.string(),
  rule: json,
  holds: z.boolean(),
  reads: z.array(z.object({ path: z.string(), value: json, turnsAt: json.optional() })),
});

/** One step of a reason. Steps contain steps as deep as an expression of the model, and no deeper: names are flat. */
const STEP: z.ZodType = z
  .union([
    z.strictObject({ kind: z.enum(["name"]), truth, object: OBJECT_REF, name: z.string() }),
    z.strictObject({
      kind: z.enum(["tuple"]),
      truth,
      tuple: STORED_TUPLE,
      get of() {
        return z.array(STEP);
      },
    }),
    z.strictObject({
      kind: z.enum(["arrow"]),
      truth,
      object: OBJECT_REF,
      relation: z.string(),
      quantifier: z.enum(["any", "all"]),
      target: z.string(),
      get of() {
        return z.array(STEP);
      },
    }),
    z.strictObject({
      kind: z.enum(["policy"]),
      truth,
      policy: z.string(),
      object: OBJECT_REF,
      subject: OBJECT_REF.optional(),
      missing: MISSING,
      clauses: z.array(CLAUSE).optional(),
      problem: z.object({ code: z.string(), message: z.string() }).optional(),
    }),
    z.strictObject({
      kind: z.enum(["union", "intersection"]),
      truth,
      get of() {
        return z.array(STEP);
      },
    }),
    z.strictObject({
      kind: z.enum(["exclusion"]),
      truth,
      get from() {
        return STEP.optional();
      },
      get less() {
        return STEP.optional();
      },
    }),
    z.strictObject({ kind: z.enum(["paradox", "identity", "not_self", "nil"]), truth }),
    z.strictObject({
      kind: z.enum(["absent"]),
      truth,
      tuple: STORED_TUPLE,
      why: z.enum(["too_early", "expired"]),
    }),
    z.strictObject({ kind: z.enum(["no_tuple"]), truth, object: OBJECT_REF, relation: z.string() }),
  ])
  .openapi("Step");

const MISS = z
  .union([
    z.strictObject({ kind: z.enum(["write", "delete"]), tuple: STORED_TUPLE }),
    z.strictObject({
      kind: z.enum(["replace"]),
      tuple: STORED_TUPLE,
      instead: STORED_TUPLE,
      why: z.enum(["too_early", "expired", "parameter"]),
    }),
    z.strictObject({
      kind: z.enum(["attribute"]),
      path: z.string(),
      of: OBJECT_REF.optional(),
      tuple: STORED_TUPLE.optional(),
      policy: z.string(),
      object: OBJECT_REF,
      clause: CLAUSE,
      value: json,
      needs: json.optional(),
    }),
  ])
  .openapi("Miss");

const REASON = z.object({
  subject: SUBJECT_REF,
  names: z.array(z.object({ object: OBJECT_REF, name: z.string(), truth, step: STEP })),
});

/** Why a cast: of what contains itself, the schema knows no type. */
export const EXPLANATION = z
  .object({ decision: DECISION, reasons: z.array(REASON), misses: z.array(MISS) })
  .openapi("Explanation") as unknown as z.ZodType<Sent<Explanation>>;
