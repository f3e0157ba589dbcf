import { randomBytes } from "node:crypto";
import { testDatabase } from "@relata/postgres-server/test-database";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readSettings } from "../../src/settings.ts";
import { start, type Started } from "../../src/start.ts";
import { file } from "../situation.ts";
import { readExposition, valueOf } from "../observing/exposition.ts";
import { follow } from "../watch/event-source.ts";

const MODEL = `model 1
type user
type apikey
type doc {
  relation viewer: user | apikey
  permission view = viewer
}
`;

const ADMIN = randomBytes(32).toString("hex");
const logged: unknown[] = [];
let [one, other]: Started[] = [];

beforeAll(async () => {
  const { url } = await testDatabase();
  const read = readSettings({
    RELATA_MODEL: file(MODEL),
    RELATA_DATABASE_URL: url,
    RELATA_ENCRYPTION_KEYS: `1:${randomBytes(32).toString("base64url")}`,
    RELATA_ISSUER: "https://auth.example.com",
    RELATA_ADMIN_KEY: ADMIN,
    PORT: "0",
  });
  if ("problems" in read) throw new Error(read.problems.join("\n"));
  [one, other] = await Promise.all([1, 2].map(() => start(read.settings, (...said) => void logged.push(said))));
}, 60_000);

afterAll(async () => {
  await Promise.all([one?.close(), other?.close()]);
}, 60_000);

interface Said {
  readonly status: number;
  readonly body: Record<string, never> & { readonly code?: string };
}

async function ask(server: Started | undefined, path: string, key: string, body?: object): Promise<Said> {
  const response = await fetch(`${server?.url}${path}`, {
    headers: { authorization: `Bearer ${key}`, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { method: "POST", body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Said["body"] };
}

async function newKey(input: object = {}): Promise<{ readonly id: string; readonly secret: string }> {
  const { body } = await ask(one, "/v1/api-keys", ADMIN, { name: "test", ...input });
  const { key, secret } = body as unknown as { key: { id: string }; secret: string };
  return { id: key.id, secret };
}

const QUESTION = { entityType: "doc", entityId: "plan", permission: "view" };

test("a key that one server makes is good on the other, and revoked on one it is refused on the other at once", async () => {
  const { id, secret } = await newKey({ tuples: ["doc:plan#viewer"] });
  const asked = () => ask(other, "/api/auth/check-permission", secret, QUESTION);
  expect(await asked()).toMatchObject({ status: 200, body: { allowed: true } });
  expect((await ask(one, `/v1/api-keys/${id}/revoke`, ADMIN, {})).status).toBe(200);
  expect(await asked()).toMatchObject({ status: 401 });
});

test("a token of one counts on the other, under the same published keys", async () => {
  const { secret } = await newKey({ tuples: ["doc:plan#viewer"] });
  const { body } = await ask(one, "/api/auth/api-key/exchange", secret, {});
  const { token } = body as unknown as { token: string };
  expect(await ask(other, "/api/auth/check-permission", token, QUESTION)).toMatchObject({ body: { allowed: true } });
  const published = await Promise.all([one, other].map((server) => ask(server, "/.well-known/jwks.json", "")));
  expect(published[0]?.body).toEqual(published[1]?.body);
});

test("a limit is one limit, wherever requests arrive", async () => {
  const { secret } = await newKey({ limits: [{ limit: 4, windowSeconds: 3_600 }] });
  const statuses = [];
  for (const server of [one, other, one, other, one, other]) {
    statuses.push((await ask(server, "/v1/whoami", secret)).status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 429, 429]);
});

test("who shows the token of a write is answered by any server as of it", async () => {
  const question = { subject: "user:ann", permission: "view", object: "doc:moved" };
  const servers = [one, other];
  for (let i = 0; i < 20; i++) {
    const [here, there] = i % 4 < 2 ? servers : servers.toReversed();
    const isGiven = i % 2 === 0;
    const change = { [isGiven ? "touch" : "delete"]: ["doc:moved#viewer@user:ann"] };
    const { body } = await ask(here, "/v1/tuples/write", ADMIN, change);
    const consistency = { atLeast: (body as { token?: string }).token };
    const answer = await ask(there, "/v1/check", ADMIN, { ...question, consistency });
    expect(answer).toEqual({ status: 200, body: { outcome: isGiven ? "allowed" : "denied" } });
  }
});

test("a stream that ends at one goes on at the other, with nothing lost and nothing twice", async () => {
  const { body } = await ask(one, "/v1/tuples/write", ADMIN, { touch: ["doc:begin#viewer@user:ann"] });
  const after = String((body as { token?: string }).token);
  const names = Array.from({ length: 12 }, (_, i) => `doc:e${i}#viewer@user:ann`);
  for (const name of names) await ask(one, "/v1/tuples/write", ADMIN, { touch: [name] });
  const told: string[] = [];
  let lastEventId: string | undefined;
  for (let turn = 0; told.length < names.length; turn++) {
    const { url = "" } = (turn % 2 === 0 ? one : other) ?? {};
    const wish = { key: ADMIN, query: { after, type: "doc" }, ...(lastEventId !== undefined && { lastEventId }) };
    for await (const { id, event, data } of follow(url, wish)) {
      if (event !== "revision") continue;
      told.push(...(data["changes"] as { after: string }[]).map((change) => change.after));
      lastEventId = id;
      if (told.length % 3 === 0) break;
    }
  }
  expect(told).toEqual(names);
});

test("what is revoked at one is told to verifiers by the other", async () => {
  const { id, secret } = await newKey({ tuples: ["doc:plan#viewer"] });
  await ask(one, "/api/auth/api-key/exchange", secret, {});
  await ask(one, `/v1/api-keys/${id}/revoke`, ADMIN, {});
  const { body } = await ask(other, "/v1/revocations?since=1970-01-01T00:00:00Z", ADMIN);
  expect(JSON.stringify(body)).toContain(id);
});

test("a watch of one sees what the other writes", async () => {
  const events = follow(other?.url ?? "", { key: ADMIN });
  expect((await events.next()).value).toMatchObject({ event: "checkpoint" });
  const { id } = await newKey({ tuples: ["doc:seen#viewer"] });
  const { value } = await events.next();
  expect(JSON.stringify(value)).toContain(`doc:seen#viewer@apikey:${id}`);
  await events.return(undefined);
});

test("what one writes is what the other answers", async () => {
  for (let i = 0; i < 10; i++) {
    const { id } = await newKey({ tuples: [`doc:n${i}#viewer`] });
    const question = { subject: `apikey:${id}`, permission: "view", object: `doc:n${i}` };
    expect(await ask(other, "/v1/check", ADMIN, question)).toEqual({ status: 200, body: { outcome: "allowed" } });
  }
});

test("none of that was a fault of a server", () => {
  expect(logged).toEqual([]);
});

test("a scrape says how busy the connections are, and what calls to the database cost", async () => {
  const response = await fetch(`${one?.url}/metrics`, { headers: { authorization: `Bearer ${ADMIN}` } });
  const found = readExposition(await response.text());
  const connections = ["busy", "free"].map((state) => valueOf(found, "relata_store_connections", { state }) ?? NaN);
  expect((connections[0] ?? 0) + (connections[1] ?? 0)).toBe(10);
  expect(valueOf(found, "relata_store_waiting_calls")).toBe(0);
  // One batch for the question whether the caller may scrape.
  const of = { question: "check" };
  expect(valueOf(found, "relata_question_round_trips_sum", of)).toBe(
    valueOf(found, "relata_question_round_trips_count", of),
  );
});
