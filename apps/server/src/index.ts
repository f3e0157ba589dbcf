export { Access, type AccessOptions } from "./access/access.ts";
export type { OpenRoute, RoutePolicy } from "./access/route-policy.ts";
export { unstatedRoutes } from "./access/stated.ts";
export { createApp, type AppOptions } from "./create-app.ts";
export { createServer, type IssuerOptions, type KeyedServer, type ServerOptions } from "./create-server.ts";
export { listen, type Listening, type ListenOptions } from "./listen.ts";
export type { Log } from "./log.ts";
export { PROBLEM_STATUS, PROBLEM_TITLES, type ProblemCode, type ProblemStatus } from "./problems/problem-status.ts";
export type { ServerEnv } from "./server-env.ts";
