import type { House, Issuer } from "../../house.ts";
import { authzenMetadataRoutes } from "./metadata.ts";
import { evaluationRoutes } from "./evaluation.ts";
import { evaluationsRoutes } from "./evaluations.ts";
import { searchActionsRoutes } from "./search-actions.ts";
import { searchEntitiesRoutes } from "./search-entities.ts";

/** All routes of AuthZEN 1.0. Metadata is told where the server knows the address at which it is found. */
export function authzenRoutes(house: House, issuer?: Pick<Issuer, "issuer">) {
  return [
    evaluationRoutes(house),
    evaluationsRoutes(house),
    searchEntitiesRoutes(house),
    searchActionsRoutes(house),
    ...(issuer === undefined ? [] : [authzenMetadataRoutes(issuer)]),
  ];
}
