import { jwtAuthenticator } from "@relata/keys";
import { createLocalJWKSet, exportJWK, exportSPKI, generateKeyPair, SignJWT } from "jose";
import { expect, test, vi } from "vitest";
import { ISSUER, keyed, saidOf, type Call } from "./keyed-situation.ts";

const EXCHANGE = "/api/auth/api-key/exchange";
const bearer = (token: string): Call => ({ headers: { authorization: `Bearer ${token}` } });

const es = await generateKeyPair("ES256", { extractable: true });
const rs = await generateKeyPair("RS256", { extractable: true });
const foreign = await generateKeyPair("ES256", { extractable: true });
const OIDC = "https://people.example.com";
const published = {
  keys: [
    { ...(await exportJWK(es.publicKey)), kid: "es", alg: "ES256" },
    { ...(await exportJWK(rs.publicKey)), kid: "rs", alg: "RS256" },
  ],
};
const others = [
  jwtAuthenticator({
    issuer: OIDC,
    audience: "api",
    algorithms: ["ES256"],
    jwks: createLocalJWKSet(published),
    type: "JWT",
  }),
];
const inAnHour = () => Math.floor(Date.now() / 1_000) + 3_600;
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token by hand: its claims, its header, and what signs it. */
async function tokenOf(claims: object, header: object, by: typeof es.privateKey | Uint8Array): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: "ES256", ...header }).sign(by);
}

test("algorithm confusion, and keys that a token brings or points to, for tokens of people and our own", async () => {
  const server = await keyed({ others, failures: [{ limit: 1_000, windowSeconds: 1 }] });
  const { secret } = await server.keyOf();
  const exchanged = (await (await server.call(EXCHANGE, { body: { apiKey: secret } })).json()) as { token: string };
  const [head = "", body = "", signature = ""] = exchanged.token.split(".");
  const ours = JSON.parse(Buffer.from(body, "base64url").toString()) as object;
  const ourHeader = JSON.parse(Buffer.from(head, "base64url").toString()) as { kid: string };
  const { keys: ourKeys } = (await (await server.call("/.well-known/jwks.json")).json()) as { keys: object[] };
  const theirs = { iss: OIDC, aud: "api", sub: "ann", exp: inAnHour() };
  const header = { kid: "es", typ: "JWT" };
  expect(await saidOf(server, bearer(await tokenOf(theirs, header, es.privateKey)))).toBe("200");
  expect(await saidOf(server, bearer(exchanged.token))).toBe("200");

  const spki = new TextEncoder().encode(await exportSPKI(es.publicKey));
  const jwk = await exportJWK(foreign.publicKey);
  const at = { jku: "https://evil.example/jwks.json", x5u: "https://evil.example/x5u", jwk, kid: "es" };
  const fetched = vi.spyOn(globalThis, "fetch");
  const of = async (claims: object, whole: { kid: string; typ?: string }, document: object) => [
    `${encoded({ ...whole, alg: "none" })}.${encoded(claims)}.`,
    `${encoded({ ...whole, alg: "None" })}.${encoded(claims)}.${signature}`,
    await tokenOf(claims, { ...whole, alg: "HS256" }, spki),
    await tokenOf(claims, { ...whole, alg: "HS256" }, new TextEncoder().encode(JSON.stringify(document))),
    await tokenOf(claims, { ...whole, alg: "HS256" }, new Uint8Array(32)),
    await tokenOf(claims, whole, foreign.privateKey),
    await tokenOf(claims, { ...whole, ...at, kid: whole.kid }, foreign.privateKey),
    await tokenOf(claims, { ...whole, kid: "../../dev/null" }, foreign.privateKey),
    await tokenOf(claims, { ...whole, kid: "rs", alg: "RS256" }, rs.privateKey),
    await tokenOf(claims, { ...whole, kid: "rs" }, es.privateKey),
    await tokenOf(claims, { ...whole, typ: "at+jwt+x" }, es.privateKey),
    await tokenOf({ ...claims, exp: undefined }, whole, es.privateKey),
    await tokenOf({ ...claims, exp: 1 }, whole, es.privateKey),
    await tokenOf({ ...claims, aud: "somebody" }, whole, es.privateKey),
  ];
  const forged = [
    ...(await of(theirs, header, published.keys[0] ?? {})),
    ...(await of(ours, { ...ourHeader, typ: "at+jwt" }, ourKeys[0] ?? {})),
    `${head}.${encoded({ ...ours, apiKeyId: "env-admin" })}.${signature}`,
    `${head}.${body}.${signature.slice(0, -4)}AAAA`,
    `${head}.${body}.`,
  ];
  const answers = [];
  for (const token of forged) answers.push(await saidOf(server, bearer(token)));
  expect(answers).toEqual(forged.map(() => "401 invalid_token"));
  // Nobody is asked for a key on the word of a token.
  expect(fetched).not.toHaveBeenCalled();
  fetched.mockRestore();
  const stranger = await tokenOf({ ...theirs, iss: "https://evil.example" }, header, es.privateKey);
  expect(await saidOf(server, bearer(stranger))).toBe("401 unauthorized");
  expect(await saidOf(server, bearer(await tokenOf({ ...theirs, iss: ISSUER }, header, es.privateKey)))).toBe(
    "401 unauthorized",
  );
});
