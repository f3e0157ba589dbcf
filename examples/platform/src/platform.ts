import { readFileSync } from "node:fs";
import { createRelata, Failure, readModel, type Relata, type Store } from "@relata/core";
import { jwtAuthenticator, withSystem, type Environment, type JwtOptions, type KeyStore } from "@relata/keys";
import { createServer, type KeyedServer, type ServerEnv } from "@relata/server";
import type { Context, MiddlewareHandler } from "hono";

export interface PlatformOptions {
  /** Of SQLite or PostgreSQL, both in one database. */
  readonly store: Store;
  readonly keyStore: KeyStore;
  /** Where people sign in: any OIDC issuer. */
  readonly issuer: Pick<JwtOptions, "issuer" | "jwks">;
  /** Whose keys are accepted: `live`, or in the sandbox `test`. */
  readonly environment: Environment;
}

export interface Platform extends KeyedServer {
  readonly relata: Relata;
}

const { model } = readModel(readFileSync(new URL("../authz.relata", import.meta.url), "utf8"));

/** People with tokens of the issuer, servers with service keys, applications with keys that are live or for tests. */
export async function openPlatform({ store, keyStore, issuer, environment }: PlatformOptions): Promise<Platform> {
  const relata = await createRelata({ model: withSystem(model), store });
  const server = await createServer({
    relata,
    keyStore,
    app: "plat",
    environments: [environment],
    organization: { member: "belong" },
    others: [jwtAuthenticator({ ...issuer, audience: "platform", algorithms: ["RS256"] })],
  });
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

/** The organization of the request: the key's own, or the one that is named and that the caller belongs to. */
const organizationOf = ({ var: { principal } }: Context<ServerEnv>) => `organization:${principal.organization}`;

function addRoutes({ app, access }: KeyedServer, relata: Relata): void {
  /** An entitlement is a tuple like any other, of the organization and not of the caller: `plan:pro#subscriber@organization:1`. */
  const subscribed =
    (plan: string): MiddlewareHandler<ServerEnv> =>
    async (c, next) => {
      if (await relata.can(organizationOf(c), "subscriber", `plan:${plan}`)) return next();
      throw new Failure("forbidden", `this takes the plan \`${plan}\``);
    };
  const may = (permission: string, kinds?: readonly ["user"]) =>
    access.admit({
      permission,
      object: organizationOf,
      organization: "required",
      ...(kinds !== undefined && { kinds }),
    });

  app.post("/api/runs", may("organization:run"), (c) => c.json({ ranFor: organizationOf(c) }, 201));
  app.post("/api/realtime-sessions", may("organization:run"), subscribed("pro"), (c) => c.json({}, 201));
  app.get("/api/billing/portal", may("organization:bill", ["user"]), (c) => c.json({ portal: "https://pay.example" }));
}
