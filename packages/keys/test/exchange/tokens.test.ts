import {
  Authentication,
  createExchange,
  createKeys,
  environmentKeys,
  exchangedTokens,
  isRefusal,
  openSigningKeys,
  storedKeys,
  type CreateInput,
  type ExchangedTokensOptions,
  type Principal,
  type Refusal,
} from "@relata/keys";
import { SignJWT, generateKeyPair } from "jose";
import { describe, expect, test } from "vitest";
import { DATABASES, worlds, type DatabaseName, type WorldOptions } from "../databases.ts";
import { AUDIENCE, granted, ISSUER, SECRET } from "./exchange-situation.ts";

const open = worlds();
const ADMIN = "a".repeat(32);
const ADDRESS = "192.0.2.1";

interface Situation {
  readonly world?: WorldOptions;
  readonly tokens?: Partial<ExchangedTokensOptions>;
}

/** A server: keys, an exchange, and whoever shows a token of it. */
async function serverOn(name: DatabaseName, { world = {}, tokens = {} }: Situation = {}) {
  const opened = await open(name, world);
  const { relata, keys, store, time } = opened;
  const clock = () => time.now;
  const signing = await openSigningKeys({ store: store.signingKeys, encryption: [SECRET], algorithm: "ES256", clock });
  const issuing = { signing, issuer: ISSUER, audiences: [AUDIENCE, "bills"], clock } as const;
  const exchange = createExchange({ relata, keys: store, ...issuing });
  const environment = environmentKeys({ admin: ADMIN });
  const authentication = new Authentication({
    authenticators: [storedKeys(keys), environment, exchangedTokens({ keys, ...issuing, ...tokens })],
    failures: [{ limit: 1_000, windowSeconds: 1 }],
  });
  const ask = (headers: Record<string, string>, address = ADDRESS) =>
    authentication.authenticate({ headers: new Headers(headers), address });
  const bear = (text: string, address?: string) => ask({ authorization: `Bearer ${text}` }, address);
  const made = async (input: Partial<CreateInput> = {}) => {
    const { key, secret } = await keys.create({ name: "k", ...input });
    const { token } = granted(await exchange(admitted(await ask({ "x-api-key": secret.reveal() }))));
    return { id: key.id, secret: secret.reveal(), token };
  };
  return { ...opened, signing, exchange, environment, ask, bear, made };
}

type Server = Awaited<ReturnType<typeof serverOn>>;

function admitted(answer: Principal | Refusal): Principal {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.reason}`);
  return answer;
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const codeOf = (answer: Principal | Refusal) => (isRefusal(answer) ? `${answer.code} ${answer.reason}` : answer.via);

const STOPS: Record<string, (server: Server, id: string) => Promise<unknown>> = {
  revoked: ({ keys }, id) => keys.revoke(id),
  purged: async ({ keys }, id) => {
    await keys.revoke(id);
    await keys.purge(id);
  },
  disabled: ({ keys }, id) => keys.disable(id),
  "without its owner": ({ keys }) => keys.ownerGone("user:ann"),
  expired: async ({ keys, time }, id) => {
    await keys.update(id, { expiresAt: time.now + 1_000 });
    time.now += 1_000;
  },
  "without a mode": ({ relata }, id) => relata.write({ delete: [`system:key:${id}#delegates@user:ann`] }),
};

describe.each(DATABASES)("a token that is shown to us on %s", (name) => {
  test("says who calls as its key does, but that it is a token", async () => {
    const { ask, bear, made, relata } = await serverOn(name);
    await relata.write(["organization:o#member@user:ann"]);
    const { secret, token } = await made({ mode: "delegated", owner: "user:ann", organization: "o" });
    const [byKey, byToken] = [await ask({ "x-api-key": secret }), await bear(token)];
    expect(byToken).toEqual({ ...admitted(byKey), via: "token" });
    expect(byToken).toMatchObject({ kind: "apikey", mode: "delegated", organization: "o", environment: "live" });
    expect(await ask({ "x-api-key": token })).toEqual(byToken);
  });

  test.each(Object.entries(STOPS))("is refused as its key is when that is %s", async (_, stop) => {
    const server = await serverOn(name);
    const { id, secret, token } = await server.made({ mode: "delegated", owner: "user:ann" });
    expect(codeOf(await server.bear(token))).toBe("token");
    await stop(server, id);
    const [byKey, byToken] = [await server.ask({ "x-api-key": secret }), await server.bear(token)];
    expect(codeOf(byToken)).toBe(codeOf(byKey));
    expect(byToken).toMatchObject({ code: "invalid_api_key", key: id });
  });

  test("goes on over a rotation, and has what the key may now, not what it might when the token was made", async () => {
    const { keys, relata, bear, made } = await serverOn(name);
    const { id, token } = await made({ tuples: ["document:a#reader"] });
    await keys.rotate(id);
    await relata.write({ delete: [`document:a#reader@apikey:${id}`] });
    const [subject] = admitted(await bear(token)).asks;
    expect(await relata.can(subject, "read", "document:a")).toBe(false);
  });
});

