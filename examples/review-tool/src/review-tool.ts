import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createRelata, readModel, type Relata } from "@relata/core";
import { betterAuthKeys, betterAuthSessions, withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { createServer, type KeyedServer } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { bodyLimit } from "hono/body-limit";
import { addWebhooks, type WebhookSecrets } from "./add-webhooks.ts";
import { OLD_KEYS, openPeople, type People, type PeopleOptions } from "./people.ts";

export interface ReviewToolOptions extends Pick<PeopleOptions, "secret" | "url"> {
  /** Where the databases are: `authz.db` and `people.db`. */
  readonly folder: string;
  readonly webhooks: WebhookSecrets;
}

export interface ReviewTool extends KeyedServer {
  readonly relata: Relata;
}

const MAX_BODY_BYTES = 65_536;

/** What the roles may: written once, and again without harm. */
const ROLES = [
  "review:*#creator@role:reviewer#member",
  "project:*#maintainer@role:maintainer#member",
  "config:*#maintainer@role:maintainer#member",
] as const;

const { model } = readModel(readFileSync(new URL("../authz.relata", import.meta.url), "utf8"));

/**
 * The review tool. People come with a session of better-auth, programs with a key, which does what its owner can: one of ours,
 * made by its owner at `POST /v1/api-keys`, or one of better-auth's.
 */
export async function openReviewTool({ folder, webhooks, ...site }: ReviewToolOptions): Promise<ReviewTool> {
  const file = join(folder, "authz.db");
  const relata = await createRelata({ model: withSystem(model), store: sqlite(file) });
  await relata.write(ROLES);
  const people = await openPeople({
    ...site,
    file: join(folder, "people.db"),
    onStanding: async (id, isLetIn) => {
      await (isLetIn ? server.keys.ownerReturns(`user:${id}`) : server.keys.ownerGone(`user:${id}`));
    },
  });
  const server = await createServer({
    relata,
    keyStore: sqliteKeys(file),
    app: "reviewer",
    mintedMode: "inherit",
    sessions: [betterAuthSessions(people.auth)],
    others: [betterAuthKeys(people.auth, { form: OLD_KEYS })],
  });
  addRoutes(server, people);
  addWebhooks(server, webhooks);
  return {
    ...server,
    relata,
    close: async () => {
      await server.close();
      await relata.close();
      people.close();
    },
  };
}

/** What the tool does is no matter here: who may have it done is. */
function addRoutes({ app, access }: KeyedServer, { auth }: People): void {
  const signsIn = access.open("people sign in and out here, and better-auth says who may");
  app.on(["GET", "POST"], "/api/auth/*", signsIn, bodyLimit({ maxSize: MAX_BODY_BYTES }), (c) =>
    auth.handler(c.req.raw),
  );

  app.get("/api/reviews", access.admit(), (c) => c.json({ reviews: [] }));
  app.post("/api/reviews", access.admit({ permission: "review:create" }), (c) =>
    c.json({ requestedBy: c.var.principal.subject.id }, 201),
  );
  app.post("/api/projects", access.admit({ permission: "project:create" }), (c) => c.json({}, 201));
  app.delete(
    "/api/platform-configs/:id",
    access.admit({ permission: "config:delete", object: (c) => `config:${c.req.param("id")}` }),
    (c) => c.body(null, 204),
  );
  app.get("/api/platform-configs/:id/access-token", access.admit({ relation: "admin" }), (c) =>
    c.json({ token: "glpat-…" }, 200, { "cache-control": "no-store" }),
  );
}
