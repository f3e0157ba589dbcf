import type { House } from "../../house.ts";
import { authzenMetadataRoutes } from "./metadata.ts";
import { evaluationRoutes } from "./evaluation.ts";
import { evaluationsRoutes } from "./evaluations.ts";
import { searchActionsRoutes } from "./search-actions.ts";
import { searchEntitiesRoutes } from "./search-entities.ts";

/** All routes of AuthZEN 1.0. */
export function authzenRoutes(house: House) {
  const { issuer } = house;
  return [
    evaluationRoutes(house),
    evaluationsRoutes(house),
    searchEntitiesRoutes(house),
    searchActionsRoutes(house),
    ...(issuer === undefined ? [] : [authzenMetadataRoutes(issuer)]),
  ];
}
