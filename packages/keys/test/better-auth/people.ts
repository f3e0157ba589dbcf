import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { apiKey, type ApiKeyConfigurationOptions } from "@better-auth/api-key";
import { betterAuth } from "better-auth";
import { admin } from "better-auth/plugins";
import Sqlite, { type Database } from "better-sqlite3";
import { afterAll } from "vitest";

export const PASSWORD = "correct horse battery staple";

/** Without limits unless a test is about them, and quiet: what it refuses it logs as an error. */
function open(database: Database, options: ApiKeyConfigurationOptions) {
  return betterAuth({
    database,
    secret: "s".repeat(32),
    baseURL: "http://localhost:3000",
    emailAndPassword: { enabled: true },
    // Long, so that only what asks the database sees that a session is over.
    session: { cookieCache: { enabled: true, maxAge: 3_600 } },
    plugins: [admin(), apiKey({ rateLimit: { enabled: false }, ...options })],
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
  });
}

export interface People {
  readonly auth: ReturnType<typeof open>;
  readonly database: Database;
  /** A new user, signed in: the id, and the cookies of the browser. */
  signUp(name: string): Promise<{ readonly id: string; readonly cookie: string }>;
  delete(id: string): Promise<void>;
  update(id: string, data: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Real better-auth, each in a file of its own; gone after the tests. */
export function peoples(): (options?: ApiKeyConfigurationOptions) => Promise<People> {
  const folder = mkdtempSync(join(tmpdir(), "relata-better-auth-"));
  const databases: Database[] = [];
  afterAll(() => {
    for (const database of databases) database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return async (options = {}) => {
    const database = new Sqlite(join(folder, `${databases.length}.db`));
    database.pragma("synchronous = off");
    databases.push(database);
    const auth = open(database, options);
    const { internalAdapter, runMigrations } = await auth.$context;
    await runMigrations();
    return {
      auth,
      database,
      signUp: async (name) => {
        const body = { name, email: `${name}@example.com`, password: PASSWORD };
        const { headers, response } = await auth.api.signUpEmail({ body, returnHeaders: true });
        const cookie = headers.getSetCookie().map((one) => one.split(";")[0]);
        return { id: response.user.id, cookie: cookie.join("; ") };
      },
      delete: (id) => internalAdapter.deleteUser(id),
      update: async (id, data) => void (await internalAdapter.updateUser(id, data)),
    };
  };
}
