import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Relata } from "@relata/core";
import { describeSecurity } from "./openapi/openapi-document.ts";
import { OpenAccess } from "./access/open-access.ts";
import { sendStated } from "./access/send-stated.ts";
import type { House, KeyedHouse } from "./house.ts";
import { observe } from "./observing/observe.ts";
import { openHouse, type HouseOptions } from "./open-house.ts";
import { answerProblem, answerUnknown } from "./problems/answer-problem.ts";
import { ENGINE_ROUTES, ISSUING_ROUTES, KEYED_ROUTES, METADATA_ROUTES } from "./routes/all-routes.ts";
import { docsRoutes } from "./routes/docs.ts";
import { describeRoutes } from "./routes/openapi.ts";
import { router } from "./routes/router.ts";
import type { ServerEnv } from "./server-env.ts";

export interface AppOptions extends HouseOptions {
  readonly relata: Relata;
  /** Whether only those are answered who name this machine as itself, as `localhost`: whom else a browser may have sent here. */
  readonly isLocal?: boolean;
}

/** An application that is put together, before it listens. */
export interface OpenServer {
  readonly app: OpenAPIHono<ServerEnv>;
  /** Lets go of the engine, which stays open. */
  readonly close: () => Promise<void>;
}

/**
 * The HTTP application over an engine alone: questions, tuples and models, watched too, and AuthZEN, by the same routes as
 * with keys. It knows no users: whoever reaches it may do everything, so it belongs where nobody else comes, and a question names
 * whom it is about. `createServer` makes the one that knows who is calling.
 */
export function createApp({ relata, isLocal, ...options }: AppOptions): OpenServer {
  const { house, close } = openHouse({ relata, access: new OpenAccess(isLocal) }, options);
  const app = begun(house);
  for (const routes of ENGINE_ROUTES) app.route("/", routes(house));
  return { app: described(app), close };
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
