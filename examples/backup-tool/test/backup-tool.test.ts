import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { looksLikeKey } from "@relata/keys";
import { listen, type Listening } from "@relata/server";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openBackupTool, type BackupTool } from "../src/backup-tool.ts";
import { peopleOf } from "../src/people.ts";

type Shown = Readonly<Record<string, string>>;

const DAY_MS = 86_400_000;
let now = Date.now();
const clock = () => now;
const people = peopleOf("s".repeat(32), clock);
let folder = "";
let tool: BackupTool;
let listening: Listening;

beforeEach(async () => {
  now = Date.now();
  folder = mkdtempSync(join(tmpdir(), "relata-backup-tool-"));
  tool = await openBackupTool({ file: join(folder, "authz.db"), people, clock });
  listening = await listen({ app: tool.app, host: "127.0.0.1", port: 0 });
  await tool.relata.write([
    "organization:acme#admin@user:ann",
    "organization:globex#member@user:ann",
    "organization:globex#member@user:bob",
    "volume:home#organization@organization:acme",
    "volume:mail#organization@organization:globex",
  ]);
});
afterEach(async () => {
  await listening.close();
  await tool.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(method: string, path: string, shown: Shown = {}, body?: unknown) {
  const response = await fetch(`${listening.url}${path}`, {
    method,
    headers: { ...shown, ...(body !== undefined && { "content-type": "application/json" }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, code: json["code"], json };
}

/** What the browser of somebody who has signed in sends. */
async function browserOf(id: string, organization: string): Promise<Shown> {
  const [cookie = ""] = (await people.cookieOf({ id, organization })).split(";");
  return { cookie };
}

async function makeKey(browser: Shown) {
  const { status, headers, json } = await send("POST", "/api/auth/api-key/create", browser, { name: "mcp-server" });
  expect([status, headers.get("cache-control")]).toEqual([201, "no-store"]);
  const secret = String(json["key"]);
  return { id: String(json["id"]), expiresAt: Number(json["expiresAt"]), secret, shown: { "x-api-key": secret } };
}

const volumes = async (shown: Shown, query = "") => {
  const { status, code, json } = await send("GET", `/api/v1/volumes${query}`, shown);
  return status === 200 ? json["volumes"] : code;
};

describe("a key", () => {
  test("is made with a session, begins with the tool's name, and is shown once", async () => {
    const ann = await browserOf("ann", "acme");
    const { id, secret } = await makeKey(ann);
    expect(secret).toMatch(/^zb_api_live_/);
    expect(looksLikeKey(secret)).toBe(true);
    const listed = await send("GET", "/v1/api-keys", ann);
    expect(listed.json["keys"]).toMatchObject([
      { id, name: "mcp-server", mode: "delegated", owner: "user:ann", organization: "acme", isDisabled: false },
    ]);
    expect(JSON.stringify([listed.json, (await send("GET", `/v1/api-keys/${id}`, ann)).json])).not.toContain(secret);
  });

  test("lives for 90 days", async () => {
    const { expiresAt, shown } = await makeKey(await browserOf("ann", "acme"));
    expect(expiresAt).toBe(now + 90 * DAY_MS);
    now = expiresAt - 1;
    expect(await volumes(shown)).toEqual(["volume:home"]);
    now = expiresAt;
    expect(await volumes(shown)).toBe("invalid_api_key");
  });

  test("is switched off and on again by its owner, and revoked for good", async () => {
    const [ann, bob] = [await browserOf("ann", "acme"), await browserOf("bob", "globex")];
    const { id, shown } = await makeKey(ann);
    const tell = async (verb: string, browser = ann) =>
      (await send("POST", `/v1/api-keys/${id}/${verb}`, browser)).status;
    expect(await tell("disable")).toBe(200);
    expect(await volumes(shown)).toBe("invalid_api_key");
    expect(await tell("enable")).toBe(200);
    expect(await volumes(shown)).toEqual(["volume:home"]);
    // Nobody else learns that there is such a key.
    for (const verb of ["disable", "enable", "revoke"]) expect(await tell(verb, bob)).toBe(404);
    expect(await tell("revoke")).toBe(200);
    expect(await volumes(shown)).toBe("invalid_api_key");
    expect(await tell("enable")).toBe(409);
  });

  test("is in `x-api-key` or in `Authorization`, and is 401 where it is none", async () => {
    const { secret } = await makeKey(await browserOf("ann", "acme"));
    for (const shown of [{ "x-api-key": secret }, { authorization: `Bearer ${secret}` }]) {
      expect((await send("GET", "/api/v1/volumes/home", shown)).status).toBe(200);
    }
    for (const shown of [{}, { "x-api-key": `${secret}x` }, { authorization: `Basic ${secret}` }]) {
      expect((await send("GET", "/api/v1/volumes/home", shown)).status).toBe(401);
    }
  });

  test("makes no keys and manages none, itself among them", async () => {
    const { id, shown } = await makeKey(await browserOf("ann", "acme"));
    expect((await send("POST", "/api/auth/api-key/create", shown, { name: "more" })).json).toMatchObject({
      error: "forbidden",
      message: "this is for user alone",
    });
    expect((await send("POST", "/v1/api-keys", shown, { name: "more" })).status).toBe(403);
    for (const verb of ["disable", "revoke", "rotate"]) {
      expect((await send("POST", `/v1/api-keys/${id}/${verb}`, shown)).status).toBe(404);
    }
  });
});

describe("what a key may", () => {
  test("is what it and its owner may, now", async () => {
    const ann = await browserOf("ann", "acme");
    const { shown } = await makeKey(ann);
    expect((await send("DELETE", "/api/v1/volumes/home", shown)).status).toBe(403);
    expect((await send("DELETE", "/api/v1/volumes/home", ann)).status).toBe(204);
    await tool.relata.write({ delete: ["organization:acme#admin@user:ann"] });
    expect((await send("GET", "/api/v1/volumes/home", shown)).status).toBe(403);
    expect(await volumes(shown)).toEqual([]);
  });

  test("is of its own organization, whatever else its owner belongs to, and whatever it names", async () => {
    const { shown } = await makeKey(await browserOf("ann", "acme"));
    const other = await makeKey(await browserOf("ann", "globex"));
    expect(await volumes(shown)).toEqual(["volume:home"]);
    expect(await volumes(other.shown)).toEqual(["volume:mail"]);
    expect(await volumes(shown, "?organizationId=acme")).toEqual(["volume:home"]);
    expect(await volumes(shown, "?organizationId=globex")).toBe("organization_mismatch");
    expect((await send("GET", "/api/v1/volumes/mail", shown)).status).toBe(403);
    expect((await send("GET", "/api/v1/volumes/mail", { ...shown, "x-organization-id": "globex" })).status).toBe(403);
  });

  test("is not guessed of a key that was made for no organization, though its owner has only one", async () => {
    const { secret } = await tool.keys.create({ name: "old", mode: "inherit", owner: "user:bob" });
    const shown = { "x-api-key": secret.reveal() };
    expect(await volumes(shown)).toBe("organization_required");
    expect(await volumes(shown, "?organizationId=globex")).toEqual(["volume:mail"]);
    expect(await volumes(shown, "?organizationId=acme")).toBe("organization_mismatch");
  });

  test("is nothing once its owner is gone", async () => {
    const { shown } = await makeKey(await browserOf("ann", "acme"));
    await tool.keys.ownerGone("user:ann");
    expect(await volumes(shown)).toBe("invalid_api_key");
  });
});

describe("a session", () => {
  test("is its cookie, as it was signed, until it is over", async () => {
    const { cookie = "" } = await browserOf("ann", "acme");
    expect(await volumes({ cookie })).toEqual(["volume:home", "volume:mail"]);
    const forged = { cookie: cookie.replace("ann", "bob") };
    for (const shown of [forged, { cookie: "session=ann" }, { cookie: "session=" }]) {
      expect(await volumes(shown)).toBe("unauthorized");
    }
    now += 8 * 3_600_000;
    expect(await volumes({ cookie })).toBe("unauthorized");
  });

  test("is nothing that scripts of a page can read, or that another site can send", async () => {
    expect(await people.cookieOf({ id: "ann", organization: "acme" })).toMatch(/; HttpOnly; Secure; SameSite=Strict$/);
  });
});
