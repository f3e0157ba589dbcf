import { jwtAuthenticator } from "@relata/keys";
import {
  createLocalJWKSet,
  exportJWK,
  exportPKCS8,
  exportSPKI,
  generateKeyPair,
  importPKCS8,
  SignJWT,
  UnsecuredJWT,
  type CryptoKey,
  type JWK,
} from "jose";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ISSUER, keyed, saidOf, type Keyed } from "../keyed/keyed-situation.ts";

const PEOPLE = "https://people.example.com";
const [es, rs, foreign] = await Promise.all([
  generateKeyPair("ES256", { extractable: true }),
  generateKeyPair("RS256", { extractable: true }),
  generateKeyPair("ES256", { extractable: true }),
]);
const PUBLISHED: readonly JWK[] = [
  { ...(await exportJWK(es.publicKey)), kid: "es", alg: "ES256" },
  { ...(await exportJWK(rs.publicKey)), kid: "rs", alg: "RS256" },
];
const others = [
  jwtAuthenticator({
    issuer: PEOPLE,
    audience: "api",
    algorithms: ["ES256"],
    jwks: createLocalJWKSet({ keys: [...PUBLISHED] }),
    type: "JWT",
  }),
];

/** A token that counts, by its parts, and what a stranger can know of who signs such tokens. */
interface Genuine {
  readonly claims: object;
  readonly header: { readonly alg: string; readonly kid: string; readonly typ: string };
  readonly text: string;
  readonly published: readonly JWK[];
}

const seconds = () => Math.floor(Date.now() / 1_000);
const decoded = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString()) as object;
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token with any header, signed by anything. */
function signed(claims: object, header: object, by: CryptoKey | Uint8Array): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ alg: "ES256", ...header }).sign(by, { crit: { x: true } });
}

/** A token that the server made itself. */
async function ours({ call, keyOf }: Keyed): Promise<Genuine> {
  const { secret } = await keyOf();
  const exchanged = await call("/api/auth/api-key/exchange", { body: { apiKey: secret } });
  const { token: text } = (await exchanged.json()) as { readonly token: string };
  const [head, body] = text.split(".");
  const { keys: published } = (await (await call("/.well-known/jwks.json")).json()) as { readonly keys: JWK[] };
  return { claims: decoded(body), header: decoded(head) as Genuine["header"], text, published };
}

/** A token of another issuer that the server knows. */
async function theirs(): Promise<Genuine> {
  const claims = { iss: PEOPLE, aud: "api", sub: "ann", exp: seconds() + 3_600 };
  const header = { alg: "ES256", kid: "es", typ: "JWT" };
  return { claims, header, text: await signed(claims, header, es.privateKey), published: PUBLISHED };
}

/** Ways to make a token of which the server would have to believe what it says of itself. */
const FORGERIES: Record<string, (genuine: Genuine) => readonly (string | Promise<string>)[]> = {
  "the algorithm `none`, in any case": ({ claims, header, text }) => [
    new UnsecuredJWT({ ...claims }).encode(),
    ...["none", "None", "NONE", "nOnE", ""].flatMap((alg) =>
      ["", text.split(".")[2] ?? ""].map(
        (signature) => `${encoded({ ...header, alg })}.${encoded(claims)}.${signature}`,
      ),
    ),
  ],
  "HS256 with the public key as the secret, in any of its forms": ({ claims, header, published }) =>
    [...published, { keys: published }, published[0]?.x ?? ""].flatMap((key) => {
      const texts = [typeof key === "string" ? key : JSON.stringify(key), "", "secret"];
      return texts.map((text) => hmac(claims, header, new TextEncoder().encode(text.padEnd(32, "\0"))));
    }),
  "HS256 with the public key as PEM": ({ claims, header }) => [
    exportSPKI(es.publicKey).then((pem) => hmac(claims, header, new TextEncoder().encode(pem))),
    exportSPKI(rs.publicKey).then((pem) => hmac(claims, header, new TextEncoder().encode(pem.trim()))),
  ],
  "the algorithm of another key": ({ claims, header }) => [
    signed(claims, { ...header, alg: "RS256" }, rs.privateKey),
    signed(claims, { ...header, kid: "rs", alg: "RS256" }, rs.privateKey),
    as("PS256", rs.privateKey).then((key) => signed(claims, { ...header, kid: "rs", alg: "PS256" }, key)),
    signed(claims, { ...header, kid: "rs" }, foreign.privateKey),
  ],
  "a key that the token brings itself": ({ claims, header }) => [
    exportJWK(foreign.publicKey).then((jwk) => signed(claims, { ...header, jwk }, foreign.privateKey)),
    exportJWK(foreign.publicKey).then((jwk) => signed(claims, { ...header, kid: undefined, jwk }, foreign.privateKey)),
    signed(claims, { ...header, x5c: ["MIIB"] }, foreign.privateKey),
  ],
  "a key that the token points to": ({ claims, header }) => [
    signed(claims, { ...header, jku: "https://evil.example/jwks.json" }, foreign.privateKey),
    signed(claims, { ...header, kid: undefined, x5u: "https://evil.example/x5u" }, foreign.privateKey),
    signed(claims, { ...header, kid: "https://evil.example/jwks.json#1" }, foreign.privateKey),
  ],
  "the id of a key that is a path, a query, or nobody's": ({ claims, header }) =>
    ["../../dev/null", "/dev/null", "' or 1=1 --", "", "__proto__", "constructor", "*", "0"].map((kid) =>
      signed(claims, { ...header, kid }, foreign.privateKey),
    ),
  "other claims under the same signature": ({ claims, text }) => {
    const [head = "", , signature = ""] = text.split(".");
    const more = [
      { apiKeyId: "env-admin" },
      { sub: "root" },
      { exp: seconds() + 86_400 },
      { permissions: { x: ["y"] } },
    ];
    return more.map((one) => `${head}.${encoded({ ...claims, ...one })}.${signature}`);
  },
  "a signature that is cut, empty, or of other numbers": ({ text }) => {
    const [head = "", body = "", signature = ""] = text.split(".");
    const zeros = Buffer.alloc(64).toString("base64url");
    return ["", zeros, signature.slice(0, -4), `${signature.slice(0, -4)}AAAA`].map((one) => `${head}.${body}.${one}`);
  },
  "another signer under our name": ({ claims, header }) => [signed(claims, header, foreign.privateKey)],
};

