import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Relata } from "@relata/core";
import { describeSecurity } from "./openapi/openapi-document.ts";
import { OpenAccess } from "./access/open-access.ts";
import { sendStated } from "./access/send-stated.ts";
import type { House, KeyedHouse } from "./house.ts";
import { REQUEST_LIMITS, type RequestLimits } from "./limits.ts";
import { logToConsole, type Log } from "./log.ts";
import type { Observer } from "./observing/answered.ts";
import { createMetrics } from "./observing/metrics/metrics.ts";
import { observe } from "./observing/observe.ts";
import { engineSpans } from "./observing/tracing/engine-spans.ts";
import type { TraceOptions } from "./observing/tracing/trace-options.ts";
import { answerProblem, answerUnknown } from "./problems/answer-problem.ts";
import { ENGINE_ROUTES, ISSUING_ROUTES, KEYED_ROUTES, METADATA_ROUTES } from "./routes/all-routes.ts";
import { docsRoutes } from "./routes/docs.ts";
import { describeRoutes } from "./routes/openapi.ts";
import { router } from "./routes/router.ts";
import type { ServerEnv } from "./server-env.ts";
import { OpenStreams } from "./streams/open-streams.ts";
import { STREAM_SETTINGS, type StreamSettings } from "./streams/stream-settings.ts";

export interface AppOptions {
  readonly relata: Relata;
  /** Told of every fault of the server; the standard error stream unless given. */
  readonly log?: Log;
  /** Bytes that the body of a request may have: 1 MiB unless given. */
  readonly maxBodyBytes?: number;
  /** Whether only those are answered who name this machine as itself, as `localhost`: whom else a browser may have sent here. */
  readonly isLocal?: boolean;
  /** The most that one request may ask for, where that is not what it is unless given. */
  readonly requestLimits?: Partial<RequestLimits>;
  /** Told of every request that was answered, for the application's own logs and counts. */
  readonly onAnswered?: Observer;
  /** What spans are made of, where the application traces with OpenTelemetry. */
  readonly trace?: TraceOptions;
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
  const metrics = createMetrics({ relata, log });
  const { trace = {} } = options;
  relata.observe(metrics.onEvent);
  relata.observe(engineSpans(trace));
  const house: House = {
    relata,
    access: new OpenAccess(options.isLocal),
    maxBodyBytes,
    limits: { ...REQUEST_LIMITS, ...requestLimits },
    log,
    streams,
    openStreams: new OpenStreams(streams),
    metrics,
    observers: [metrics.onAnswered, ...(onAnswered === undefined ? [] : [onAnswered])],
    trace,
  };
  const app = begun(house);
  for (const routes of ENGINE_ROUTES) app.route("/", routes(house));
  return described(app);
}

/** The same with keys: every route says who may call it. */
export function createKeyedApp(house: KeyedHouse): OpenAPIHono<ServerEnv> {
  const app = begun(house);
  for (const routes of ENGINE_ROUTES) app.route("/", routes(house));
  for (const routes of KEYED_ROUTES) app.route("/", routes(house));
  const { access, issuer } = house;
  if (issuer !== undefined) {
    const issuing = { ...house, issuer };
    for (const routes of ISSUING_ROUTES) app.route("/", routes(issuing));
    if (URL.canParse(issuer.issuer)) for (const routes of METADATA_ROUTES) app.route("/", routes(issuing));
  }
  if (access.header !== undefined) describeSecurity(app, access.header);
  return described(app);
}

/** What stands before all routes, and what answers where none does. */
function begun({ log, observers, metrics, trace }: House): OpenAPIHono<ServerEnv> {
  const app = router();
  app.use(observe({ observers, trace, onBegun: metrics.onBegun }));
  app.use(sendStated);
  app.notFound((c) => answerUnknown(app, c, log));
  app.onError((error, c) => answerProblem(error, c, log));
  return app;
}

function described(app: OpenAPIHono<ServerEnv>): OpenAPIHono<ServerEnv> {
  describeRoutes(app);
  docsRoutes(app);
  return app;
}
