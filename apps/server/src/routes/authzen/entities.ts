import { z } from "@hono/zod-openapi";
import { isWithinDepth } from "../../body/is-within-depth.ts";
import { attributes, text } from "../schemas.ts";

const MOST_LEVELS = 64;

/** Why not deeper: the token of a page names its question, which is written out for it. */
const properties = attributes
  .refine((value) => isWithinDepth(value, MOST_LEVELS), `is more than ${MOST_LEVELS} levels deep`)
  .optional();

/** Fields that are not known are passed over: AuthZEN keeps them for its later versions. */
export const subject = z.object({ type: text, id: text, properties });
export const resource = z.object({ type: text, id: text, properties });
export const action = z.object({ name: text, properties });
export const context = properties;

/** What a search looks for: its id, where it has one, is not looked at. */
export const sought = z.object({ type: text, properties });

/** One question of AuthZEN. */
export const EVALUATION = z.object({ subject, action, resource, context }).openapi("AccessEvaluation");

export type Evaluation = z.infer<typeof EVALUATION>;
