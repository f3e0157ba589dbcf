import { hc } from "hono/client";
import type { Api } from "./api.ts";

export interface ClientOptions {
  /** A key. */
  readonly key?: string;
  /** A token that a key was exchanged for. Not beside a key: two credentials are refused. */
  readonly token?: string;
  /** The header of keys, where the server has another than `x-api-key`. */
  readonly header?: string;
  /** Instead of the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** `client.v1.check.$post({ json: { … } })`: the path, then the method, then what goes with it. */
export type Client = ReturnType<typeof hc<Api>>;

/**
 * A client of a server at that address, which may have a path. What it sends and what it is answered is typed; an answer is told apart
 * by its `status`, and one that is no success is a problem with a `code`. It knows nothing of the server but types, and runs wherever
 * there is a `fetch`.
 *
 * ```ts
 * const client = createClient("http://127.0.0.1:8787", { key });
 * const response = await client.v1.check.$post({ json: { permission: "view", object: "folder:plans" } });
 * if (response.status === 200) console.log((await response.json()).outcome);
 * ```
 */
export function createClient(url: string, options: ClientOptions = {}): Client {
  const { key, token, header = "x-api-key", fetch: send = fetch } = options;
  return hc<Api>(url, {
    headers: {
      ...(key !== undefined && { [header]: key }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    // The server redirects nobody: whoever does is not it, and would be shown the key.
    init: { redirect: "error" },
    fetch: (input: Parameters<typeof send>[0], init?: RequestInit) =>
      send(input, { ...init, ...asParameters(init?.body) }),
  });
}

/** Hono sends forms as those of files, and the routes of OAuth take parameters. RFC 6749 §4.4.2. */
function asParameters(body: RequestInit["body"]): Pick<RequestInit, "body"> {
  if (!(body instanceof FormData)) return {};
  const parameters = new URLSearchParams();
  for (const [name, value] of body) if (typeof value === "string") parameters.append(name, value);
  return { body: parameters };
}
