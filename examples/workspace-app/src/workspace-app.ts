import { readFileSync } from "node:fs";
import { createRoute, z } from "@hono/zod-openapi";
import { createRelata, Failure, readModel, type Relata } from "@relata/core";
import { sessions, subjectOf, withSystem, type SessionOptions } from "@relata/keys";
import { sqliteKeys, sqliteLimiter } from "@relata/keys/sqlite";
import { createServer, type KeyedServer } from "@relata/server";
import { sqlite } from "@relata/sqlite";

/** What the operator says in the environment of the process. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface WorkspaceApp extends KeyedServer {
  readonly relata: Relata;
}

const HOUR_SECONDS = 3_600;
const { model } = readModel(readFileSync(new URL("../authz.relata", import.meta.url), "utf8"));

const list = (text = "") =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/**
 * The app, of its environment. Who is calling is found in this order: a session, a stored key, the admin key, a client key.
 *
 * @throws Failure `invalid_key` for a key of the environment that is too short, for addresses and limits that are none
 */
export async function openWorkspaceApp(env: Environment, readSession: SessionOptions["read"]): Promise<WorkspaceApp> {
  const { DATABASE: file = "authz.db", RELATA_ADMIN_KEY: admin = "", RELATA_CLIENT_KEYS: clients = "" } = env;
  const { ALLOWED_IPS: addresses = "*", TRUSTED_PROXIES: proxies, API_RATE_LIMIT: limit = "100" } = env;
  const relata = await createRelata({ model: withSystem(model), store: sqlite(file) });
  const keyStore = sqliteKeys(file);
  const server = await createServer({
    relata,
    keyStore,
    app: "ws",
    sessions: [sessions({ cookies: ["next-auth.session-token"], read: readSession })],
    environment: { admin, clients },
    addresses: list(addresses),
    trustedProxies: list(proxies),
    limits: [{ limit: Number(limit), windowSeconds: HOUR_SECONDS }],
    // In the database, so that a restart forgets nothing, and every process counts the same.
    limiter: sqliteLimiter(keyStore),
  });
  // The operator's own programs may ask in every workspace.
  const own = ["env-admin", ...list(clients).map((_, n) => `env-client-${n + 1}`)];
  await relata.write(own.map((id) => `workspace:*#member@apikey:${id}`));
  addRoutes(server, relata);
  return {
    ...server,
    relata,
    close: async () => {
      await server.close();
      await relata.close();
    },
  };
}

const QUESTION = z.strictObject({ workspaceId: z.string().min(1), question: z.string().min(1) });
const ANSWER = z.object({ answer: z.string() });

function addRoutes({ app, access }: KeyedServer, relata: Relata): void {
  const ask = createRoute({
    method: "post",
    path: "/api/ask",
    middleware: [access.admit()],
    request: { body: { required: true, content: { "application/json": { schema: QUESTION } } } },
    responses: { 200: { description: "The answer.", content: { "application/json": { schema: ANSWER } } } },
  });
  app.openapi(ask, async (c) => {
    const { workspaceId: id, question } = c.req.valid("json");
    // Here and not before: it is the body that names the workspace.
    const isMember = await relata.can(subjectOf(c.var.principal), "ask", { type: "workspace", id });
    if (!isMember) throw new Failure("forbidden", `this takes \`ask\` on the workspace \`${id}\``);
    return c.json({ answer: `${question} In ${id}, nobody knows.` }, 200);
  });
}
