import type { SubjectRef } from "@relata/model";
import type { Authenticator } from "../authenticator.ts";
import type { MaybePromise } from "../key-store.ts";
import type { Principal } from "../principal.ts";
import { Refusal } from "../refusal.ts";
import type { RequestFacts } from "../request-facts.ts";

/** Whoever has a session. */
export interface SessionUser {
  readonly id: string;
  /** Default: `user`. */
  readonly type?: string;
  readonly organization?: string;
}

export interface SessionOptions {
  /** The cookies by which a request has a session, good or bad; what they hold is for `read` alone. */
  readonly cookies: readonly string[];
  /** Who has the session; undefined where it is over. A library of sessions answers this. */
  readonly read: (request: RequestFacts) => MaybePromise<SessionUser | undefined>;
  /** Default: `session`. */
  readonly name?: string;
}

/** People in browsers: the port to whatever library keeps their sessions. */
export function sessions({ cookies, read, name = "session" }: SessionOptions): Authenticator {
  return {
    name,
    recognises: ({ request }) => cookieNames(request).some((cookie) => cookies.includes(cookie)),
    authenticate: async ({ request }) => {
      const user = await read(request);
      return user === undefined
        ? new Refusal("unauthorized", "session", { message: "the session is over" })
        : principalOf(user);
    },
  };
}

function principalOf({ id, type = "user", organization }: SessionUser): Principal {
  const subject: SubjectRef = { type, id };
  return {
    kind: "user",
    subject,
    asks: [subject],
    via: "session",
    ...(organization !== undefined && { organization }),
  };
}

function cookieNames({ headers }: RequestFacts): readonly string[] {
  return (headers.get("cookie") ?? "").split(";").map((part) => part.split("=")[0]?.trim() ?? "");
}
