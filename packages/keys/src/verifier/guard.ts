import { bearerOf } from "./bearer.ts";
import type { Verifier } from "./create-verifier.ts";
import type { Token } from "./token.ts";
import { verdict } from "./verdict.ts";

/** A question that a token left open. */
export interface Asked {
  readonly token: Token;
  readonly type: string;
  readonly id: string;
  readonly permission: string;
  /** What the service itself knows of the object, for policies. Never what the caller says of it. */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export interface GuardOptions {
  /** Whether the issuer allows what the token left open: `askIssuer`, or a check of one's own. */
  readonly ask: (asked: Asked) => boolean | Promise<boolean>;
}

/** What is answered instead of the page. */
export interface Denial {
  readonly status: 401 | 403;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly error: string; readonly message: string };
}

/** The token of a request, or what is answered to it. @throws VerifierFault */
export async function admitted(verifier: Verifier, authorization: string | undefined): Promise<Token | Denial> {
  const text = bearerOf(authorization);
  if (text === undefined) return refusal("unauthorized", "send a token: `Authorization: Bearer …`", "Bearer");
  const verified = await verifier.verify(text);
  if (verified.ok) return verified.token;
  const challenge = `Bearer error="invalid_token", error_description="${verified.refusal}"`;
  return refusal("invalid_token", `the token is not taken: ${verified.refusal}`, challenge);
}

/** Undefined where the question is allowed: by the token, or, where it leaves it open, by the issuer. */
export async function forbidden(asked: Asked, { ask }: GuardOptions): Promise<Denial | undefined> {
  const said = verdict(asked.token, asked.type, asked.id, asked.permission);
  // Why unknown: in plain JavaScript, whatever is not `true` is no approval.
  const answer: unknown = said === "ask" ? await ask(asked) : said === "allow";
  if (answer === true) return undefined;
  const message = `\`${asked.permission}\` on this object is not among what the token grants`;
  return { status: 403, headers: {}, body: { error: "forbidden", message } };
}

export function isDenial(value: Token | Denial | undefined): value is Denial {
  return value !== undefined && "status" in value;
}

function refusal(error: string, message: string, challenge: string): Denial {
  return { status: 401, headers: { "WWW-Authenticate": challenge }, body: { error, message } };
}
