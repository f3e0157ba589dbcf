import { expect, test } from "vitest";
import { readLimits } from "../src/limit-settings.ts";
import { readSettings } from "../src/settings.ts";

const MODEL = { RELATA_MODEL: "authz.relata" };
const INSECURE = { ...MODEL, RELATA_INSECURE_NO_AUTH: "1" };
const DEFAULTS = {
  app: "relata",
  environments: ["live"],
  environment: { admin: "", clients: "" },
  limits: [],
  addresses: ["*"],
  trustedProxies: [],
  audiences: ["relata"],
};

const { limits: LIMITS } = readLimits({});

test("only the model must be named", () => {
  expect(readSettings(MODEL)).toEqual({
    settings: {
      modelPath: "authz.relata",
      database: { kind: "sqlite", path: "relata.db" },
      host: "127.0.0.1",
      port: 8787,
      limits: LIMITS,
      keys: DEFAULTS,
    },
  });
});

test("everything may be named", () => {
  expect(readSettings({ ...MODEL, RELATA_DB: "a.db", HOST: "::1", PORT: "0" })).toMatchObject({
    settings: { modelPath: "authz.relata", database: { kind: "sqlite", path: "a.db" }, host: "::1", port: 0 },
  });
});

test("without authentication nothing is read of keys", () => {
  expect(readSettings({ ...INSECURE, RELATA_RATE_LIMIT: "nonsense", RELATA_DB: ":memory:", HOST: "::1" })).toEqual({
    settings: {
      modelPath: "authz.relata",
      database: { kind: "sqlite", path: ":memory:" },
      host: "::1",
      port: 8787,
      limits: LIMITS,
    },
  });
});

const SECRET = "A".repeat(43);
const PEPPER = "p".repeat(32);

test("what is said of keys is read", () => {
  const read = readSettings({
    ...MODEL,
    HOST: "10.0.0.1",
    RELATA_APP: "acme",
    RELATA_ENVIRONMENTS: "live, test",
    RELATA_ADMIN_KEY: "a".repeat(32),
    RELATA_CLIENT_KEYS: `${"b".repeat(32)},${"c".repeat(32)}`,
    RELATA_RATE_LIMIT: "1000/3600, 10/1",
    RELATA_ALLOWED_IPS: "10.0.0.0/8,2001:db8::/32",
    RELATA_TRUSTED_PROXIES: "10.0.0.2",
    RELATA_AUDIENCES: "reviews,docs",
    RELATA_ISSUER: "https://auth.example.com",
    RELATA_ENCRYPTION_KEYS: `new:${SECRET},old:${SECRET}`,
    RELATA_PEPPERS: `2:${PEPPER},1:${PEPPER}`,
  });
  expect(read).toMatchObject({
    settings: {
      keys: {
        app: "acme",
        environments: ["live", "test"],
        environment: { admin: "a".repeat(32), clients: `${"b".repeat(32)},${"c".repeat(32)}` },
        limits: [
          { limit: 1_000, windowSeconds: 3_600 },
          { limit: 10, windowSeconds: 1 },
        ],
        addresses: ["10.0.0.0/8", "2001:db8::/32"],
        trustedProxies: ["10.0.0.2"],
        audiences: ["reviews", "docs"],
        issuer: "https://auth.example.com",
        encryption: [
          { id: "new", secret: SECRET },
          { id: "old", secret: SECRET },
        ],
        peppers: { current: "2", versions: { 1: PEPPER, 2: PEPPER } },
      },
    },
  });
});

test.each([
  ["RELATA_ENVIRONMENTS", "prod"],
  ["RELATA_RATE_LIMIT", "10 per second"],
  ["RELATA_ALLOWED_IPS", "10.0.0.0/33"],
  ["RELATA_TRUSTED_PROXIES", "proxy.example.com"],
  ["RELATA_AUDIENCES", "a,,b"],
  ["RELATA_ISSUER", "elsewhere.example"],
  ["RELATA_ENCRYPTION_KEYS", "id:c2hvcnQ"],
  ["RELATA_ENCRYPTION_KEYS", SECRET],
  ["RELATA_PEPPERS", "1:short"],
  ["RELATA_PEPPERS", `sha256:${PEPPER}`],
])("`%s` cannot be `%s`, and what it is stays unsaid", (name, value) => {
  const read = readSettings({ ...MODEL, [name]: value });
  expect(read).toEqual({ problems: [expect.stringContaining(`\`${name}\``) as string] });
  expect(JSON.stringify(read)).not.toContain(value);
});

const URL_OF = "postgres://relata:hunter2@db.example:5432/app";

