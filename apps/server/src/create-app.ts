import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Relata } from "@relata/core";
import { describeSecurity } from "./openapi/openapi-document.ts";
import type { House, Issuer } from "./house.ts";
import { sendStated } from "./access/send-stated.ts";
import { logToConsole, type Log } from "./log.ts";
import { observe, type Observing } from "./observing/observe.ts";
import { answerProblem, answerUnknown } from "./problems/answer-problem.ts";
import { auditRoutes } from "./routes/audit.ts";
import { authzenRoutes } from "./routes/authzen/authzen-routes.ts";
import { checkRoutes } from "./routes/check.ts";
import { checkPermissionRoutes } from "./routes/check-permission.ts";
import { exchangeRoutes } from "./routes/exchange.ts";
import { decisionRoutes } from "./routes/native/decision-routes.ts";
import { listRoutes } from "./routes/native/list-routes.ts";
import { permissionRoutes } from "./routes/native/permission-routes.ts";
import { reasonRoutes } from "./routes/native/reason-routes.ts";
import { modelRoutes } from "./routes/native/model-routes.ts";
import { modelWriteRoutes } from "./routes/native/model-write-routes.ts";
import { tupleRoutes } from "./routes/native/tuple-routes.ts";
import { writeRoutes } from "./routes/native/write-routes.ts";
import { healthRoutes } from "./routes/health.ts";
import { keyRoutes } from "./routes/api-keys/key-routes.ts";
import { lifeRoutes } from "./routes/api-keys/life-routes.ts";
import { listObjectsRoutes } from "./routes/list-objects.ts";
import { metricsRoutes } from "./routes/metrics.ts";
import { introspectRoutes } from "./routes/oauth/introspect.ts";
import { metadataRoutes } from "./routes/oauth/metadata.ts";
import { revokeRoutes } from "./routes/oauth/revoke.ts";
import { tokenRoutes } from "./routes/oauth/token.ts";
import { describeRoutes } from "./routes/openapi.ts";
import { publicKeyRoutes } from "./routes/public-keys.ts";
import { revocationRoutes } from "./routes/revocations.ts";
import { router } from "./routes/router.ts";
import { unsecuredBody } from "./routes/secured.ts";
import { watchRoutes } from "./routes/watch.ts";
import { whoamiRoutes } from "./routes/whoami.ts";
import type { ServerEnv } from "./server-env.ts";

export interface AppOptions {
  readonly relata: Relata;
  /** Told of every fault of the server; the standard error stream unless given. */
  readonly log?: Log;
  /** Bytes that the body of a request may have: 1 MiB unless given. */
  readonly maxBodyBytes?: number;
}

export const MAX_BODY_BYTES = 1_048_576;

/**
 * The HTTP application over an engine alone: it parses, asks and prints. It knows no users: whoever reaches it may ask
 * anything, so it belongs where nobody else does. `createServer` makes the one that knows who is calling.
 */
export function createApp({
  relata,
  log = logToConsole,
  maxBodyBytes = MAX_BODY_BYTES,
}: AppOptions): OpenAPIHono<ServerEnv> {
  const app = withProblems(router(), log, { observers: [] });
  app.route("/", healthRoutes(relata));
  const open = unsecuredBody("whoever reaches this server may ask anything", maxBodyBytes);
  app.route("/", checkRoutes(relata, open));
  describeRoutes(app);
  return app;
}

/** The same with keys: every route says who may call it. */
export function createKeyedApp(house: House): OpenAPIHono<ServerEnv> {
  const { relata, access, issuer, log } = house;
  const { observers, metrics, trace } = house;
  const app = withProblems(router(), log, { observers, trace, onBegun: metrics.onBegun });
  const routes = [
    healthRoutes(relata),
    decisionRoutes(house),
    reasonRoutes(house),
    listRoutes(house),
    permissionRoutes(house),
    writeRoutes(house),
    tupleRoutes(house),
    modelRoutes(house),
    modelWriteRoutes(house),
    checkPermissionRoutes(house),
    listObjectsRoutes(house),
    keyRoutes(house),
    lifeRoutes(house),
    revocationRoutes(house),
    auditRoutes(house),
    whoamiRoutes(house),
    ...authzenRoutes(house),
    watchRoutes(house),
    metricsRoutes(house),
    ...(issuer === undefined ? [] : issuerRoutes(house, issuer)),
  ];
  for (const part of routes) app.route("/", part);
  describeSecurity(app, access.header);
  describeRoutes(app);
  return app;
}

function issuerRoutes(house: House, issuer: Issuer) {
  return [
    exchangeRoutes(house, issuer),
    publicKeyRoutes(issuer),
    tokenRoutes(house, issuer),
    introspectRoutes(house, issuer),
    revokeRoutes(house, issuer),
    metadataRoutes(issuer),
  ];
}

function withProblems(app: OpenAPIHono<ServerEnv>, log: Log, observing: Observing): OpenAPIHono<ServerEnv> {
  app.use(observe(observing));
  app.use(sendStated);
  app.notFound((c) => answerUnknown(app, c, log));
  app.onError((error, c) => answerProblem(error, c, log));
  return app;
}
