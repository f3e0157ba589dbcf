import { readFileSync } from "node:fs";
import { createRelata, readModel, type Relata } from "@relata/core";
import { withSystem, type KeyEncryption } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { createServer, type KeyedServer } from "@relata/server";
import { sqlite } from "@relata/sqlite";

export interface AuthorizationServerOptions {
  /** The database. */
  readonly file: string;
  /** At least 32 characters: whoever shows it makes keys. */
  readonly adminKey: string;
  /** The keys under which signing keys are encrypted in the database. */
  readonly encryption: KeyEncryption;
}

export interface AuthorizationServer extends KeyedServer {
  readonly relata: Relata;
}

/** What tokens say of who made them, and for whom: services demand exactly these. */
export const ISSUER = "https://auth.example.com";
export const AUDIENCE = "invoices";

/** Contractors are in billing, a group in a group; billing are the clerks of all invoices. */
const GROUPS = ["group:billing#member@group:contractors#member", "client_abc:invoice:*#clerk@group:billing#member"];

const { model } = readModel(readFileSync(new URL("../authz.relata", import.meta.url), "utf8"));

/** Keys with tuples, their exchange for tokens, the public keys, the check that a token leaves open, the list of revoked keys. */
export async function openAuthorizationServer(options: AuthorizationServerOptions): Promise<AuthorizationServer> {
  const { file, adminKey, encryption } = options;
  const relata = await createRelata({ model: withSystem(model), store: sqlite(file) });
  await relata.write(GROUPS);
  const server = await createServer({
    relata,
    keyStore: sqliteKeys(file),
    app: "ak",
    environment: { admin: adminKey },
    issuer: { issuer: ISSUER, audiences: [AUDIENCE], encryption },
  });
  return {
    ...server,
    relata,
    close: async () => {
      await server.close();
      await relata.close();
    },
  };
}
