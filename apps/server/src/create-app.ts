import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Relata } from "@relata/core";
import { describeSecurity } from "./openapi/openapi-document.ts";
import { OpenAccess } from "./access/open-access.ts";
import { sendStated } from "./access/send-stated.ts";
import type { House, Issuer, KeyedHouse } from "./house.ts";
import { REQUEST_LIMITS, type RequestLimits } from "./limits.ts";
import { logToConsole, type Log } from "./log.ts";
import type { Observer } from "./observing/answered.ts";
import { createMetrics } from "./observing/metrics.ts";
import { observe } from "./observing/observe.ts";
import { answerProblem, answerUnknown } from "./problems/answer-problem.ts";
import { auditRoutes } from "./routes/audit.ts";
import { authzenRoutes } from "./routes/authzen/authzen-routes.ts";
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
import { watchRoutes } from "./routes/watch.ts";
import { whoamiRoutes } from "./routes/whoami.ts";
import type { ServerEnv } from "./server-env.ts";
import { OpenStreams } from "./streams/open-streams.ts";
import { STREAM_SETTINGS, type StreamSettings } from "./streams/stream-settings.ts";

export interface AppOptions {
  readonly relata: Relata;
  /** Told of every fault of the server; the standard error stream unless given. */
  readonly log?: Log;
  /** Bytes that the body of a request may have: 1 MiB unless given. */
  readonly maxBodyBytes?: number;
  /** The most that one request may ask for, where that is not what it is unless given. */
  readonly requestLimits?: Partial<RequestLimits>;
  /** Told of every request that was answered, for the application's own logs and counts. */
  readonly onAnswered?: Observer;
  /** How patient streams are with their clients, and how many there may be. */
  readonly streams?: Partial<StreamSettings>;
}

export const MAX_BODY_BYTES = 1_048_576;

/**
 * The HTTP application over an engine alone: questions, tuples and models, watched too, and AuthZEN, by the same routes as
 * with keys. It knows no users: whoever reaches it may do everything, so it belongs where nobody else comes, and a question names
 * whom it is about. `createServer` makes the one that knows who is calling.
 */
export function createApp(options: AppOptions): OpenAPIHono<ServerEnv> {
  const { relata, log = logToConsole, maxBodyBytes = MAX_BODY_BYTES, requestLimits, onAnswered } = options;
  const streams = { ...STREAM_SETTINGS, ...options.streams };
  const metrics = createMetrics();
  const house: House = {
    relata,
    access: new OpenAccess(),
    maxBodyBytes,
    limits: { ...REQUEST_LIMITS, ...requestLimits },
    log,
    streams,
    openStreams: new OpenStreams(streams),
    metrics,
    observers: [metrics.onAnswered, ...(onAnswered === undefined ? [] : [onAnswered])],
  };
  return appOf(house, [...engineRoutes(house), ...authzenRoutes(house), watchRoutes(house), metricsRoutes(house)]);
}

/** The same with keys: every route says who may call it. */
export function createKeyedApp(house: KeyedHouse): OpenAPIHono<ServerEnv> {
  const { issuer } = house;
  return appOf(house, [
    ...engineRoutes(house),
    checkPermissionRoutes(house),
    listObjectsRoutes(house),
    keyRoutes(house),
    lifeRoutes(house),
    revocationRoutes(house),
    auditRoutes(house),
    whoamiRoutes(house),
    ...authzenRoutes(house, issuer),
    watchRoutes(house),
    metricsRoutes(house),
    ...(issuer === undefined ? [] : issuerRoutes(house, issuer)),
  ]);
}

/** What takes no keys to answer. */
function engineRoutes(house: House) {
  return [
    healthRoutes(house.relata),
    decisionRoutes(house),
    reasonRoutes(house),
    listRoutes(house),
    permissionRoutes(house),
    writeRoutes(house),
    tupleRoutes(house),
    modelRoutes(house),
    modelWriteRoutes(house),
  ];
}

function issuerRoutes(house: KeyedHouse, issuer: Issuer) {
  return [
    exchangeRoutes(house, issuer),
    publicKeyRoutes(issuer),
    tokenRoutes(house, issuer),
    introspectRoutes(house, issuer),
    revokeRoutes(house, issuer),
    metadataRoutes(issuer),
  ];
}

function appOf({ access, log, observers }: House, routes: readonly OpenAPIHono<ServerEnv>[]): OpenAPIHono<ServerEnv> {
  const app = router();
  app.use(observe(observers));
  app.use(sendStated);
  app.notFound((c) => answerUnknown(app, c, log));
  app.onError((error, c) => answerProblem(error, c, log));
  for (const part of routes) app.route("/", part);
  if (access.header !== undefined) describeSecurity(app, access.header);
  describeRoutes(app);
  return app;
}