describe("a token that is shown to us", () => {
  test("is of an environment that is accepted, or it is refused", async () => {
    const server = await serverOn("sqlite", { world: { environments: ["live", "test"] } });
    const { token } = await server.made({ environment: "test" });
    const { relata, store, time, signing } = server;
    const clock = () => time.now;
    const live = createKeys({ relata, store, clock });
    const tokens = exchangedTokens({ keys: live, signing, issuer: ISSUER, audiences: [AUDIENCE], clock });
    const strict = new Authentication({ authenticators: [tokens] });
    const request = { headers: new Headers({ authorization: `Bearer ${token}` }) };
    expect(codeOf(await server.bear(token))).toBe("token");
    expect(codeOf(await strict.authenticate(request))).toBe("environment_mismatch environment");
  });

  test("comes from the addresses of its key, and is counted with it", async () => {
    const { ask, bear, made } = await serverOn("sqlite");
    const limits = [{ limit: 4, windowSeconds: 60 }];
    const { id, secret, token } = await made({ addresses: [ADDRESS], limits });
    expect(codeOf(await bear(token, "192.0.2.9"))).toBe("forbidden address");
    const taken = { limit: limits[0], resetSeconds: expect.any(Number), isRefused: false };
    expect(await bear(token)).toMatchObject({ via: "token", taken: { ...taken, remaining: 2 } });
    expect(await ask({ "x-api-key": secret })).toMatchObject({ via: "key", taken: { ...taken, remaining: 1 } });
    expect(await bear(token)).toMatchObject({ taken: { remaining: 0 } });
    const refusal = await bear(token);
    expect(refusal).toMatchObject({ code: "rate_limited", key: id, taken: { remaining: 0, isRefused: true } });
    expect(JSON.parse(JSON.stringify(refusal))).toEqual({ error: "rate_limited", message: "Rate limit exceeded" });
  });

  test("is not exchanged for the next", async () => {
    const { exchange, bear, made } = await serverOn("sqlite");
    const { id, token } = await made();
    expect(await exchange(admitted(await bear(token)))).toMatchObject({ code: "forbidden", reason: "kind", key: id });
  });

  test("of a key of the environment counts while the environment has it, and where it is asked", async () => {
    const server = await serverOn("sqlite", { tokens: { environment: environmentKeys({ admin: ADMIN }) } });
    const { ask, bear, exchange } = server;
    const byKey = admitted(await ask({ "x-api-key": ADMIN }));
    const { token } = granted(await exchange(byKey));
    expect(await bear(token)).toEqual({ ...byKey, via: "token" });
    const { keys, signing, time } = server;
    const parts = { keys, signing, issuer: ISSUER, audiences: [AUDIENCE], clock: () => time.now };
    for (const without of [parts, { ...parts, environment: environmentKeys({ clients: ADMIN }) }]) {
      const authentication = new Authentication({ authenticators: [exchangedTokens(without)] });
      const headers = new Headers({ authorization: `Bearer ${token}` });
      expect(codeOf(await authentication.authenticate({ headers }))).toBe("invalid_api_key unknown");
    }
  });

  test("of a key of the environment counts against that key's limit", async () => {
    const limits = [{ limit: 1, windowSeconds: 60 }];
    const environment = environmentKeys({ admin: ADMIN, limits });
    const { ask, bear, exchange } = await serverOn("sqlite", { tokens: { environment } });
    const { token } = granted(await exchange(admitted(await ask({ "x-api-key": ADMIN }))));
    expect(codeOf(await bear(token))).toBe("token");
    expect(codeOf(await bear(token))).toBe("rate_limited limit");
  });

  test("is signed by a key of ours that is published, whatever it was made with before", async () => {
    const server = await serverOn("sqlite");
    const { signing, store, time, bear, made, keys } = server;
    const { token } = await made();
    const clock = () => time.now;
    const next = await openSigningKeys({ store: store.signingKeys, encryption: [SECRET], algorithm: "RS256", clock });
    const { signsFromMs } = await next.rotate();
    const id = (await keys.list()).keys[0]?.id ?? "";
    time.now = signsFromMs - 1_000;
    const parts = { relata: server.relata, keys: store, issuer: ISSUER, audiences: ["bills"] as const, clock };
    const mint = async () =>
      granted(await createExchange({ ...parts, signing: next })(admitted(await keysPrincipal(server, id)))).token;
    const last = await mint();
    time.now = signsFromMs + 1_000;
    const first = await mint();
    expect([await bear(token), await bear(last), await bear(first)].map(codeOf)).toEqual([
      "invalid_token token",
      "token",
      "token",
    ]);
    await signing.withdraw((await signing.list()).at(-1)?.kid ?? "");
    time.now += 1_000;
    expect([await bear(last), await bear(first)].map(codeOf)).toEqual(["token", "invalid_token token"]);
  });

  test("is refused where it is over, forged, of another type, for others, or no word of it is signed", async () => {
    const { signing, bear, made, time } = await serverOn("sqlite");
    const { token } = await made();
    const [head = "", body = "", signature = ""] = token.split(".");
    const payload = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
    const header = JSON.parse(Buffer.from(head, "base64url").toString()) as { alg: string; kid: string; typ: string };
    const { privateKey } = await generateKeyPair("ES256");
    const foreign = new SignJWT(payload).setProtectedHeader(header).sign(privateKey);
    const hmac = new SignJWT(payload)
      .setProtectedHeader({ ...header, alg: "HS256" })
      .sign(Buffer.from(JSON.stringify((await signing.published()).document.keys[0])));
    const signer = await signing.signer();
    const other = (claims: object) => signer.sign({ ...payload, ...claims });
    const forged = [
      `${encoded({ ...header, alg: "none" })}.${body}.`,
      `${encoded({ ...header, typ: "JWT" })}.${body}.${signature}`,
      `${head}.${encoded({ ...payload, apiKeyId: "another" })}.${signature}`,
      await foreign,
      await hmac,
      await other({ aud: "strangers" }),
      await other({ exp: Number(payload["iat"]) + 901 }),
      await other({ iat: Math.floor(time.now / 1_000) + 60 }),
      await other({ apiKeyId: 7 }),
    ];
    for (const text of forged) expect(codeOf(await bear(text))).toBe("invalid_token token");
    for (const claims of [{ iss: "https://other.example" }, { scope: "openid" }]) {
      expect(codeOf(await bear(await other(claims)))).toBe("unauthorized unknown");
    }
    time.now += 900_000;
    expect(codeOf(await bear(token))).toBe("invalid_token token");
  });

  test("is neither admitted nor refused where nobody can tell: the store does not answer", async () => {
    const { bear, made, keys, signing, store, time } = await serverOn("sqlite", { world: { isAlone: true } });
    const { token } = await made();
    await keys.flush();
    await store.close();
    await expect(bear(token)).rejects.toMatchObject({ code: "closed" });
    time.now += 61_000;
    const parts = { keys, signing, issuer: ISSUER, audiences: [AUDIENCE], clock: () => time.now };
    const unread = new Authentication({ authenticators: [exchangedTokens(parts)] });
    const headers = new Headers({ authorization: `Bearer ${token}` });
    await expect(unread.authenticate({ headers })).rejects.toMatchObject({ code: "closed" });
  });

  test("is not recognised by nobody in particular: without an issuer or audiences nothing starts", async () => {
    const { keys, signing } = await serverOn("sqlite");
    for (const wrong of [{ issuer: "" }, { audiences: [] }, { audiences: [""] }]) {
      const options = { keys, signing, issuer: ISSUER, audiences: [AUDIENCE], ...wrong };
      expect(() => exchangedTokens(options)).toThrow(expect.objectContaining({ code: "invalid_settings" }));
    }
  });
});

async function keysPrincipal({ keys }: Server, id: string): Promise<Principal | Refusal> {
  return keys.verify((await keys.rotate(id)).secret);
}
