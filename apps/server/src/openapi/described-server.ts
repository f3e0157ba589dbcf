import { createRelata, readModel, type Relata } from "@relata/core";
import { withSystem } from "@relata/keys";
import { sqliteKeys } from "@relata/keys/sqlite";
import { sqlite } from "@relata/sqlite";
import { createServer } from "../create-server.ts";
import { openapiDocument } from "./openapi-document.ts";

const MODEL = "model 1\ntype user\ntype apikey\n";

/** The description of a server that has all routes: over a new file, which is there for nothing else. */
export async function describedServer(file: string): Promise<object> {
  const { model } = readModel(MODEL);
  const relata = (await createRelata({ model: withSystem(model), store: sqlite(file) })) as unknown as Relata;
  const server = await createServer({
    relata,
    keyStore: sqliteKeys(file),
    issuer: { issuer: "https://relata.example", audiences: ["relata"], encryption: "plain", algorithm: "ES256" },
  });
  try {
    return openapiDocument(server.app);
  } finally {
    await server.close();
    await relata.close();
  }
}
