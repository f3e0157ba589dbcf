import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { ended, until } from "../child/server-process.ts";
import { started } from "../child/started-server.ts";
import { file } from "../situation.ts";

const MODEL = `model 1
type user
type apikey
type doc {
  relation viewer: user | apikey
  permission view = viewer
}
`;

test("a new server shows the first key once, with which others are made", async () => {
  const env = { RELATA_MODEL: file(MODEL), RELATA_DB: file(), RELATA_APP: "acme" };
  const first = await started(env);
  const root = await until(first.printed, /^(acme_root_live_\w{49})\n$/);
  expect(first.said()).not.toContain(root);
  const made = await first.ask("/v1/api-keys", root, { name: "ci", tuples: ["doc:plan#viewer"] });
  expect(made.status).toBe(201);
  const { key, secret } = (await made.json()) as { key: { id: string }; secret: string };
  const question = { entityType: "doc", entityId: "plan", permission: "view" };
  const answer = await first.ask("/api/auth/check-permission", secret, question);
  expect(await answer.json()).toMatchObject({ allowed: true, subjectId: key.id });
  const anybody = { subject: "user:ann", permission: "view", object: "doc:plan" };
  expect((await first.ask("/v1/check", secret, anybody)).status).toBe(403);
  expect(await (await first.ask("/v1/check", root, anybody)).json()).toEqual({ outcome: "denied" });
  const { token } = (await (await first.ask("/api/auth/api-key/exchange", secret, {})).json()) as { token: string };
  await first.stop();

  const again = await started(env);
  expect((await again.ask("/v1/whoami", root)).status).toBe(200);
  const published = await (await again.ask("/.well-known/jwks.json", "")).json();
  const [head = ""] = token.split(".");
  const { kid } = JSON.parse(Buffer.from(head, "base64url").toString()) as { kid: string };
  expect(published).toMatchObject({ keys: [{ kid }] });
  expect(again.printed()).toBe("");
  await again.stop();
  expect(statSync(`${env.RELATA_DB}.key`).mode & 0o777).toBe(0o600);
  expect(readFileSync(`${env.RELATA_DB}.key`, "utf8")).toHaveLength(44);
});

test("the admin key of the environment is an administrator, and no other key is made", async () => {
  const admin = "0123456789abcdef0123456789abcdef";
  const { ask, printed, stop } = await started({
    RELATA_MODEL: file(MODEL),
    RELATA_DB: file(),
    RELATA_ADMIN_KEY: admin,
  });
  expect(await (await ask("/v1/whoami", admin)).json()).toMatchObject({ subject: "apikey:env-admin" });
  expect((await ask("/v1/api-keys", admin, { name: "ci" })).status).toBe(201);
  expect(printed()).toBe("");
  await stop();
});

test("a short key of the environment stops it, and is not repeated", async () => {
  const [code, said] = await ended({ RELATA_MODEL: file(MODEL), RELATA_DB: file(), RELATA_ADMIN_KEY: "secret-1234" });
  expect([code, said.includes("RELATA_ADMIN_KEY"), said.includes("secret-1234")]).toEqual([1, true, false]);
});

test("a model without keys stops it, and says what to add", async () => {
  const [code, said] = await ended({ RELATA_MODEL: file("model 1\ntype user\n"), RELATA_DB: file() });
  expect([code, said]).toEqual([1, expect.stringContaining("add `type apikey` to the model") as string]);
});
