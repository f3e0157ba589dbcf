import { auditRoutes } from "./audit.ts";
import { AUTHZEN_ROUTES } from "./authzen/authzen-routes.ts";
import { authzenMetadataRoutes } from "./authzen/metadata.ts";
import { checkPermissionRoutes } from "./check-permission.ts";
import { exchangeRoutes } from "./exchange.ts";
import { decisionRoutes } from "./native/decision-routes.ts";
import { listRoutes } from "./native/list-routes.ts";
import { permissionRoutes } from "./native/permission-routes.ts";
import { reasonRoutes } from "./native/reason-routes.ts";
import { modelRoutes } from "./native/model-routes.ts";
import { modelWriteRoutes } from "./native/model-write-routes.ts";
import { tupleRoutes } from "./native/tuple-routes.ts";
import { writeRoutes } from "./native/write-routes.ts";
import { healthRoutes } from "./health.ts";
import { keyRoutes } from "./api-keys/key-routes.ts";
import { lifeRoutes } from "./api-keys/life-routes.ts";
import { listObjectsRoutes } from "./list-objects.ts";
import { metricsRoutes } from "./metrics.ts";
import { introspectRoutes } from "./oauth/introspect.ts";
import { metadataRoutes } from "./oauth/metadata.ts";
import { revokeRoutes } from "./oauth/revoke.ts";
import { tokenRoutes } from "./oauth/token.ts";
import { publicKeyRoutes } from "./public-keys.ts";
import { revocationRoutes } from "./revocations.ts";
import { watchRoutes } from "./watch.ts";
import { whoamiRoutes } from "./whoami.ts";

/**
 * What takes no keys to answer: questions, tuples and models, AuthZEN, and what tells of the server. An application is mounted of
 * these lists, and the type of the client is made of them.
 */
export const ENGINE_ROUTES = [
  healthRoutes,
  decisionRoutes,
  reasonRoutes,
  listRoutes,
  permissionRoutes,
  writeRoutes,
  tupleRoutes,
  modelRoutes,
  modelWriteRoutes,
  ...AUTHZEN_ROUTES,
  watchRoutes,
  metricsRoutes,
] as const;

/** What there is besides where callers have keys. */
export const KEYED_ROUTES = [
  checkPermissionRoutes,
  listObjectsRoutes,
  keyRoutes,
  lifeRoutes,
  revocationRoutes,
  auditRoutes,
  whoamiRoutes,
] as const;

/** Where keys are exchanged for tokens. */
export const ISSUING_ROUTES = [exchangeRoutes, publicKeyRoutes, tokenRoutes, introspectRoutes, revokeRoutes] as const;

/** Where clients find the rest, of a server that knows its own address. */
export const METADATA_ROUTES = [metadataRoutes, authzenMetadataRoutes] as const;
