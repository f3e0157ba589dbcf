import { z } from "@hono/zod-openapi";
import { attributes, text } from "../schemas.ts";

const properties = attributes.optional();

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
