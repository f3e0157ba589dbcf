import type { RequestFacts } from "../request-facts.ts";

/** A delivery as it came. */
export interface Webhook extends Pick<RequestFacts, "headers"> {
  /** The raw bytes, before anything is parsed: JSON that is written again has another signature. */
  readonly body: Uint8Array;
}

/** What the sender knows too; several while it is changed for another. */
export type WebhookSecrets = string | readonly string[];

/** A secret that the sender sends along, as GitLab does. */
export interface TokenWebhooks {
  readonly scheme: "token";
  readonly secrets: WebhookSecrets;
  /** Default: `x-gitlab-token`. */
  readonly header?: string;
}

/** HMAC-SHA-256 of the body in `X-Hub-Signature-256`, as GitHub signs. The older SHA-1 header is not read. */
export interface GithubWebhooks {
  readonly scheme: "github";
  readonly secrets: WebhookSecrets;
}

/** Standard Webhooks: the id, the time and the body are signed together, so that nothing old is taken for new. */
export interface StandardWebhooks {
  readonly scheme: "standard";
  /** `whsec_` and base64, or the base64 alone. */
  readonly secrets: WebhookSecrets;
  /** How far the sender's clock may be from ours, either way. Default: 300. */
  readonly toleranceSeconds?: number;
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly clock?: () => number;
}

export type WebhookScheme = TokenWebhooks | GithubWebhooks | StandardWebhooks;
