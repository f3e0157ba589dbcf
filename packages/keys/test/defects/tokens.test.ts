import { Authentication, isRefusal, jwtAuthenticator } from "@relata/keys";
import { createVerifier } from "@relata/keys/verifier";
import { createLocalJWKSet } from "jose";
import { expect, test } from "vitest";
import { worlds } from "../databases.ts";
import { AUDIENCE, granted, ISSUER } from "../exchange/exchange-situation.ts";
import { askedEveryWay } from "./asked-every-way.ts";

const open = worlds();

test("`sub` confusable: a key's token is taken for its owner's by nobody who looks at the type of tokens", async () => {
  const { keys, signing, tokenOf } = await askedEveryWay(open, "sqlite", {});
  const { key, secret } = await keys.create({ name: "k", mode: "delegated", owner: "user:ann" });
  const { token, claims } = await tokenOf(secret);
  expect(claims).toMatchObject({ sub: "ann", owner: "user:ann", apiKeyId: key.id, scope: "api_key_exchange" });
  const jwks = createLocalJWKSet((await signing.published()).document);
  // Who takes tokens of people from the same issuer, for the same audience, signed by the same keys.
  const people = {
    issuer: ISSUER,
    audience: AUDIENCE,
    algorithms: ["ES256"],
    jwks,
    type: "JWT",
    toleranceSeconds: 9e9,
  };
  const authentication = new Authentication({ authenticators: [jwtAuthenticator(people)] });
  const answer = await authentication.authenticate({ headers: new Headers({ authorization: `Bearer ${token}` }) });
  expect(isRefusal(answer) && answer.code).toBe("invalid_token");
});

test("one `aud` for all resource servers: a token is for one of them, and no other takes it", async () => {
  const { keys, signing, exchange, callerOf, time } = await askedEveryWay(open, "sqlite", {});
  const { secret } = await keys.create({ name: "k" });
  const { token } = granted(await exchange(await callerOf(secret), { audience: AUDIENCE }));
  const jwks = (await signing.published()).document;
  const clock = () => time.now;
  const takenBy = async (audience: string) => {
    const verifier = createVerifier({ issuer: ISSUER, audience, algorithms: ["ES256"], jwks, clock });
    return (await verifier.verify(token)).ok;
  };
  expect([await takenBy(AUDIENCE), await takenBy("bills")]).toEqual([true, false]);
  await expect(exchange(await callerOf(secret), { audience: "bills" })).rejects.toMatchObject({
    code: "invalid_question",
  });
});

test("ids of other keys in a token: what says how keys stand is no permission, so that a key's token names no key", async () => {
  const { keys, tokenOf } = await askedEveryWay(open, "sqlite", {});
  for (let n = 0; n < 3; n++) await keys.create({ name: "k", mode: "own", owner: "user:ann" });
  const { secret } = await keys.create({
    name: "k",
    mode: "inherit",
    owner: "user:ann",
    tuples: ["document:a#reader"],
  });
  expect((await tokenOf(secret)).claims).toMatchObject({ permissions: {}, perm_complete: true });
});
