import { evaluationRoutes } from "./evaluation.ts";
import { evaluationsRoutes } from "./evaluations.ts";
import { searchActionsRoutes } from "./search-actions.ts";
import { searchEntitiesRoutes } from "./search-entities.ts";

/** All routes of AuthZEN 1.0 that decide, and that search. */
export const AUTHZEN_ROUTES = [evaluationRoutes, evaluationsRoutes, searchEntitiesRoutes, searchActionsRoutes] as const;
