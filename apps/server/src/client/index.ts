export type { Api } from "./api.ts";
export { createClient, type Client, type ClientOptions } from "./create-client.ts";
export { parseResponse } from "hono/client";
