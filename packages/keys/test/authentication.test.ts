import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterAll, describe, expect, test } from "vitest";
import {
  Authentication,
  environmentKeys,
  isRefusal,
  jwtAuthenticator,
  sessions,
  storedKeys,
  type AuditRow,
  type AuthenticationOptions,
  type Keys,
  type Principal,
  type Refusal,
} from "../src/index.ts";
import { worlds } from "./databases.ts";

const open = worlds();
const ISSUER = "https://issuer.example";
const ADMIN = "a".repeat(32);
const CLIENTS = ["b".repeat(40), "c".repeat(40)];

const keyPair = await generateKeyPair("ES256");
const otherPair = await generateKeyPair("ES256");
const jwk = { ...(await exportJWK(keyPair.publicKey)), kid: "k1", alg: "ES256" };
const issuer = createServer((_, response) => {
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ keys: [jwk] }));
});
await new Promise<void>((resolve) => issuer.listen(0, "127.0.0.1", resolve));
const jwks = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}/jwks.json`;
afterAll(() => void issuer.close());

interface TokenParts {
  readonly iss?: string;
  readonly aud?: string;
  readonly lifeSeconds?: number;
  readonly key?: typeof keyPair.privateKey;
}

const tokenOf = ({ iss = ISSUER, aud = "api", lifeSeconds = 60, key = keyPair.privateKey }: TokenParts = {}) =>
  new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: "k1" })
    .setIssuer(iss)
    .setAudience(aud)
    .setSubject("ann")
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1_000) + lifeSeconds)
    .sign(key);

function authentication(keys: Keys, options: Partial<AuthenticationOptions> = {}) {
  const rows: AuditRow[] = [];
  const whole = new Authentication({
    authenticators: [
      sessions({
        cookies: ["sid"],
        read: ({ headers }) => (headers.get("cookie") === "sid=good" ? { id: "sam" } : undefined),
      }),
      storedKeys(keys),
      environmentKeys({ admin: ADMIN, clients: CLIENTS.join(", ") }),
      jwtAuthenticator({ issuer: ISSUER, audience: "api", algorithms: ["ES256"], jwks }),
    ],
    note: (row) => rows.push(row),
    ...options,
  });
  const ask = (headers: Record<string, string>, address = "192.0.2.1") =>
    whole.authenticate({ headers: new Headers(headers), address, route: "GET /reviews" });
  return { ask, rows };
}

const codeOf = (answer: Principal | Refusal) =>
  isRefusal(answer) ? answer.code : `${answer.kind} ${answer.subject.id}`;

describe("who is calling", () => {
  test("the first that recognises a credential decides", async () => {
    const { keys } = await open("sqlite");
    const { key, secret } = await keys.create({ name: "k" });
    const { ask } = authentication(keys);
    expect(codeOf(await ask({ cookie: "sid=good" }))).toBe("user sam");
    expect(codeOf(await ask({ "x-api-key": secret.reveal() }))).toBe(`apikey ${key.id}`);
    expect(codeOf(await ask({ authorization: `bearer ${secret.reveal()}` }))).toBe(`apikey ${key.id}`);
    expect(codeOf(await ask({ "x-api-key": ADMIN }))).toBe("apikey env-admin");
    expect(codeOf(await ask({ authorization: `Bearer ${CLIENTS[1]}` }))).toBe("apikey env-client-2");
    expect(codeOf(await ask({ authorization: `Bearer ${await tokenOf()}` }))).toBe("user ann");
  });

  test("a principal says what was shown for it, whatever a token says of itself", async () => {
    const { keys } = await open("sqlite");
    const { secret } = await keys.create({ name: "k" });
    const { ask } = authentication(keys);
    const viaOf = async (headers: Record<string, string>) => {
      const answer = await ask(headers);
      return isRefusal(answer) ? answer.code : answer.via;
    };
    expect(await viaOf({ "x-api-key": secret.reveal() })).toBe("key");
    expect(await viaOf({ authorization: `Bearer ${secret.reveal()}` })).toBe("key");
    expect(await viaOf({ "x-api-key": ADMIN })).toBe("key");
    expect(await viaOf({ cookie: "sid=good" })).toBe("session");
    expect(await viaOf({ authorization: `Bearer ${await tokenOf()}` })).toBe("token");
    const subject = { type: "apikey", id: "k" };
    const claiming = jwtAuthenticator({
      issuer: ISSUER,
      audience: "api",
      algorithms: ["ES256"],
      jwks,
      principal: () => Object.assign({ kind: "apikey" as const, subject, asks: [subject] as const }, { via: "key" }),
    });
    const request = { headers: new Headers({ authorization: `Bearer ${await tokenOf()}` }) };
    const whole = new Authentication({ authenticators: [claiming] });
    expect(await whole.authenticate(request)).toMatchObject({ via: "token", subject });
  });

  test("a bad credential never falls through to a weaker method", async () => {
    const { keys } = await open("sqlite");
    const { key, secret } = await keys.create({ name: "k" });
    await keys.revoke(key.id);
    const { ask } = authentication(keys);
    // A bad session is bad, though a good key stands beside it.
    expect(codeOf(await ask({ cookie: "sid=bad", "x-api-key": ADMIN }))).toBe("unauthorized");
    expect(codeOf(await ask({ "x-api-key": secret.reveal() }))).toBe("invalid_api_key");
    expect(codeOf(await ask({ authorization: `Bearer ${await tokenOf({ lifeSeconds: -60 })}` }))).toBe("invalid_token");
  });

  test("what nobody recognises is refused with 401 codes, and nothing at all with another", async () => {
    const { keys } = await open("sqlite");
    const { ask } = authentication(keys);
    expect(codeOf(await ask({}))).toBe("missing_api_key");
    expect(codeOf(await ask({ "x-api-key": "guess" }))).toBe("invalid_api_key");
    expect(codeOf(await ask({ authorization: "Bearer guess" }))).toBe("unauthorized");
    expect(codeOf(await ask({ "x-api-key": ADMIN, authorization: "Bearer other" }))).toBe("ambiguous_credentials");
  });

  test("a token is refused that another signed, for another audience, of another time, or without a signature", async () => {
    const { keys } = await open("sqlite");
    const { ask } = authentication(keys);
    const none = `${btoa('{"alg":"none"}')}.${btoa(JSON.stringify({ iss: ISSUER, aud: "api", sub: "ann", exp: 9e9 }))}.`;
    const bad = [
      await tokenOf({ key: otherPair.privateKey }),
      await tokenOf({ aud: "others" }),
      await tokenOf({ lifeSeconds: -10 }),
      none.replaceAll("=", ""),
    ];
    for (const token of bad) expect(codeOf(await ask({ authorization: `Bearer ${token}` }))).toBe("invalid_token");
    const foreign = await tokenOf({ iss: "https://other.example" });
    expect(codeOf(await ask({ authorization: `Bearer ${foreign}` }))).toBe("unauthorized");
  });

  test("an issuer whose keys cannot be fetched is a failure, and no denial", async () => {
    const { keys } = await open("sqlite");
    const unreachable = jwtAuthenticator({
      issuer: ISSUER,
      audience: "api",
      algorithms: ["ES256"],
      jwks: "http://127.0.0.1:9/",
    });
    const { ask } = authentication(keys, { authenticators: [unreachable] });
    await expect(ask({ authorization: `Bearer ${await tokenOf()}` })).rejects.toMatchObject({
      code: "store_unavailable",
    });
  });

  test("symmetric algorithms, `none`, and tokens of nobody in particular are refused when the server starts", () => {
    const options = { issuer: ISSUER, audience: "api", algorithms: ["ES256"], jwks };
    for (const wrong of [
      { algorithms: ["HS256"] },
      { algorithms: ["none"] },
      { algorithms: [] },
      { audience: "" },
      { issuer: "" },
    ]) {
      expect(() => jwtAuthenticator({ ...options, ...wrong })).toThrow(
        expect.objectContaining({ code: "invalid_key" }),
      );
    }
  });

  test("keys of the environment are limited each by itself, and one that is over its limit is told when to come again", async () => {
    const limits = [{ limit: 2, windowSeconds: 3_600 }];
    const { ask } = authentication((await open("sqlite")).keys, {
      authenticators: [environmentKeys({ admin: ADMIN, clients: CLIENTS.join(","), limits })],
    });
    const remaining = async (key = "") => (await ask({ "x-api-key": key })).taken?.remaining;
    expect([await remaining(CLIENTS[0]), await remaining(CLIENTS[0]), await remaining(CLIENTS[1])]).toEqual([1, 0, 1]);
    expect(await ask({ "x-api-key": CLIENTS[0] ?? "" })).toMatchObject({
      code: "rate_limited",
      message: "Rate limit exceeded",
      retryAfterSeconds: 3_600,
    });
    expect(codeOf(await ask({ "x-api-key": ADMIN }))).toBe("apikey env-admin");
    const none = [{ limit: 0, windowSeconds: 1 }];
    expect(() => environmentKeys({ limits: none })).toThrow(expect.objectContaining({ code: "invalid_key" }));
  });

  test("a key of the environment has 32 characters, or nothing starts, and the message holds none of it", () => {
    const short = "s".repeat(31);
    for (const wrong of [{ admin: short }, { clients: `${ADMIN},${short}` }]) {
      expect(() => environmentKeys(wrong)).toThrow(expect.objectContaining({ code: "invalid_key" }));
      expect(() => environmentKeys(wrong)).not.toThrow(/ssss/);
    }
    expect(environmentKeys({}).recognises({ request: { headers: new Headers() } })).toBe(false);
  });

  test("failed attempts are limited by address, whoever knocks next from there, and success takes nothing", async () => {
    const { keys } = await open("sqlite");
    const { secret } = await keys.create({ name: "k" });
    const { ask } = authentication(keys, { failures: [{ limit: 3, windowSeconds: 60 }] });
    for (let n = 0; n < 10; n++) expect(codeOf(await ask({ "x-api-key": secret.reveal() }))).toMatch(/^apikey/);
    for (let n = 0; n < 3; n++) expect(codeOf(await ask({ "x-api-key": `guess${n}` }))).toBe("invalid_api_key");
    expect(await ask({ "x-api-key": "guess" })).toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: expect.any(Number),
    });
    expect(codeOf(await ask({ "x-api-key": secret.reveal() }))).toBe("rate_limited");
    expect(codeOf(await ask({ "x-api-key": secret.reveal() }, "192.0.2.2"))).toMatch(/^apikey/);
  });

  test("a server takes requests from its own addresses alone, and believes its own proxies alone", async () => {
    const { keys } = await open("sqlite");
    const { ask } = authentication(keys, { addresses: ["203.0.113.0/24"], trustedProxies: ["192.0.2.1"] });
    const headers = { "x-api-key": ADMIN, "x-forwarded-for": "203.0.113.9" };
    expect(codeOf(await ask(headers, "192.0.2.1"))).toBe("apikey env-admin");
    expect(codeOf(await ask(headers, "192.0.2.2"))).toBe("forbidden");
  });

  test("every attempt is noted, with its reason, and of what is no key nothing", async () => {
    const { keys } = await open("sqlite");
    const { key, secret } = await keys.create({ name: "k" });
    const { ask, rows } = authentication(keys, { clock: () => 7 });
    await ask({ "x-api-key": secret.reveal(), "user-agent": "curl/8" });
    await ask({ "x-api-key": "password1" });
    await ask({});
    const common = { at: 7, event: "attempt", address: "192.0.2.1", route: "GET /reviews" };
    expect(rows).toEqual([
      { ...common, outcome: "allowed", key: key.id, lastFour: key.lastFour, by: `apikey:${key.id}`, agent: "curl/8" },
      { ...common, outcome: "refused", reason: "unknown" },
      { ...common, outcome: "refused", reason: "credentials" },
    ]);
  });
});
