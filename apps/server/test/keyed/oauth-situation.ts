import type { ServerOptions } from "@relata/server";
import * as oauth from "oauth4webapi";
import { ISSUER, keyed } from "./keyed-situation.ts";

export const TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
export const ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
export const API_KEY = "urn:relata:params:oauth:token-type:api-key";

/** An answer as it came. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Headers;
}

/** A server with keys, asked by a client library, and by hand. */
export async function oauthed(options: Partial<ServerOptions> = {}) {
  const opened = await keyed(options);
  const through = {
    [oauth.customFetch]: async (url: string, init?: RequestInit) =>
      opened.app.request(url.startsWith(ISSUER) ? url.slice(ISSUER.length) : url, init),
  };
  const issuer = new URL(ISSUER);
  const discover = async () =>
    oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...(through as object) }),
    );
  const post = async (
    path: string,
    parameters: Record<string, string> | string,
    headers: Record<string, string> = {},
  ): Promise<Answered> => {
    const response = await opened.app.request(path, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(parameters).toString(),
    });
    const text = await response.text();
    const body = (text === "" ? {} : JSON.parse(text)) as Answered["body"];
    return { status: response.status, body, headers: response.headers };
  };
  const tokenOf = async ({ id, secret }: { readonly id: string; readonly secret: string }) => {
    const { body } = await post("/oauth2/token", {
      grant_type: "client_credentials",
      client_id: id,
      client_secret: secret,
    });
    return String(body["access_token"]);
  };
  return { ...opened, through, discover, post, tokenOf };
}

/** RFC 6749 §2.3.1: both halves are encoded as a form's are. */
export function basic(id: string, secret: string): { readonly authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${half(id)}:${half(secret)}`).toString("base64")}` };
}

function half(text: string): string {
  return encodeURIComponent(text).replaceAll("%20", "+");
}
