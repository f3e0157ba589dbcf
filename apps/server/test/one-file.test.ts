import { afterAll, beforeAll, expect, test } from "vitest";
import { started, type StartedServer } from "./child/started-server.ts";
import { file } from "./situation.ts";

const MODEL = "model 1\ntype user\ntype apikey\ntype doc { relation viewer: user | apikey }\n";
const ADMIN = "an-administrator-of-the-environment-000";

let servers: readonly StartedServer[] = [];

beforeAll(async () => {
  const env = { RELATA_MODEL: file(MODEL), RELATA_DB: file(), RELATA_ADMIN_KEY: ADMIN, RELATA_RATE_LIMIT: "500/3600" };
  servers = await Promise.all([1, 2].map(() => started(env)));
});

afterAll(async () => {
  await Promise.all(servers.map(({ stop }) => stop()));
});

async function newKey(input: object): Promise<{ readonly id: string; readonly secret: string }> {
  const [one] = servers;
  const made = (await one?.ask("/v1/api-keys", ADMIN, { name: "test", ...input }))?.json();
  const { key, secret } = (await made) as { key: { id: string }; secret: string };
  return { id: key.id, secret };
}

/** What each server answers, in turn. */
async function statuses(rounds: number, key: string): Promise<readonly number[]> {
  const answered: number[] = [];
  for (let i = 0; i < rounds; i++) {
    for (const { ask } of servers) answered.push((await ask("/v1/whoami", key)).status);
  }
  return answered;
}

test("a limit is one limit for all processes of a file", async () => {
  const { secret } = await newKey({ limits: [{ limit: 5, windowSeconds: 3_600 }] });
  expect(await statuses(4, secret)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
});

test("a key that one process makes is good at the other, and refused there once it is revoked", async () => {
  const { id, secret } = await newKey({});
  expect(await statuses(1, secret)).toEqual([200, 200]);
  await servers[1]?.ask(`/v1/api-keys/${id}/revoke`, ADMIN, {});
  expect(await statuses(1, secret)).toEqual([401, 401]);
});

test("at a port that the system chose, tokens say the address that others reach", async () => {
  const { secret } = await newKey({});
  for (const { url, ask } of servers) {
    const { token } = (await (await ask("/api/auth/api-key/exchange", secret, {})).json()) as { token: string };
    const [, claims = ""] = token.split(".");
    expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({ iss: url });
    expect((await ask("/v1/whoami", token)).status).toBe(200);
  }
});
