import { apiKey } from "@better-auth/api-key";
import type { BetterAuthKeys, BetterAuthSessions } from "@relata/keys";
import { betterAuth } from "better-auth";
import { admin } from "better-auth/plugins";
import Sqlite from "better-sqlite3";

/** How better-auth's own keys look: the tool has taken them since before it had others. */
export const OLD_KEYS = /^review_[A-Za-z]{64}$/;

export interface PeopleOptions {
  /** The database of better-auth. */
  readonly file: string;
  /** At least 32 characters: signs cookies. */
  readonly secret: string;
  /** Where browsers find the tool. */
  readonly url: string;
  /** Told before a user is deleted, and after one was changed, who is let in and who is not. */
  readonly onStanding: (userId: string, isLetIn: boolean) => Promise<void>;
}

export interface People {
  /** What the tool asks of better-auth: who is calling, and to answer its own routes. */
  readonly auth: BetterAuthSessions & BetterAuthKeys & { handler(request: Request): Promise<Response> };
  close(): void;
}

/** The people of the tool: better-auth as it comes, in a file, which asks nobody else for anything. */
export async function openPeople({ file, secret, url, onStanding }: PeopleOptions): Promise<People> {
  const database = new Sqlite(file);
  const auth = betterAuth({
    database,
    secret,
    baseURL: url,
    emailAndPassword: { enabled: true },
    user: { deleteUser: { enabled: true } },
    databaseHooks: {
      user: {
        // Why before: nobody is deleted whose keys could not be stopped.
        delete: { before: (user) => onStanding(user.id, false) },
        update: { after: (user) => onStanding(user.id, user["banned"] !== true) },
      },
    },
    plugins: [admin(), apiKey({ defaultPrefix: "review_", rateLimit: { maxRequests: 600, timeWindow: 60_000 } })],
    // A bad key is a caller's mistake; better-auth logs each as an error.
    logger: { disabled: true },
    telemetry: { enabled: false },
  });
  const { runMigrations } = await auth.$context;
  await runMigrations();
  return { auth, close: () => void database.close() };
}
