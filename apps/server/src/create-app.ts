import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Relata } from "@relata/core";
import { describeSecurity } from "./openapi/openapi-document.ts";
import type { House } from "./house.ts";
import { sendStated } from "./access/send-stated.ts";
import { logToConsole, type Log } from "./log.ts";
import type { Observer } from "./observing/answered.ts";
import { observe } from "./observing/observe.ts";
import { answerProblem, answerUnknown } from "./problems/answer-problem.ts";
import { checkRoutes } from "./routes/check.ts";
import { docsRoutes } from "./routes/docs.ts";
import { healthRoutes } from "./routes/health.ts";
import { ISSUING_ROUTES, KEYED_ROUTES, METADATA_ROUTES } from "./routes/keyed-routes.ts";
import { describeRoutes } from "./routes/openapi.ts";
import { router } from "./routes/router.ts";
import { unsecuredBody } from "./routes/secured.ts";
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
  const app = withProblems(router(), log, []);
  app.route("/", healthRoutes({ relata }));
  const open = unsecuredBody("whoever reaches this server may ask anything", maxBodyBytes);
  app.route("/", checkRoutes(relata, open));
  describeRoutes(app);
  docsRoutes(app);
  return app;
}

/** The same with keys: every route says who may call it. */
export function createKeyedApp(house: House): OpenAPIHono<ServerEnv> {
  const app = withProblems(router(), house.log, house.observers);
  for (const routes of KEYED_ROUTES) app.route("/", routes(house));
  const { issuer } = house;
  if (issuer !== undefined) {
    const issuing = { ...house, issuer };
    for (const routes of ISSUING_ROUTES) app.route("/", routes(issuing));
    if (URL.canParse(issuer.issuer)) for (const routes of METADATA_ROUTES) app.route("/", routes(issuing));
  }
  describeSecurity(app, house.access.header);
  describeRoutes(app);
  docsRoutes(app);
  return app;
}

function withProblems(app: OpenAPIHono<ServerEnv>, log: Log, observers: readonly Observer[]): OpenAPIHono<ServerEnv> {
  app.use(observe(observers));
  app.use(sendStated);
  app.notFound((c) => answerUnknown(app, c, log));
  app.onError((error, c) => answerProblem(error, c, log));
  return app;
}
