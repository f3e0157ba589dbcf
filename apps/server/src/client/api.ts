import type { Hono } from "hono";
import type { ExtractSchema } from "hono/types";
import type { ENGINE_ROUTES, ISSUING_ROUTES, KEYED_ROUTES, METADATA_ROUTES } from "../routes/all-routes.ts";

type Parts = (typeof ENGINE_ROUTES | typeof KEYED_ROUTES | typeof ISSUING_ROUTES | typeof METADATA_ROUTES)[number];

/** Everything that the server answers, with what it takes and says: of the very schemas that judge requests. A type alone. */
export type Api = Hono<object, Eased<ExtractSchema<ReturnType<Parts>>>>;

/** The same, where the query and the headers may be left out if nothing is required of them. A body may not: it is one, even if empty. */
type Eased<S> = {
  [Path in keyof S]: { [Method in keyof S[Path]]: EasedRoute<S[Path][Method]> };
};

type EasedRoute<R> = R extends { input: infer I } ? Omit<R, "input"> & { input: EasedInput<I> } : R;

type EasedInput<I> = Omit<I, Idle<I>> & Partial<Pick<I, Idle<I>>>;

/** The parts that may be left out. */
type Idle<I> = {
  [K in keyof I]: K extends "query" | "header" ? (Partial<I[K]> extends I[K] ? K : never) : never;
}[keyof I];
