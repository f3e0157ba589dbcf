import { Failure, type ConsistencyInput, type Relata } from "@relata/core";
import type { Caller, CallerPermissions, MaybePromise } from "@relata/middleware";
import { sqlite } from "@relata/sqlite";
import { afterAll, beforeAll } from "vitest";
import { overridden } from "../../core/test/counted-store.ts";
import { filledRelata } from "./situation.ts";

type Header = (name: string) => string | undefined;

export interface ServedOptions {
  readonly principal: (header: Header) => MaybePromise<Caller>;
  readonly context: (header: Header) => { readonly [name: string]: string };
  readonly consistency: (header: Header) => ConsistencyInput | undefined;
}

/**
 * An application of a framework, with these routes behind guards. Each answers `shown` but for those that say otherwise.
 *
 * - `/documents/:id` takes `view`, `/hidden/:id` too but hides, `/exports/:id` takes `export`
 * - `/approvals/:id` takes `approve`; its resource is the amount of the query, or fails with the query's `fail`
 * - `/every` takes `view` of `document:*`
 * - `/lists` answers what is accessible, by the query's `limit` and `after`
 * - `/batches/:id` takes `view`, and answers `answersOf` its permissions; `/known` does, of whoever is known
 * - `/teapot` has an object that throws an error of the application, with its status 418
 */
export type Serve = (relata: Relata, options: ServedOptions) => Promise<Served>;

export interface Served {
  readonly send: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Response>;
}

export const IDS = ["own", "plan", "open", "a:b", "key", "none", "own", "plan", "open", "other"];

/** What handlers answer: ten checks at once, after something that is there already, and who asks. */
export async function answersOf(permissions: CallerPermissions) {
  const allowed = await Promise.all(
    IDS.map(async (id, i) => {
      for (let turn = 0; turn < i; turn++) await Promise.resolve();
      return permissions.can("view", `document:${id}`);
    }),
  );
  return { allowed, token: await permissions.token(), subjects: permissions.subjects };
}

const OPTIONS: ServedOptions = {
  principal: (header) => {
    const [user, keys, refused] = [header("x-user"), header("x-asks"), header("x-refused")];
    if (refused === "limit")
      return { code: "rate_limited", message: "slower", title: "too many", retryAfterSeconds: 3 };
    if (refused !== undefined) return { code: "invalid_api_key", message: "no such key" };
    if (keys !== undefined) return { asks: keys.split(" ").map((id) => ({ type: "apikey", id })) };
    return user === undefined ? undefined : `user:${user}`;
  },
  context: (header) => (header("x-region") === undefined ? {} : { region: String(header("x-region")) }),
  consistency: (header) => (header("x-token") === undefined ? undefined : { atLeast: String(header("x-token")) }),
};

export const ANN = { "x-user": "ann" };
export const PROBLEM = "application/problem+json";

/** The application over a store that can be broken, for the tests of one `describe`. */
export function openServed(serve: Serve) {
  let relata: Relata | undefined;
  let app: Served | undefined;
  const wire = { isDown: false };
  const store = sqlite(":memory:");
  const broken = overridden(store, "read", (start, options) => {
    if (wire.isDown) throw new Failure("store_unavailable", "the disk is gone: /var/secret");
    return store.read(start, options);
  });
  const opened = (): { readonly relata: Relata; readonly app: Served } => {
    if (relata === undefined || app === undefined) throw new Error("it is opened before the first test");
    return { relata, app };
  };
  beforeAll(async () => {
    relata = await filledRelata(broken);
    app = await serve(relata, OPTIONS);
  });
  afterAll(async () => relata?.close());
  const send: Served["send"] = async (path, headers) => opened().app.send(path, headers);
  const answer = async (path: string, headers: Readonly<Record<string, string>> = ANN) => {
    const response = await send(path, headers);
    const type = response.headers.get("content-type");
    const body: unknown = type === PROBLEM ? await response.json() : await response.text();
    return { status: response.status, body };
  };
  return { wire, send, answer, relata: () => opened().relata };
}
