import { Failure } from "@relata/model";
import type { Authenticator } from "../authenticator.ts";
import { admittedUserId, fieldsOf } from "./better-auth-user.ts";
import { sessions } from "./sessions.ts";

/** What of better-auth is asked for a session: what `betterAuth(…)` makes has it, of version 1.5 and later. */
export interface BetterAuthSessions {
  readonly api: {
    getSession(input: {
      readonly headers: Headers;
      readonly query: { readonly disableCookieCache: boolean; readonly disableRefresh: boolean };
    }): Promise<unknown>;
  };
}

export interface BetterAuthSessionOptions {
  /** The cookie of its sessions, without `__Secure-`. Default: `better-auth.session_token`. */
  readonly cookie?: string;
  /** The type of its users. Default: `user`. */
  readonly type?: string;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/**
 * People who have signed in with better-auth. Asks its database each time, so that a session that was ended, a user that was
 * deleted and one that was banned stop at once; and writes nothing, since no new cookie could be sent from here: a session is
 * prolonged by better-auth's own routes.
 *
 * Law: nothing of a request but its cookies is shown to better-auth, so that no plugin takes a key for a session. The
 * organization that a session calls active is not believed: whoever has left it would keep it.
 *
 * @throws Failure `store_unavailable` where better-auth does not answer
 */
export function betterAuthSessions(auth: BetterAuthSessions, options: BetterAuthSessionOptions = {}): Authenticator {
  const { cookie = "better-auth.session_token", type = "user", clock = Date.now } = options;
  return sessions({
    cookies: [cookie, `__Secure-${cookie}`],
    read: async ({ headers }) => {
      const session = await askedOf(() =>
        auth.api.getSession({
          headers: new Headers({ cookie: headers.get("cookie") ?? "" }),
          query: { disableCookieCache: true, disableRefresh: true },
        }),
      );
      const id = admittedUserId(fieldsOf(session)["user"], clock());
      return id === undefined ? undefined : { id, type };
    },
  });
}

/** What it answers; that it did not is a failure, and no refusal. */
export async function askedOf<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (cause) {
    throw new Failure("store_unavailable", "better-auth did not answer", { cause });
  }
}
