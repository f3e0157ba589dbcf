import {
  createExchange,
  createIntrospection,
  environmentKeys,
  isRefusal,
  openSigningKeys,
  type CreateInput,
  type Introspected,
  type Refusal,
} from "@relata/keys";
import { describe, expect, test } from "vitest";
import { DATABASES, worlds, type DatabaseName, type WorldOptions } from "../databases.ts";
import { AUDIENCE, granted, ISSUER, SECRET } from "./exchange-situation.ts";

const open = worlds();
const ADMIN = "a".repeat(32);

async function issuerOn(name: DatabaseName, world: WorldOptions = {}) {
  const opened = await open(name, world);
  const { relata, keys, store, time } = opened;
  const clock = () => time.now;
  const signing = await openSigningKeys({ store: store.signingKeys, encryption: [SECRET], algorithm: "ES256", clock });
  const issuing = { signing, issuer: ISSUER, audiences: [AUDIENCE], clock } as const;
  const exchange = createExchange({ relata, keys: store, ...issuing });
  const environment = environmentKeys({ admin: ADMIN });
  const introspect = createIntrospection({ keys, environment, ...issuing });
  const made = async (input: Partial<CreateInput> = {}) => {
    const { key, secret } = await keys.create({ name: "k", ...input });
    const principal = await keys.verify(secret);
    if (isRefusal(principal)) throw new Error(principal.reason);
    const { token } = granted(await exchange(principal));
    return { id: key.id, secret: secret.reveal(), token };
  };
  return { ...opened, exchange, environment, introspect, made };
}

const said = (answer: Introspected | Refusal) =>
  isRefusal(answer) ? `${answer.code} ${answer.reason}` : `${answer.principal.via} of ${answer.principal.key ?? ""}`;

describe.each(DATABASES)("introspection on %s", (name) => {
  test("says of a key and of its token that they count, and of the token what is in it", async () => {
    const { introspect, made } = await issuerOn(name);
    const { id, secret, token } = await made();
    expect(said(await introspect(secret))).toBe(`key of ${id}`);
    expect(await introspect(token)).toMatchObject({
      principal: { via: "token" },
      claims: { apiKeyId: id, iss: ISSUER },
    });
  });

  test("says at once that neither counts any more, whatever ended the key", async () => {
    const { introspect, made, keys, time } = await issuerOn(name);
    const owned = { mode: "delegated", owner: "user:ann" } as const;
    const [off, over, gone, old] = [await made(), await made(), await made(owned), await made()];
    await keys.disable(off.id);
    await keys.revoke(over.id);
    await keys.ownerGone("user:ann");
    for (const [{ secret, token }, reason] of [
      [off, "disabled"],
      [over, "revoked"],
      [gone, "owner_gone"],
    ] as const) {
      expect([said(await introspect(secret)), said(await introspect(token))]).toEqual([
        `invalid_api_key ${reason}`,
        `invalid_api_key ${reason}`,
      ]);
    }
    expect(said(await introspect(old.token))).toBe(`token of ${old.id}`);
    time.now += 900_000;
    expect([said(await introspect(old.token)), said(await introspect(old.secret))]).toEqual([
      "invalid_token token",
      `key of ${old.id}`,
    ]);
  });

  test("uses nothing: no limit, no address, no last use", async () => {
    const { introspect, made, keys } = await issuerOn(name);
    const { id, secret, token } = await made();
    await keys.update(id, { limits: [{ limit: 1, windowSeconds: 60 }], addresses: ["192.0.2.0/24"] });
    await keys.flush();
    const { lastUsedAt } = await keys.get(id);
    for (let i = 0; i < 3; i++) expect(said(await introspect(i === 0 ? secret : token))).toContain(id);
    await keys.flush();
    expect((await keys.get(id)).lastUsedAt).toBe(lastUsedAt);
    expect(said(await introspect(token))).toBe(`token of ${id}`);
    expect(isRefusal(await keys.verify(secret, "192.0.2.1"))).toBe(false);
    expect(await keys.verify(secret, "192.0.2.1")).toMatchObject({ code: "rate_limited" });
  });

  test("knows nothing of what is not ours, of a key of another environment, and of one that is mistyped", async () => {
    const { introspect, made, keys } = await issuerOn(name);
    const { secret, token } = await made();
    const { secret: other } = await keys.create({ name: "t", environment: "test" });
    for (const [text, answer] of [
      ["", "invalid_token unknown"],
      ["a.b.c", "invalid_token unknown"],
      [ADMIN, "invalid_token unknown"],
      [`${token.slice(0, -4)}AAAA`, "invalid_token token"],
      [`${secret.slice(0, -1)}_`, "invalid_token unknown"],
      [secret.replace(/.$/, (last) => (last === "0" ? "1" : "0")), "invalid_api_key malformed"],
      [other.reveal(), "environment_mismatch environment"],
    ] as const) {
      expect([text, said(await introspect(text))]).toEqual([text, answer]);
    }
  });

  test("takes a token of a key of the environment, while that is there", async () => {
    const { introspect, exchange, environment } = await issuerOn(name);
    const principal = await environment.principalOf("env-admin");
    if (principal === undefined || isRefusal(principal)) throw new Error("the key is there");
    const { token } = granted(await exchange(principal));
    expect(await introspect(token)).toMatchObject({ principal: { subject: { id: "env-admin" }, via: "token" } });
  });
});
