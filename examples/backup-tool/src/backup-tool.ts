import { readFileSync } from "node:fs";
import { createRoute, z } from "@hono/zod-openapi";
import { createRelata, readModel, type Relata } from "@relata/core";
import { subjectOf, withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { createServer, type KeyedServer } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import type { People } from "./people.ts";

export interface BackupToolOptions {
  /** The database. */
  readonly file: string;
  readonly people: People;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
}

export interface BackupTool extends KeyedServer {
  readonly relata: Relata;
}

const { model } = readModel(readFileSync(new URL("../authz.relata", import.meta.url), "utf8"));

/** Volumes of organizations, for people with a session and for the keys that they make. Keys live 90 days, as they do everywhere. */
export async function openBackupTool({ file, people, clock = Date.now }: BackupToolOptions): Promise<BackupTool> {
  const relata = await createRelata({ model: withSystem(model), store: sqlite(file), clock });
  const keyStore = sqliteKeys(file);
  const server = await createServer({ relata, keyStore, app: "zb", sessions: [people.authenticator], clock });
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

const json = <T extends z.ZodType>(schema: T) => ({ content: { "application/json": { schema } } });
const CREATED = z.object({ id: z.string(), name: z.string(), key: z.string(), expiresAt: z.number().optional() });

function addRoutes({ app, access, keys }: KeyedServer, relata: Relata): void {
  const create = createRoute({
    method: "post",
    path: "/api/auth/api-key/create",
    middleware: [access.admit({ kinds: ["user"], organization: "required" })],
    request: { body: { required: true, ...json(z.strictObject({ name: z.string() })) } },
    responses: { 201: { description: "The key. Nobody can read it again.", ...json(CREATED) } },
  });
  app.openapi(create, async (c) => {
    const { principal } = c.var;
    // The key belongs to the organization that its owner works for now, and is let in there alone.
    const tuples = [`organization:${principal.organization}#member`];
    const { key, secret } = await keys.as(principal).create({ ...c.req.valid("json"), tuples });
    const { id, name, expiresAt } = key;
    const said = { id, name, key: secret.reveal(), ...(expiresAt !== undefined && { expiresAt }) };
    return c.json(said, 201, { "cache-control": "no-store" });
  });

  app.get("/api/v1/volumes", access.admit({ organization: "required" }), async (c) => {
    const question = { subject: subjectOf(c.var.principal), permission: "read", type: "volume" };
    const { entries } = await relata.listObjects(question, { limit: 1_000 });
    return c.json({ volumes: entries.map(({ reference }) => reference) });
  });
  const volume = (permission: string) =>
    access.admit({ permission, organization: "required", object: (c) => `volume:${c.req.param("id")}` });
  app.get("/api/v1/volumes/:id", volume("volume:read"), (c) => c.json({ id: c.req.param("id") }));
  app.delete("/api/v1/volumes/:id", volume("volume:delete"), (c) => c.body(null, 204));
}