function hmac(claims: object, header: object, secret: Uint8Array): Promise<string> {
  return new SignJWT({ ...claims }).setProtectedHeader({ ...header, alg: "HS256" }).sign(secret);
}

/** The same key for another algorithm. */
async function as(algorithm: string, key: CryptoKey): Promise<CryptoKey> {
  return importPKCS8(await exportPKCS8(key), algorithm);
}

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });

describe.each<readonly [string, (server: Keyed) => Promise<Genuine>]>([
  ["our own tokens", ours],
  ["tokens of another issuer", theirs],
])("algorithm confusion of %s", (_, genuineOf) => {
  beforeEach(() => void vi.spyOn(globalThis, "fetch"));
  afterEach(() => void vi.restoreAllMocks());

  test.each(Object.entries(FORGERIES))("%s: the token is refused, and nobody is asked for a key", async (__, forge) => {
    const server = await keyed({ others, failures: [{ limit: 1_000, windowSeconds: 1 }] });
    const genuine = await genuineOf(server);
    expect(await saidOf(server, bearer(genuine.text))).toBe("200");
    const forged = await Promise.all(forge(genuine).map((one) => Promise.resolve(one)));
    const answers = [];
    for (const token of forged) answers.push(await saidOf(server, bearer(token)));
    expect(answers).toEqual(forged.map(() => expect.stringMatching(/^401 (invalid_token|unauthorized)$/) as string));
    expect(vi.mocked(fetch)).not.toHaveBeenCalled();
    expect(server.logged).toEqual([]);
  });
});

test("a token that is truly signed does not count for what it was not made for", async () => {
  const server = await keyed({ others });
  const { claims, header } = await theirs();
  const said = async (more: object, head: object = {}) =>
    saidOf(server, bearer(await signed({ ...claims, ...more }, { ...header, ...head }, es.privateKey)));
  expect(await said({})).toBe("200");
  for (const more of [
    { exp: undefined },
    { exp: 1 },
    { nbf: seconds() + 600 },
    { aud: "somebody" },
    { sub: undefined },
  ]) {
    expect([more, await said(more)]).toEqual([more, "401 invalid_token"]);
  }
  const types = ["at+jwt", "secevent+jwt", "", undefined].map((typ) => ({ typ }));
  for (const head of [...types, { kid: "rs" }, { crit: ["x"], x: 1 }]) {
    expect([head, await said({}, head)]).toEqual([head, "401 invalid_token"]);
  }
  // Whoever is not known by their issuer is nobody, and nobody signs for another.
  for (const iss of ["https://evil.example", `${PEOPLE}/`, ISSUER]) {
    expect([iss, await said({ iss })]).toEqual([iss, "401 unauthorized"]);
  }
});
