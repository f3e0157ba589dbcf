import { Refusal } from "./refusal.ts";
import type { RequestFacts } from "./request-facts.ts";
import { Secret } from "./secret.ts";

/** What a request carries in one of the two headers. */
export interface Credential {
  readonly from: "header" | "bearer";
  readonly secret: Secret;
}

export interface CredentialOptions {
  /** The header of keys. Default: `x-api-key`. */
  readonly header?: string;
  /** The scheme of `Authorization`, compared without case. Default: `Bearer`. */
  readonly scheme?: string;
}

/**
 * The credential of a request, if it has one. The same text in both headers is one. Another scheme is not ours: a `Basic` that
 * a proxy adds is no credential here.
 */
export function credentialOf(
  { headers }: Pick<RequestFacts, "headers">,
  { header = "x-api-key", scheme = "Bearer" }: CredentialOptions = {},
): Credential | Refusal | undefined {
  const key = trimmed(headers.get(header) ?? "");
  const bearer = bearerOf(headers.get("authorization") ?? "", scheme);
  if (key !== "" && bearer !== "" && key !== bearer) return new Refusal("ambiguous_credentials", "credentials");
  if (key !== "") return { from: "header", secret: new Secret(key) };
  if (bearer !== "") return { from: "bearer", secret: new Secret(bearer) };
  return undefined;
}

function bearerOf(text: string, scheme: string): string {
  if (text === "") return "";
  const [first = "", ...rest] = trimmed(text).split(/[ \t]+/);
  return first.toLowerCase() === scheme.toLowerCase() ? rest.join(" ") : "";
}

/**
 * Without white space as HTTP knows it. Why no other: a credential behind a no-break space would be one here, and none to whatever
 * stands before us and looks for credentials too. RFC 9110 §5.6.3.
 */
function trimmed(text: string): string {
  // HTTP has it without in most cases already.
  return /^[ \t]|[ \t]$/.test(text) ? text.replace(/^[ \t]+/, "").replace(/[ \t]+$/, "") : text;
}
