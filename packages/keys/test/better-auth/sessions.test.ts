import { describe, expect, test } from "vitest";
import { Authentication, betterAuthSessions, isRefusal } from "../../src/index.ts";
import { peoples, type People } from "./people.ts";

const open = peoples();

const authenticationOf = ({ auth }: People, now?: number) =>
  new Authentication({
    authenticators: [betterAuthSessions(auth, now === undefined ? {} : { clock: () => now })],
  });

const withCookie = (cookie: string, more: Readonly<Record<string, string>> = {}) => ({
  headers: new Headers({ cookie, ...more }),
  address: "192.0.2.1",
});

async function codeOf(people: People, cookie: string, now?: number): Promise<string> {
  const answer = await authenticationOf(people, now).authenticate(withCookie(cookie));
  return isRefusal(answer) ? answer.code : "admitted";
}

describe("sessions of better-auth", () => {
  test("whoever has signed in is a user", async () => {
    const people = await open();
    const { id, cookie } = await people.signUp("ann");
    const subject = { type: "user", id };
    expect(await authenticationOf(people).authenticate(withCookie(cookie))).toEqual({
      kind: "user",
      subject,
      asks: [subject],
      via: "session",
    });
  });

  test("the cookie of secure sites is recognised too, and one of another name is not", async () => {
    const authenticator = betterAuthSessions((await open()).auth, { cookie: "acme.session_token" });
    const recognises = (cookie: string) => authenticator.recognises({ request: withCookie(cookie) });
    expect(recognises("acme.session_token=x")).toBe(true);
    expect(recognises("theme=dark; __Secure-acme.session_token=x")).toBe(true);
    expect(recognises("better-auth.session_token=x")).toBe(false);
    expect(recognises("acme.session_data=x")).toBe(false);
  });

  test("a forged cookie is 401 and falls through to nothing", async () => {
    const people = await open();
    const { cookie } = await people.signUp("ann");
    expect(await codeOf(people, cookie.replace(/session_token=.{5}/, "session_token=AAAAA"))).toBe("unauthorized");
    expect(await codeOf(people, "better-auth.session_token=")).toBe("unauthorized");
  });

  test("after signing out, the cookie that a browser kept is no session, though its cache says so", async () => {
    const people = await open();
    const { cookie } = await people.signUp("ann");
    expect(cookie).toContain("session_data");
    await people.auth.api.signOut({ headers: new Headers({ cookie }) });
    expect(await people.auth.api.getSession({ headers: new Headers({ cookie }) })).not.toBeNull();
    expect(await codeOf(people, cookie)).toBe("unauthorized");
  });

  test("a deleted user has no session", async () => {
    const people = await open();
    const { id, cookie } = await people.signUp("ann");
    await people.delete(id);
    expect(await codeOf(people, cookie)).toBe("unauthorized");
  });

  test("a banned user has none until the ban is over", async () => {
    const people = await open();
    const { id, cookie } = await people.signUp("ann");
    const now = Date.now();
    await people.update(id, { banned: true });
    expect(await codeOf(people, cookie)).toBe("unauthorized");
    await people.update(id, { banExpires: new Date(now + 60_000) });
    expect(await codeOf(people, cookie, now)).toBe("unauthorized");
    expect(await codeOf(people, cookie, now + 61_000)).toBe("admitted");
    await people.update(id, { banned: false, banExpires: null });
    expect(await codeOf(people, cookie)).toBe("admitted");
  });

  test("a key that stands beside the cookie makes no session of another", async () => {
    const people = await open({ enableSessionForAPIKeys: true });
    const { id, cookie } = await people.signUp("ann");
    const { id: userId } = await people.signUp("bob");
    const { key } = await people.auth.api.createApiKey({ body: { userId } });
    const headers = new Headers({ cookie, "x-api-key": key });
    expect((await people.auth.api.getSession({ headers }))?.user.id).toBe(userId);
    const answer = await authenticationOf(people).authenticate(withCookie(cookie, { "x-api-key": key }));
    expect(answer).toMatchObject({ subject: { type: "user", id } });
  });

  test("looking at a session writes nothing, also where it would be prolonged", async () => {
    const people = await open();
    const { cookie } = await people.signUp("ann");
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    people.database.prepare("update session set expiresAt = ?").run(soon);
    const changes = people.database.prepare("select total_changes()").pluck();
    const before = changes.get();
    expect(await codeOf(people, cookie)).toBe("admitted");
    expect(changes.get()).toBe(before);
  });

  test("that its database does not answer is a failure, and no refusal", async () => {
    const people = await open();
    const { cookie } = await people.signUp("ann");
    people.database.exec("drop table session");
    await expect(codeOf(people, cookie)).rejects.toMatchObject({ code: "store_unavailable" });
  });
});
