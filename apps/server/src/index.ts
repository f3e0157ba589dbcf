export { createApp, type AppOptions } from "./create-app.ts";
export { listen, type Listening, type ListenOptions } from "./listen.ts";
export type { Log } from "./log.ts";
export { PROBLEM_STATUS, PROBLEM_TITLES, type ProblemCode, type ProblemStatus } from "./problem-status.ts";
