import { sessions, type Authenticator, type SessionUser } from "@relata/keys";
import { parseSigned, serializeSigned } from "hono/utils/cookie";

export interface People {
  /** Who has the cookie of a session. */
  readonly authenticator: Authenticator;
  /** The cookie of somebody who has signed in, and what they work for until they sign out. */
  cookieOf(session: Required<Pick<SessionUser, "id" | "organization">>): Promise<string>;
}

const COOKIE = "session";
const LIFE_SECONDS = 8 * 3_600;

/** Sessions that are signed and kept by the browser. How people sign in is for the tool to say. */
export function peopleOf(secret: string, clock: () => number = Date.now): People {
  return {
    cookieOf: ({ id, organization }) =>
      serializeSigned(COOKIE, JSON.stringify([id, organization, clock() + LIFE_SECONDS * 1_000]), secret, {
        httpOnly: true,
        maxAge: LIFE_SECONDS,
        path: "/",
        sameSite: "Strict",
        secure: true,
      }),
    authenticator: sessions({
      cookies: [COOKIE],
      read: async ({ headers }) => {
        const { [COOKIE]: text } = await parseSigned(headers.get("cookie") ?? "", secret, COOKIE);
        if (typeof text !== "string") return undefined;
        const [id, organization, until] = JSON.parse(text) as [string, string, number];
        return clock() < until ? { id, organization } : undefined;
      },
    }),
  };
}
