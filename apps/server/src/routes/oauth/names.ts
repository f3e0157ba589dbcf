/** RFC 8693 §2.1. */
export const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

/** RFC 8693 §3. */
export const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
export const JWT = "urn:ietf:params:oauth:token-type:jwt";

/** A key, as the subject of a token exchange: our own name, since none is registered. */
export const API_KEY = "urn:relata:params:oauth:token-type:api-key";

export const PATHS = { token: "/oauth2/token", introspect: "/oauth2/introspect", revoke: "/oauth2/revoke" } as const;
