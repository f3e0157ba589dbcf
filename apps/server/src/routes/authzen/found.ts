import { z } from "@hono/zod-openapi";
import type { ListingPage, ListingPageInput } from "@relata/core";
import type { RequestLimits } from "../../limits.ts";
import { given } from "../given.ts";
import { text } from "../schemas.ts";
import { isOfNoModel } from "./answer.ts";

/** Which part of a search. `next_token` is what earlier drafts called the token. */
export const PAGE = z
  .object({ limit: z.int().min(1).optional(), token: z.string().optional(), next_token: z.string().optional() })
  .optional();

const entity = z.object({ type: z.string(), id: z.string() });

/** What a list of entities has no place for: AuthZEN leaves `properties` of a page to the server. */
const BESIDE = z.object({
  conditional: z.array(text).optional(),
  wildcard: z.object({ outcome: z.enum(["allowed", "conditional"]), except: z.array(z.string()) }).optional(),
});

const NEXT = z.object({ next_token: z.string(), count: z.int(), properties: BESIDE.optional() });

export const ENTITIES = z.object({ results: z.array(entity), page: NEXT }).openapi("FoundEntities");
export const ACTIONS = z
  .object({ results: z.array(z.object({ name: z.string() })), page: NEXT })
  .openapi("FoundActions");

export type Entities = z.infer<typeof ENTITIES>;

/** The page of a list that a search asks for. A wish for more than fits in one gets as much as fits. */
export function pageInput(page: z.infer<typeof PAGE>, { pageEntries }: RequestLimits): ListingPageInput {
  const { limit = pageEntries, token = "", next_token = "" } = page ?? {};
  const after = token === "" ? next_token : token;
  return given({ limit: Math.min(limit, pageEntries), after: after === "" ? undefined : after });
}

/** The answer to a search, of whatever it found. */
export function found<T>(results: T[], beside: z.infer<typeof BESIDE> = {}, next = "") {
  const properties = Object.keys(beside).length === 0 ? {} : { properties: beside };
  return { results, page: { next_token: next, count: results.length, ...properties } };
}

/**
 * A part of a list as AuthZEN has it: those that a decision is `true` for. What is conditional, and what no id names, stands
 * beside them: so no list is silently short.
 */
export function foundEntities({ entries, next }: ListingPage, type: string): Entities {
  const idOf = (reference: string) => reference.slice(type.length + 1);
  const whole = entries.find(({ except }) => except !== undefined);
  const named = entries.filter((entry) => entry !== whole);
  const ids = (outcome: string) => named.filter((one) => one.outcome === outcome).map((one) => idOf(one.reference));
  const conditional = ids("conditional");
  const beside = {
    ...(conditional.length > 0 && { conditional }),
    ...(whole !== undefined && {
      wildcard: { outcome: whole.outcome, except: (whole.except ?? []).map((one) => idOf(one)) },
    }),
  };
  const results = ids("allowed").map((id) => ({ type, id }));
  return found(results, beside, next);
}

/**
 * The answer, or an empty one where the model has no such type or action: nothing is found then.
 *
 * @throws whatever else goes wrong
 */
export async function orNothing<T>(search: Promise<T>, nothing: T): Promise<T> {
  try {
    return await search;
  } catch (error) {
    if (isOfNoModel(error)) return nothing;
    throw error;
  }
}
