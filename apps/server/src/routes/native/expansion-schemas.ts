import { z } from "@hono/zod-openapi";
import type { Expansion } from "@relata/core";
import { INSTANT, OBJECT_REF, STORED_TUPLE } from "./answer-schemas.ts";
import type { Sent } from "./sent.ts";

const NAME = z.strictObject({ kind: z.enum(["name"]), object: OBJECT_REF, name: z.string() });

/** An algebra of sets. Trees contain trees as deep as an expression of the model, and no deeper: names are flat. */
const TREE: z.ZodType = z
  .union([
    NAME,
    z.strictObject({
      kind: z.enum(["tuples"]),
      object: OBJECT_REF,
      relation: z.string(),
      of: z.array(z.strictObject({ tuple: STORED_TUPLE, set: NAME.optional() })),
    }),
    z.strictObject({
      kind: z.enum(["arrow"]),
      object: OBJECT_REF,
      relation: z.string(),
      quantifier: z.enum(["any", "all"]),
      target: z.string(),
      of: z.array(z.strictObject({ object: OBJECT_REF, tuples: z.array(STORED_TUPLE), target: NAME.optional() })),
    }),
    z.strictObject({
      kind: z.enum(["union", "intersection"]),
      get of() {
        return z.array(TREE);
      },
    }),
    z.strictObject({
      kind: z.enum(["exclusion"]),
      get from() {
        return TREE;
      },
      get less() {
        return TREE;
      },
    }),
    z.strictObject({
      kind: z.enum(["when"]),
      get of() {
        return TREE;
      },
      policy: z.string(),
      object: OBJECT_REF,
    }),
    z.strictObject({ kind: z.enum(["self"]), object: OBJECT_REF }),
    z.strictObject({ kind: z.enum(["nil"]) }),
  ])
  .openapi("Tree");

/** Why a cast: of what contains itself, the schema knows no type. */
export const EXPANSION = z
  .object({
    depth: z.enum(["shallow", "deep"]),
    names: z.array(z.object({ object: OBJECT_REF, name: z.string(), tree: TREE })),
    validUntil: INSTANT.optional(),
  })
  .openapi("Expansion") as unknown as z.ZodType<Sent<Expansion>>;
