import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRelata, readModel, type Relata, type Store } from "@relata/core";
import { withSystem, type CreateInput, type KeyStore } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { createServer, type KeyedServer, type ServerOptions } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { afterEach } from "vitest";

export const MODEL = `model 1

type user
type apikey

type organization {
  relation member: user | apikey
}

type group {
  relation member: user | apikey | group#member
}

type client_abc:invoice {
  attribute amount: number
  attribute status: "draft" | "sent" | "paid"
  relation owner: user | apikey | apikey:*
  relation clerk: user | apikey | group#member
  relation banned: user | apikey
  permission read = (owner + clerk) - banned
  permission refund = (owner + clerk) when refundable
}

policy refundable = resource.status == "paid" && resource.amount <= 1000
`;

export const INVOICE = "client_abc:invoice";
export const ISSUER = "https://auth.example.com";

/** A server with keys, over a file of its own. */
export interface Keyed extends KeyedServer {
  readonly relata: Relata;
  readonly keyStore: KeyStore;
  /** What was logged, message and cause. */
  readonly logged: readonly (readonly [string, unknown])[];
  /** A new key, by its secret. */
  readonly keyOf: (input?: Partial<CreateInput>) => Promise<{ readonly id: string; readonly secret: string }>;
  /** A request with a key in its header, if one is given; a body makes it a POST. */
  readonly call: (path: string, given?: Call) => Promise<Response>;
}

export interface Call {
  readonly key?: string;
  readonly body?: unknown;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** That of the socket. */
  readonly address?: string;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Where it is kept, if not in a file of its own. */
export interface Kept {
  readonly store: Store;
  readonly keyStore: KeyStore;
}

export async function keyed(options: Partial<ServerOptions> = {}, kept?: Kept, text = MODEL): Promise<Keyed> {
  const folder = mkdtempSync(join(tmpdir(), "relata-keyed-"));
  const file = join(folder, "authz.db");
  const { model } = readModel(text);
  const relata: Relata = await createRelata({ model: withSystem(model), store: kept?.store ?? sqlite(file) });
  const keyStore = kept?.keyStore ?? sqliteKeys(file);
  const logged: (readonly [string, unknown])[] = [];
  const server = await createServer({
    relata,
    keyStore,
    app: "acme",
    issuer: { issuer: ISSUER, audiences: ["invoices"], encryption: "plain", algorithm: "ES256" },
    log: (message, cause) => void logged.push([message, cause]),
    ...options,
  });
  closing.push(async () => {
    await server.close();
    await relata.close();
    rmSync(folder, { recursive: true });
  });
  return {
    ...server,
    relata,
    keyStore,
    logged,
    keyOf: async (input) => {
      const { key, secret } = await server.keys.create({ name: "test", ...input });
      return { id: key.id, secret: secret.reveal() };
    },
    call: async (path, { key, body, headers, address, method = body === undefined ? "GET" : "POST" } = {}) => {
      const request = {
        method,
        headers: {
          ...(key !== undefined && { "x-api-key": key }),
          ...(body !== undefined && { "content-type": "application/json" }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      };
      return server.app.request(path, request, { incoming: { socket: { remoteAddress: address } } });
    },
  };
}

/** What a request is answered, in short: `401 invalid_api_key`, or `200`. */
export async function saidOf({ call }: Pick<Keyed, "call">, given: Call, path = "/v1/whoami"): Promise<string> {
  const response = await call(path, given);
  const { code = "" } = (await response.json()) as { code?: string };
  return `${response.status} ${code}`.trim();
}
