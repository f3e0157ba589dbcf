import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Relata, Schema, Store } from "@relata/core";
import {
  Authentication,
  createExchange,
  createIntrospection,
  createKeys,
  environmentKeys,
  exchangedTokens,
  openSigningKeys,
  storedKeys,
  type AuthenticationOptions,
  type Authenticator,
  type EnvironmentAuthenticator,
  type EnvironmentKeys,
  type ExchangeOptions,
  type Keys,
  type KeysOptions,
  type KeyStore,
  type SigningKeysOptions,
} from "@relata/keys";
import type { Access } from "./access/access.ts";
import { KeyedAccess } from "./access/keyed-access.ts";
import { createKeyedApp, type OpenServer } from "./create-app.ts";
import type { Issuer } from "./house.ts";
import { logToConsole, type Log } from "./log.ts";
import { openHouse, type HouseOptions } from "./open-house.ts";
import type { ServerEnv } from "./server-env.ts";

/** How keys are exchanged for tokens, and how those are signed. */
export type IssuerOptions = Pick<
  ExchangeOptions,
  "issuer" | "audiences" | "subjectClaim" | "maxTokenBytes" | "checkEndpoint"
> &
  Pick<SigningKeysOptions, "encryption" | "algorithm" | "timing">;

export interface ServerOptions<S extends Schema = Schema, Db extends Store = Store>
  extends
    HouseOptions,
    Omit<KeysOptions<S, Db>, "store">,
    Pick<AuthenticationOptions, "addresses" | "trustedProxies" | "failures" | "header" | "scheme"> {
  /** The tables of keys, in the database of the engine's store. Closed with the server. */
  readonly keyStore: KeyStore;
  /**
   * Keys of the environment, with the limits of all keys unless they are given their own. `admin` is made an administrator: whoever may set
   * it may do everything.
   */
  readonly environment?: EnvironmentKeys;
  /** Absent: keys are not exchanged. */
  readonly issuer?: IssuerOptions;
  /** People in browsers: they come first. */
  readonly sessions?: readonly Authenticator[];
  /** Other issuers of tokens: they come last. */
  readonly others?: readonly Authenticator[];
}

/** A server that is put together, before it listens. */
export interface KeyedServer extends OpenServer {
  /** Takes the application's own routes too: each behind `access.admit` or `access.open`, or the server does not begin. */
  readonly app: OpenAPIHono<ServerEnv>;
  readonly access: Access;
  readonly keys: Keys;
  /** Notes what waits, and frees the tables of keys. The engine stays open. */
  readonly close: () => Promise<void>;
}

/**
 * The server with keys, of its options alone. Authenticators stand in this order: sessions, stored keys, the keys of the environment,
 * exchanged tokens, other issuers. The first that recognises what a request shows decides.
 *
 * ```ts
 * const server = await createServer({ relata, keyStore: sqliteKeys("authz.db"), app: "acme" });
 * server.app.post("/api/reviews", server.access.admit({ permission: "review:create" }), create);
 * await listen({ app: server.app, host: "127.0.0.1", port: 8787 });
 * ```
 *
 * @throws Failure `invalid_key`, `invalid_settings`, `invalid_model`, and as the stores
 */
export async function createServer<S extends Schema, Db extends Store>(
  options: ServerOptions<S, Db>,
): Promise<KeyedServer> {
  const { keyStore, environment = {}, log = logToConsole } = options;
  // Why: which permissions routes ask for is known when the server starts, and not when it is compiled.
  const relata = options.relata as unknown as Relata;
  const onError = (error: unknown) => log("what requests left behind could not be noted", error);
  const keys = createKeys({ onError, ...options, store: keyStore });
  const { limits, limiter } = options;
  const set = environmentKeys({
    ...(limits !== undefined && { limits }),
    ...(limiter !== undefined && { limiter }),
    ...environment,
  });
  const parts = { relata, keys, environment: set };
  const issuer = options.issuer === undefined ? undefined : await issuerOf(options.issuer, parts, options);
  const authentication = new Authentication({
    ...options,
    authenticators: authenticatorsOf(options, parts, issuer),
    note: (row) => {
      house.metrics.onAttempt(row);
      keys.note(row);
    },
  });
  if (environment.admin !== undefined && environment.admin !== "") {
    await relata.write(["system:root:main#admin@apikey:env-admin"]);
  }
  const access = new KeyedAccess({
    authentication,
    relata,
    keys,
    ...(options.header !== undefined && { header: options.header }),
  });
  const { house, close } = openHouse({ relata, access, keys }, options);
  const tending = issuer === undefined ? undefined : tend(issuer, log);
  return {
    app: createKeyedApp({ ...house, keys, keyStore, ...(issuer !== undefined && { issuer }) }),
    access,
    keys,
    close: async () => {
      clearInterval(tending);
      await close();
      await keys.close();
    },
  };
}

/** What both authentication and the issuer ask. */
interface Parts {
  readonly relata: Relata;
  readonly keys: Keys;
  readonly environment: EnvironmentAuthenticator;
}

async function issuerOf<S extends Schema, Db extends Store>(
  issuing: IssuerOptions,
  { relata, keys, environment }: Parts,
  { keyStore, clock = Date.now }: ServerOptions<S, Db>,
): Promise<Issuer> {
  const signing = await openSigningKeys({ ...issuing, store: keyStore.signingKeys, clock });
  const exchange = createExchange({
    ...issuing,
    relata,
    keys: keyStore,
    signing,
    note: (row) => keys.note(row),
    clock,
  });
  const { issuer, audiences } = issuing;
  const introspect = createIntrospection({ keys, environment, signing, issuer, audiences, clock });
  return { exchange, introspect, signing, issuer, audiences };
}

function authenticatorsOf<S extends Schema, Db extends Store>(
  { sessions = [], others = [], clock = Date.now }: ServerOptions<S, Db>,
  { keys, environment }: Parts,
  issuer: Issuer | undefined,
): readonly Authenticator[] {
  return [
    ...sessions,
    storedKeys(keys),
    environment,
    ...(issuer === undefined ? [] : [exchangedTokens({ ...issuer, keys, environment, clock })]),
    ...others,
  ];
}

const TEND_MS = 3_600_000;

/** Makes the next signing key in time. Nothing waits for this alone. */
function tend({ signing }: Issuer, log: Log): ReturnType<typeof setInterval> {
  const timer = setInterval(() => {
    signing.tend().catch((error: unknown) => log("the keys that sign tokens could not be tended", error));
  }, TEND_MS);
  return timer.unref();
}
