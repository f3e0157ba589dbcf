import { LIMIT_SETTINGS } from "../limit-settings.ts";

/** One thing that a server is told. */
export interface Setting {
  /** In the environment. */
  readonly variable: string;
  /** In the file. */
  readonly field: string;
  /** Never printed, nor repeated in a problem. */
  readonly isSecret?: true;
  readonly byDefault?: string;
  /** In a sentence, for the documents. */
  readonly means: string;
}

/** Everything that a server process is told. The documents hold the same table. */
export const SETTINGS: readonly Setting[] = [
  { variable: "RELATA_MODEL", field: "model", means: "the model file" },
  { variable: "RELATA_DB", field: "db", byDefault: "relata.db", means: "a SQLite file" },
  {
    variable: "RELATA_DATABASE_URL",
    field: "databaseUrl",
    isSecret: true,
    means: "a PostgreSQL instead, as `postgres://user:password@host:5432/database`",
  },
  { variable: "HOST", field: "host", byDefault: "127.0.0.1", means: "the address to listen at" },
  { variable: "PORT", field: "port", byDefault: "8787", means: "the port; `0` takes any that is free" },
  { variable: "RELATA_APP", field: "app", byDefault: "relata", means: "how keys begin" },
  {
    variable: "RELATA_ENVIRONMENTS",
    field: "environments",
    byDefault: "live",
    means: "whose keys are accepted: `live`, `test`",
  },
  {
    variable: "RELATA_ADMIN_KEY",
    field: "adminKey",
    isSecret: true,
    means: "a key that may do everything, of 32 characters or more",
  },
  {
    variable: "RELATA_CLIENT_KEYS",
    field: "clientKeys",
    isSecret: true,
    means: "keys that tuples give rights, likewise",
  },
  {
    variable: "RELATA_RATE_LIMIT",
    field: "rateLimit",
    means: "what keys without limits of their own may, as `1000/3600`: requests and seconds",
  },
  {
    variable: "RELATA_ALLOWED_IPS",
    field: "allowedIps",
    byDefault: "*",
    means: "addresses and CIDR ranges that may call",
  },
  { variable: "RELATA_TRUSTED_PROXIES", field: "trustedProxies", means: "those whose `X-Forwarded-For` is believed" },
  {
    variable: "RELATA_AUDIENCES",
    field: "audiences",
    byDefault: "relata",
    means: "whom tokens are for; the first is the default",
  },
  { variable: "RELATA_ISSUER", field: "issuer", means: "the URL under which others reach the server" },
  {
    variable: "RELATA_ENCRYPTION_KEYS",
    field: "encryptionKeys",
    isSecret: true,
    means:
      "under what signing keys are kept, as `name:` and 32 bytes in base64url, the newest first; a file beside a SQLite file unless set",
  },
  {
    variable: "RELATA_PEPPERS",
    field: "peppers",
    isSecret: true,
    means: "under what keys are hashed, as `name:` and 32 characters or more, the newest first",
  },
  {
    variable: "RELATA_LOG_JSON",
    field: "logJson",
    means:
      "a log of JSON, an object a line and a line a request, from this level on: `debug`, `info`, `warn`, `error`, `silent`",
  },
  {
    variable: "RELATA_INSECURE_NO_AUTH",
    field: "insecureNoAuth",
    means: "`1`: nobody is asked who they are, and whoever reaches the server may do everything",
  },
  ...Object.values(LIMIT_SETTINGS).map(({ variable, field, byDefault, means }) => ({
    variable,
    field,
    byDefault: String(byDefault),
    means,
  })),
];
