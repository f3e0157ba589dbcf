import { createVerifier, verdict } from "@relata/keys/verifier";
import * as oauth from "oauth4webapi";
import { expect, test } from "vitest";
import { INVOICE, ISSUER } from "./keyed-situation.ts";
import { ACCESS_TOKEN, API_KEY, oauthed, TOKEN_EXCHANGE } from "./oauth-situation.ts";

const TUPLES = ["client_abc:invoice:inv_123#clerk"];

test("a client library finds its way: discovery, client credentials, introspection", async () => {
  const { through, discover, keyOf, call } = await oauthed();
  const as = await discover();
  const { id, secret } = await keyOf({ tuples: TUPLES });
  const client = { client_id: id };
  for (const auth of [oauth.ClientSecretBasic(secret), oauth.ClientSecretPost(secret)]) {
    const answer = await oauth.clientCredentialsGrantRequest(as, client, auth, { audience: "invoices" }, through);
    const issued = await oauth.processClientCredentialsResponse(as, client, answer);
    expect(issued).toMatchObject({ token_type: "bearer", expires_in: 900, scope: "api_key_exchange" });
    const headers = { authorization: `Bearer ${issued.access_token}` };
    expect(await (await call("/v1/whoami", { headers })).json()).toMatchObject({
      subject: `apikey:${id}`,
      via: "token",
    });
    const asked = await oauth.introspectionRequest(as, client, auth, issued.access_token, through);
    expect(await oauth.processIntrospectionResponse(as, client, asked)).toMatchObject({
      active: true,
      client_id: id,
      iss: ISSUER,
      aud: "invoices",
    });
  }
});

test("its token exchange gives a token that a verifier reads as it reads any other", async () => {
  const { through, discover, keyOf, call } = await oauthed();
  const as = await discover();
  const { id, secret } = await keyOf({ tuples: TUPLES });
  const client = { client_id: id };
  const parameters = { subject_token: secret, subject_token_type: API_KEY, types: INVOICE, permissions: "read" };
  const answer = await oauth.genericTokenEndpointRequest(as, client, oauth.None(), TOKEN_EXCHANGE, parameters, through);
  const issued = await oauth.processGenericTokenEndpointResponse(as, client, answer);
  expect(issued).toMatchObject({ issued_token_type: ACCESS_TOKEN, token_type: "bearer", expires_in: 900 });
  const verifier = createVerifier({
    issuer: ISSUER,
    audience: "invoices",
    algorithms: ["ES256"],
    jwks: async () => (await (await call(new URL(as.jwks_uri ?? "").pathname)).json()) as never,
  });
  const verified = await verifier.verify(issued.access_token);
  if (!verified.ok) throw new Error(verified.refusal);
  expect(verdict(verified.token, INVOICE, "inv_123", "read")).toBe("allow");
  expect(verdict(verified.token, INVOICE, "inv_9", "read")).toBe("deny");
  expect(verdict(verified.token, INVOICE, "inv_123", "refund")).toBe("ask");
});

test("it revokes a key by the key, and is told that its tokens count no more", async () => {
  const { through, discover, keyOf, tokenOf } = await oauthed();
  const as = await discover();
  const [key, other] = [await keyOf(), await keyOf({ tuples: ["system:root:main#key_admin"] })];
  const token = await tokenOf(key);
  const client = { client_id: key.id };
  const auth = oauth.ClientSecretBasic(key.secret);
  await oauth.processRevocationResponse(await oauth.revocationRequest(as, client, auth, key.secret, through));
  const asking = { client_id: other.id };
  const asked = await oauth.introspectionRequest(as, asking, oauth.ClientSecretBasic(other.secret), token, through);
  expect(await oauth.processIntrospectionResponse(as, asking, asked)).toEqual({ active: false });
});

test("it reads errors as errors, and the challenge of a client that is not known", async () => {
  const { through, discover, keyOf } = await oauthed();
  const as = await discover();
  const { id, secret } = await keyOf();
  const wrong = { client_id: "another" };
  const auth = oauth.ClientSecretBasic(secret);
  const answer = await oauth.clientCredentialsGrantRequest(as, wrong, auth, {}, through);
  await expect(oauth.processClientCredentialsResponse(as, wrong, answer)).rejects.toMatchObject({
    name: "WWWAuthenticateChallengeError",
    status: 401,
  });
  const bad = await oauth.clientCredentialsGrantRequest(as, { client_id: id }, auth, { scope: "all" }, through);
  await expect(oauth.processClientCredentialsResponse(as, { client_id: id }, bad)).rejects.toMatchObject({
    error: "invalid_scope",
    status: 400,
  });
});

test("the metadata stand where the issuer's path puts them, and name addresses below it", async () => {
  const issuing = {
    issuer: `${ISSUER}/relata`,
    audiences: ["invoices"],
    encryption: "plain",
    algorithm: "ES256",
  } as const;
  const { call } = await oauthed({ issuer: issuing });
  const at = async (path: string) => (await call(path)).json() as Promise<Record<string, unknown>>;
  const document = await at("/.well-known/oauth-authorization-server/relata");
  expect(document).toEqual(await at("/.well-known/oauth-authorization-server"));
  expect(document).toMatchObject({
    issuer: `${ISSUER}/relata`,
    token_endpoint: `${ISSUER}/relata/oauth2/token`,
    grant_types_supported: ["client_credentials", TOKEN_EXCHANGE],
    response_types_supported: [],
  });
});

test("an issuer that is no address has no metadata, and its tokens are issued all the same", async () => {
  const issuing = { issuer: "relata", audiences: ["invoices"], encryption: "plain", algorithm: "ES256" } as const;
  const { call, keyOf, tokenOf } = await oauthed({ issuer: issuing });
  expect((await call("/.well-known/oauth-authorization-server")).status).toBe(404);
  expect(await tokenOf(await keyOf())).toMatch(/^ey/);
});
