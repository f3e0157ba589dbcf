import { sqliteKeys } from "@relata/keys/sqlite";
import { listen } from "@relata/server";
import { sqlite } from "@relata/sqlite";
import { openPlatform } from "./platform.ts";

const { OIDC_ISSUER = "", OIDC_JWKS = "", OPERATOR = "", DATABASE = "authz.db", ENVIRONMENT } = process.env;
const platform = await openPlatform({
  store: sqlite(DATABASE),
  keyStore: sqliteKeys(DATABASE),
  issuer: { issuer: OIDC_ISSUER, jwks: OIDC_JWKS },
  environment: ENVIRONMENT === "test" ? "test" : "live",
});
// The `sub` of who runs the platform, and makes the first service keys.
if (OPERATOR !== "") await platform.relata.write([`system:root:main#admin@user:${OPERATOR}`]);
const { url } = await listen({ app: platform.app, host: "127.0.0.1", port: 8787 });
console.log(`listening on ${url}`);
