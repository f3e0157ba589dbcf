import { sessions } from "@relata/keys";
import { expect, test } from "vitest";
import { basic, oauthed } from "./oauth-situation.ts";

const INTROSPECT = "/oauth2/introspect";
const REVOKE = "/oauth2/revoke";

test("a key and its token are active, and all of it is told to the key itself and to those who manage keys", async () => {
  const { post, keyOf, tokenOf } = await oauthed();
  const key = await keyOf({ mode: "delegated", owner: "user:ann" });
  const [other, admin] = [await keyOf(), await keyOf({ tuples: ["system:root:main#key_admin"] })];
  const token = await tokenOf(key);
  const asked = async (by: { readonly secret: string }, text: string) =>
    (await post(INTROSPECT, { token: text, token_type_hint: "access_token" }, { "x-api-key": by.secret })).body;
  const whole = {
    active: true,
    client_id: key.id,
    sub: "ann",
    iss: "https://auth.example.com",
    aud: "invoices",
    scope: "api_key_exchange",
    token_type: "Bearer",
    jti: expect.any(String) as string,
    iat: expect.any(Number) as number,
    exp: expect.any(Number) as number,
    env: "live",
    owner: "user:ann",
  };
  expect(await asked(key, token)).toEqual(whole);
  expect(await asked(admin, token)).toEqual(whole);
  expect(await asked({ secret: token }, token)).toEqual(whole);
  expect(await asked(other, token)).toEqual({ active: true });
  expect(await asked(other, key.secret)).toEqual({ active: true });
  expect(await asked(key, key.secret)).toEqual({
    active: true,
    client_id: key.id,
    sub: `apikey:${key.id}`,
    iss: "https://auth.example.com",
    env: "live",
    owner: "user:ann",
  });
});

test("what does not count is inactive, and nothing else is said of it, even to those who manage keys", async () => {
  const { post, keyOf, keys, tokenOf } = await oauthed();
  const admin = await keyOf({ tuples: ["system:root:main#admin"] });
  const [off, over, gone] = [await keyOf(), await keyOf(), await keyOf({ mode: "inherit", owner: "user:ann" })];
  const tokens = await Promise.all([off, over, gone].map((one) => tokenOf(one)));
  const active = async (token: string) => (await post(INTROSPECT, { token }, { "x-api-key": admin.secret })).body;
  for (const token of tokens) expect(await active(token)).toMatchObject({ active: true });
  await keys.disable(off.id);
  await keys.revoke(over.id);
  await keys.ownerGone("user:ann");
  for (const token of [...tokens, off.secret, over.secret, gone.secret, "a.b.c", "x".repeat(5_000)]) {
    expect(await active(token)).toEqual({ active: false });
  }
});

test.each([INTROSPECT, REVOKE])("%s is for clients that are known, and that show what they ask about", async (path) => {
  const { post, keyOf } = await oauthed({
    sessions: [sessions({ cookies: ["session"], read: () => Promise.resolve({ id: "ann" }) })],
  });
  const { id, secret } = await keyOf();
  const refused = async (parameters: Record<string, string>, headers = {}) => {
    const { status, body, headers: answered } = await post(path, parameters, headers);
    expect(answered.get("cache-control")).toBe("no-store");
    return [status, body["error"]];
  };
  expect(await refused({ token: secret })).toEqual([401, "invalid_client"]);
  expect(await refused({ token: secret }, basic("other", secret))).toEqual([401, "invalid_client"]);
  expect(await refused({}, basic(id, secret))).toEqual([400, "invalid_request"]);
  // Browsers send forms of other sites with their cookies.
  expect(await refused({ token: secret }, { cookie: "session=x" })).toEqual([403, "unauthorized_client"]);
});

test("a key is revoked by itself, by its owner, and by those who manage keys; by nobody else", async () => {
  const { post, keyOf, keys, relata } = await oauthed();
  const [admin, owner] = [await keyOf({ tuples: ["system:root:main#key_admin"] }), await keyOf()];
  const made = await Promise.all([
    keyOf(),
    keyOf(),
    keyOf(),
    keyOf({ mode: "delegated", owner: `apikey:${owner.id}` }),
  ]);
  const [self, managed, other, owned] = made;
  if (self === undefined || managed === undefined || other === undefined || owned === undefined) throw new Error();
  const revoke = async (by: { readonly id: string; readonly secret: string }, token: string) => {
    const { status, body } = await post(REVOKE, { token }, basic(by.id, by.secret));
    return [status, body["error"]];
  };
  const isRevoked = async ({ id }: { readonly id: string }) => (await keys.get(id)).revokedAt !== undefined;
  expect(await revoke(self, other.secret)).toEqual([403, "unauthorized_client"]);
  expect(await isRevoked(other)).toBe(false);
  expect(await revoke(self, self.secret)).toEqual([200, undefined]);
  expect(await revoke(owner, owned.secret)).toEqual([200, undefined]);
  // One that is only switched off is ended too, and once more is as good as once.
  await keys.disable(managed.id);
  for (let i = 0; i < 2; i++) expect(await revoke(admin, managed.secret)).toEqual([200, undefined]);
  expect(await Promise.all(made.map((one) => isRevoked(one)))).toEqual([true, true, false, true]);
  expect((await relata.tuples({ object: { type: "system:key", id: self.id } })).tuples).not.toEqual([]);
});

test("a token is not revoked, and that is said; what never counted needs no revoking", async () => {
  const { post, keyOf, keys, tokenOf } = await oauthed();
  const [key, other] = [await keyOf(), await keyOf()];
  const [token, disabled] = [await tokenOf(key), await tokenOf(other)];
  await keys.disable(other.id);
  const revoke = async (text: string) => {
    const { status, body } = await post(REVOKE, { token: text }, basic(key.id, key.secret));
    return [status, body["error"]];
  };
  expect(await revoke(token)).toEqual([400, "unsupported_token_type"]);
  // Its key may be switched on again.
  expect(await revoke(disabled)).toEqual([400, "unsupported_token_type"]);
  expect(await revoke("nothing")).toEqual([200, undefined]);
  expect(await revoke(`${token.slice(0, -4)}AAAA`)).toEqual([200, undefined]);
  expect(await revoke(key.secret.replace(/.$/, (last) => (last === "0" ? "1" : "0")))).toEqual([200, undefined]);
  expect((await keys.get(key.id)).revokedAt).toBeUndefined();
});