test("a URL moves everything to PostgreSQL, whose servers share what encrypts", () => {
  const RELATA_ENCRYPTION_KEYS = `1:${SECRET}`;
  expect(readSettings({ ...MODEL, RELATA_DATABASE_URL: URL_OF, RELATA_ENCRYPTION_KEYS })).toMatchObject({
    settings: { database: { kind: "postgres", url: URL_OF } },
  });
  expect(readSettings({ ...INSECURE, RELATA_DATABASE_URL: URL_OF })).toMatchObject({
    settings: { database: { kind: "postgres", url: URL_OF } },
  });
  const read = readSettings({ ...MODEL, RELATA_DATABASE_URL: URL_OF, RELATA_DB: "a.db" });
  expect(read).toMatchObject({
    problems: [expect.stringContaining("`RELATA_DB`"), expect.stringContaining("`RELATA_ENCRYPTION_KEYS` is not set")],
  });
  expect(JSON.stringify(read)).not.toContain("hunter2");
});

test.each(["mysql://app:hunter2@db/app", "hunter2", "postgres://[hunter2"])(
  "what is no URL of PostgreSQL is refused, and not repeated (%#)",
  (RELATA_DATABASE_URL) => {
    const read = readSettings({ ...INSECURE, RELATA_DATABASE_URL });
    expect(read).toEqual({ problems: [expect.stringContaining("`RELATA_DATABASE_URL` is a URL") as string] });
    expect(JSON.stringify(read)).not.toContain("hunter2");
  },
);

test("a log of JSON has a level", () => {
  expect(readSettings({ ...MODEL, RELATA_LOG_JSON: "warn" })).toMatchObject({ settings: { logLevel: "warn" } });
  expect(readSettings({ ...MODEL, RELATA_LOG_JSON: "loud" })).toEqual({
    problems: ["`RELATA_LOG_JSON` is one of debug, info, warn, error, silent"],
  });
});

test("keys cannot be kept in memory", () => {
  expect(readSettings({ ...MODEL, RELATA_DB: ":memory:" })).toEqual({
    problems: [expect.stringContaining("name one, or set `RELATA_INSECURE_NO_AUTH=1`") as string],
  });
});

test("every problem is named at once", () => {
  const read = readSettings({ RELATA_DB: "", PORT: "http", HOST: "" });
  expect(read).toEqual({
    problems: [
      "`RELATA_MODEL` is not set: name the model file, for instance `RELATA_MODEL=authz.relata`",
      "`RELATA_DB` is empty: name a file, or leave it out for `relata.db`",
      "`PORT` is `http`: it must be a whole number from 0 to 65535",
      "`HOST` is empty: name an address, or leave it out for `127.0.0.1`",
    ],
  });
});

test.each(["", "65536", "-1", "80.5", "0x50", " 80", "1e3", "999999"])("`PORT` cannot be `%s`", (PORT) => {
  expect(readSettings({ ...MODEL, PORT })).toEqual({
    problems: [`\`PORT\` is \`${PORT}\`: it must be a whole number from 0 to 65535`],
  });
});

test.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])("at `%s` the issuer is the server itself", (HOST) => {
  expect(readSettings({ ...MODEL, HOST })).toMatchObject({ settings: { host: HOST } });
});

test.each(["0.0.0.0", "::", "10.0.0.1", "::ffff:10.0.0.1", "example.org", "127.0.0.1.example.org", "128.0.0.1"])(
  "at `%s`, which others can reach, the issuer must be named",
  (HOST) => {
    expect(readSettings({ ...MODEL, HOST })).toEqual({
      problems: [`\`HOST\` is \`${HOST}\`, which others can reach: say in \`RELATA_ISSUER\` under which URL they do`],
    });
    const RELATA_ISSUER = "https://auth.example.com";
    expect(readSettings({ ...MODEL, HOST, RELATA_ISSUER })).toMatchObject({ settings: { host: HOST } });
  },
);

test.each(["0.0.0.0", "::", "example.org"])("without authentication, nobody else may reach it: not at `%s`", (HOST) => {
  expect(readSettings({ ...INSECURE, HOST })).toEqual({
    problems: [expect.stringContaining("leave it out, or `RELATA_INSECURE_NO_AUTH`") as string],
  });
});

test("whoever wants no authentication says so exactly", () => {
  for (const insecure of ["true", "0", "yes"]) {
    expect(readSettings({ ...MODEL, RELATA_INSECURE_NO_AUTH: insecure })).toEqual({
      problems: [expect.stringContaining("`RELATA_INSECURE_NO_AUTH` must be `1`") as string],
    });
  }
});
