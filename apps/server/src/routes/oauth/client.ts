import { Refusal, type Principal } from "@relata/keys";
import type { Context } from "hono";
import { Problem } from "../../problems/problem.ts";
import { refusalProblem } from "../../problems/refusal-problem.ts";
import type { ServerEnv } from "../../server-env.ts";
import { TOKEN_EXCHANGE } from "./names.ts";

/** What a client shows for itself: the id of a key, and its secret. */
interface Shown {
  readonly id?: string;
  readonly secret?: string;
}

/**
 * The key of a request: the secret of the client, by `Authorization: Basic` or in the body, and in a token exchange its subject.
 * RFC 6749 §2.3.1.
 *
 * @throws Problem `invalid_request` for both ways at once, `ambiguous_credentials` for two keys
 */
export function keyOfClient(c: Context<ServerEnv>): Promise<string | undefined> {
  const { secret } = shownIn(c);
  const form = c.var.form;
  const isExchange = form?.get("grant_type") === TOKEN_EXCHANGE;
  const subject = isExchange ? (form?.get("subject_token") ?? undefined) : undefined;
  if (secret !== undefined && subject !== undefined && secret !== subject) {
    throw refusalProblem(new Refusal("ambiguous_credentials", "credentials"));
  }
  return Promise.resolve(subject ?? secret);
}

/**
 * That the client is who it says: its id is that of the key.
 *
 * @throws Problem `invalid_client`; `forbidden` for whoever comes with a session, since browsers send forms of other sites
 */
export function checkClient(c: Context<ServerEnv>): Principal {
  const { principal, form } = c.var;
  if (principal.via === "session") {
    throw refusalProblem(
      new Refusal("forbidden", "kind", { message: "this is for clients that show a key or a token" }),
    );
  }
  const named = [shownIn(c).id, form?.get("client_id") ?? undefined].filter((id) => id !== undefined);
  if (named.every((id) => id === principal.subject.id)) return principal;
  throw new Problem("invalid_client", "the `client_id` is not the id of the key");
}

function shownIn(c: Context<ServerEnv>): Shown {
  const basic = basicOf(c.req.header("authorization"));
  const secret = c.var.form?.get("client_secret") ?? undefined;
  if (basic === undefined) return secret === undefined ? {} : { secret };
  if (secret === undefined) return basic;
  throw new Problem("invalid_request", "a client shows its secret once: by `Authorization: Basic`, or in the body");
}

/** Both halves are encoded as a form's are. What cannot be read is taken for a secret, so that it is refused and counted. */
function basicOf(header = ""): Shown | undefined {
  const encoded = /^basic +(\S+) *$/i.exec(header)?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  const [first, second] = [decoded(id), decoded(rest.join(":"))];
  return first === undefined || second === undefined ? { secret: encoded } : { id: first, secret: second };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return undefined;
  }
}
