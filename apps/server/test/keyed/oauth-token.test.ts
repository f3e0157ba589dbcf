import { expect, test } from "vitest";
import { INVOICE, ISSUER } from "./keyed-situation.ts";
import { ACCESS_TOKEN, API_KEY, basic, oauthed, TOKEN_EXCHANGE } from "./oauth-situation.ts";

const TOKEN = "/oauth2/token";
const CLIENT = { grant_type: "client_credentials" };
const EXCHANGE = { grant_type: TOKEN_EXCHANGE, subject_token_type: API_KEY };

const claimsOf = (token: unknown) =>
  JSON.parse(Buffer.from(String(token).split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

/** What does not change from one token to the next. */
const stable = (one: unknown) => ({ ...claimsOf(one), jti: "", iat: 0, exp: 0, rev: "" });

test("both grants give the claims of the exchange, and are kept nowhere", async () => {
  const { post, call, keyOf } = await oauthed();
  const { id, secret } = await keyOf({ tuples: ["client_abc:invoice:inv_123#clerk"] });
  const { token } = (await (await call("/api/auth/api-key/exchange", { body: { apiKey: secret } })).json()) as {
    token: string;
  };
  for (const given of [
    await post(TOKEN, { ...CLIENT, client_id: id, client_secret: secret }),
    await post(TOKEN, CLIENT, basic(id, secret)),
    await post(TOKEN, CLIENT, { "x-api-key": secret }),
    await post(TOKEN, { ...EXCHANGE, subject_token: secret }),
    await post(TOKEN, { ...EXCHANGE, subject_token: secret, subject_token_type: ACCESS_TOKEN }),
    await post(TOKEN, { ...EXCHANGE, subject_token: secret, client_id: id, client_secret: secret }),
  ]) {
    expect([given.status, given.headers.get("cache-control"), given.headers.get("pragma")]).toEqual([
      200,
      "no-store",
      "no-cache",
    ]);
    expect(stable(given.body["access_token"])).toEqual(stable(token));
  }
});

test("each half of Basic is decoded as a form's is", async () => {
  const admin = `${"a".repeat(32)} :%+é`;
  const { post } = await oauthed({ environment: { admin } });
  const { status, body } = await post(TOKEN, CLIENT, basic("env-admin", admin));
  expect([status, claimsOf(body["access_token"])["apiKeyId"]]).toEqual([200, "env-admin"]);
});

test("the target is one of the audiences, named in either way, and one", async () => {
  const audiences = ["invoices", `${ISSUER}/bills`] as const;
  const { post, keyOf } = await oauthed({
    issuer: { issuer: ISSUER, audiences, encryption: "plain", algorithm: "ES256" } as never,
  });
  const { id, secret } = await keyOf();
  const ask = async (query: string) => {
    const { status, body } = await post(TOKEN, `grant_type=client_credentials&${query}`, basic(id, secret));
    return status === 200 ? claimsOf(body["access_token"])["aud"] : [status, body["error"]];
  };
  const bills = encodeURIComponent(`${ISSUER}/bills`);
  expect(await ask("")).toBe("invoices");
  expect(await ask("audience=")).toBe("invoices");
  expect(await ask(`resource=${bills}`)).toBe(`${ISSUER}/bills`);
  expect(await ask(`audience=${bills}&resource=${bills}`)).toBe(`${ISSUER}/bills`);
  expect(await ask(`audience=invoices&resource=${bills}`)).toEqual([400, "invalid_target"]);
  expect(await ask("audience=invoices&audience=others")).toEqual([400, "invalid_target"]);
  expect(await ask("resource=https://others.example.com")).toEqual([400, "invalid_target"]);
});

test.each<readonly [string, Record<string, string>, number, string]>([
  ["no grant", {}, 400, "invalid_request"],
  ["a grant of browsers", { grant_type: "authorization_code", code: "x" }, 400, "unsupported_grant_type"],
  ["a grant of passwords", { grant_type: "password" }, 400, "unsupported_grant_type"],
  ["another scope", { ...CLIENT, scope: "api_key_exchange admin" }, 400, "invalid_scope"],
  ["another client", { ...CLIENT, client_id: "somebody" }, 401, "invalid_client"],
  ["a type that is not there", { ...CLIENT, types: "invoice" }, 400, "invalid_request"],
  ["a permission that is not there", { ...CLIENT, types: INVOICE, permissions: "raed" }, 400, "invalid_request"],
])("%s is refused of a good client", async (_, parameters, status, error) => {
  const { post, keyOf, logged } = await oauthed();
  const { secret } = await keyOf();
  const answer = await post(TOKEN, parameters, { "x-api-key": secret });
  expect([answer.status, answer.body["error"]]).toEqual([status, error]);
  expect(Object.keys(answer.body)).toEqual(["error", "error_description"]);
  expect(answer.headers.get("content-type")).toBe("application/json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(logged).toEqual([]);
});

test.each<readonly [string, Record<string, string>]>([
  ["without its type", { subject_token_type: "" }],
  ["of a type that is not ours", { subject_token_type: "urn:ietf:params:oauth:token-type:saml2" }],
  ["with an actor", { actor_token: "x", actor_token_type: ACCESS_TOKEN }],
  ["with the type of an actor alone", { actor_token_type: ACCESS_TOKEN }],
  ["for a refresh token", { requested_token_type: "urn:ietf:params:oauth:token-type:refresh_token" }],
])("a subject %s is an invalid request", async (_, parameters) => {
  const { post, keyOf } = await oauthed();
  const { secret } = await keyOf();
  const { status, body } = await post(TOKEN, { ...EXCHANGE, subject_token: secret, ...parameters });
  expect([status, body["error"]]).toEqual([400, "invalid_request"]);
});

test("a subject that is no key, or a bad one, is an invalid request: it is no client", async () => {
  const { post, keyOf, keys, tokenOf } = await oauthed();
  const [good, bad] = [await keyOf(), await keyOf()];
  await keys.revoke(bad.id);
  for (const subject_token of ["nothing", bad.secret, await tokenOf(good)]) {
    const { status, body, headers } = await post(TOKEN, { ...EXCHANGE, subject_token });
    expect([status, body["error"], headers.get("www-authenticate")]).toEqual([400, "invalid_request", null]);
  }
  const missing = await post(TOKEN, EXCHANGE, { "x-api-key": good.secret });
  expect([missing.status, missing.body["error"]]).toEqual([400, "invalid_request"]);
  const other = await post(TOKEN, { ...EXCHANGE, subject_token: good.secret, client_id: bad.id });
  expect([other.status, other.body["error"]]).toEqual([401, "invalid_client"]);
});

test("a client that is not known is challenged in the way that it chose", async () => {
  const { post, keyOf, tokenOf } = await oauthed();
  const good = await keyOf();
  const token = await tokenOf(good);
  const said = async (parameters: Record<string, string>, headers = {}) => {
    const { status, body, headers: answered } = await post(TOKEN, { ...CLIENT, ...parameters }, headers);
    return [status, body["error"], answered.get("www-authenticate")?.split(" ")[0]];
  };
  const unknown = [401, "invalid_client", "Basic"];
  expect(await said({})).toEqual(unknown);
  expect(await said({ client_id: good.id })).toEqual(unknown);
  expect(await said({ client_id: good.id, client_secret: "wrong" })).toEqual(unknown);
  expect(await said({}, basic(good.id, "wrong"))).toEqual(unknown);
  expect(await said({}, basic("other", good.secret))).toEqual(unknown);
  expect(await said({}, { authorization: "Basic %%%" })).toEqual(unknown);
  expect(await said({}, { authorization: `Basic ${Buffer.from("%zz:%zz").toString("base64")}` })).toEqual(unknown);
  expect(await said({}, { authorization: "Bearer wrong" })).toEqual([401, "invalid_client", "Bearer"]);
  // A token is no client: it would live for ever by asking for the next.
  expect(await said({ client_id: good.id, client_secret: token })).toEqual([403, "unauthorized_client", undefined]);
});

test("two ways at once are refused, and so are two keys", async () => {
  const { post, keyOf } = await oauthed();
  const [one, two] = [await keyOf(), await keyOf()];
  const refused = async (parameters: Record<string, string>, headers: Record<string, string>) => {
    const { status, body } = await post(TOKEN, parameters, headers);
    return [status, body["error"]];
  };
  const invalid = [400, "invalid_request"];
  expect(await refused({ ...CLIENT, client_secret: one.secret }, basic(one.id, one.secret))).toEqual(invalid);
  expect(await refused({ ...CLIENT, client_secret: one.secret }, { "x-api-key": two.secret })).toEqual(invalid);
  expect(await refused(CLIENT, { ...basic(one.id, one.secret), "x-api-key": two.secret })).toEqual(invalid);
  const bearer = { authorization: `Bearer ${two.secret}` };
  expect(await refused({ ...CLIENT, client_secret: one.secret }, bearer)).toEqual(invalid);
  expect(await refused({ ...EXCHANGE, subject_token: one.secret, client_secret: two.secret }, {})).toEqual(invalid);
});

test("the body is a form, within its limit, and names nothing twice", async () => {
  const { post, call, keyOf } = await oauthed({ maxBodyBytes: 500 });
  const { secret } = await keyOf();
  const key = { "x-api-key": secret };
  const refused = async (body: string, headers = {}) => {
    const answer = await post(TOKEN, body, { ...key, ...headers });
    return [answer.status, answer.body["error"]];
  };
  expect(await refused("grant_type=client_credentials&scope=a&scope=b")).toEqual([400, "invalid_request"]);
  expect(await refused("", { "content-type": "application/json" })).toEqual([415, "invalid_request"]);
  expect(await refused("", { "content-encoding": "gzip" })).toEqual([415, "invalid_request"]);
  expect(await refused(`grant_type=${"x".repeat(500)}`)).toEqual([413, "invalid_request"]);
  expect((await post(TOKEN, { ...CLIENT, unknown: "x", other: "" }, key)).status).toBe(200);
  const get = await call(TOKEN, { key: secret });
  expect([get.status, get.headers.get("allow")]).toEqual([405, "POST"]);
});

test("wrong keys count against the address here as everywhere", async () => {
  const { post, keyOf } = await oauthed({ failures: [{ limit: 3, windowSeconds: 60 }] });
  const { id, secret } = await keyOf();
  for (const wrong of [
    await post(TOKEN, { ...EXCHANGE, subject_token: "wrong" }),
    await post(TOKEN, CLIENT, basic(id, "wrong")),
    await post("/oauth2/introspect", { token: "x", client_id: id, client_secret: "wrong" }),
  ]) {
    expect([400, 401]).toContain(wrong.status);
  }
  const { status, body, headers } = await post(TOKEN, CLIENT, basic(id, secret));
  expect([status, body["error"], Number(headers.get("retry-after")) > 0]).toEqual([
    429,
    "temporarily_unavailable",
    true,
  ]);
});

test("the key's own limit and address are kept, and told", async () => {
  const { post, keyOf } = await oauthed();
  const limited = await keyOf({ limits: [{ limit: 1, windowSeconds: 60 }] });
  const first = await post(TOKEN, CLIENT, basic(limited.id, limited.secret));
  expect([first.status, first.headers.get("ratelimit")]).toEqual([200, expect.stringContaining("r=0")]);
  const second = await post(TOKEN, CLIENT, basic(limited.id, limited.secret));
  expect([second.status, second.body["error"]]).toEqual([429, "temporarily_unavailable"]);
  const elsewhere = await keyOf({ addresses: ["192.0.2.0/24"] });
  const { status, body } = await post(TOKEN, CLIENT, basic(elsewhere.id, elsewhere.secret));
  expect([status, body]).toEqual([
    403,
    { error: "unauthorized_client", error_description: "Access denied from this IP address" },
  ]);
});

test("a header of keys that has another name takes secrets of the body too", async () => {
  const { post, call, keyOf } = await oauthed({ header: "x-acme-key" });
  const { id, secret } = await keyOf();
  expect((await post(TOKEN, { ...CLIENT, client_id: id, client_secret: secret })).status).toBe(200);
  expect((await call("/api/auth/api-key/exchange", { body: { apiKey: secret } })).status).toBe(200);
  const { status } = await post(TOKEN, { ...CLIENT, client_secret: secret }, { "x-acme-key": (await keyOf()).secret });
  expect(status).toBe(400);
});
