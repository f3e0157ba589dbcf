import { createHmac } from "node:crypto";
import { Failure } from "@relata/model";
import type { Refusal } from "../refusal.ts";
import { sameText } from "./same-text.ts";
import { checkStandard } from "./standard-signature.ts";
import { webhookRefusal } from "./webhook-refusal.ts";
import type { TokenWebhooks, Webhook, WebhookScheme } from "./webhook.ts";

/**
 * Whether a delivery comes from who has the secret: for routes that admit whoever proves that, and nobody else. All comparisons
 * take the same time, whatever is given. A delivery may come twice, within the tolerance also by somebody else's hand: take each
 * id once.
 *
 * ```ts
 * const answer = verifyWebhook({ headers: request.headers, body }, { scheme: "github", secrets: process.env.HOOK_SECRET });
 * if (answer !== true) return Response.json(answer, { status: 401 });
 * ```
 *
 * @throws Failure `invalid_settings` for a secret that is none, `invalid_question` for a body that is not raw
 */
export function verifyWebhook(webhook: Webhook, scheme: WebhookScheme): true | Refusal {
  const secrets = [scheme.secrets].flat();
  // Why: under an empty secret, everybody can sign.
  if (secrets.length === 0 || secrets.some((secret) => typeof secret !== "string" || secret.trim() === "")) {
    throw new Failure("invalid_settings", "a webhook without a secret would admit everybody: give `secrets`");
  }
  if (!(webhook.body instanceof Uint8Array)) {
    throw new Failure("invalid_question", "`body` must be the raw bytes of the request: read them before any JSON");
  }
  switch (scheme.scheme) {
    case "token":
      return checkToken(webhook, secrets, scheme);
    case "github":
      return checkGithub(webhook, secrets);
    case "standard":
      return checkStandard(webhook, secrets, scheme);
  }
}

function checkToken(
  { headers }: Webhook,
  secrets: readonly string[],
  { header = "x-gitlab-token" }: TokenWebhooks,
): true | Refusal {
  const token = headers.get(header) ?? "";
  if (token === "") return webhookRefusal("credentials");
  return matches(secrets, (secret) => sameText(token, secret)) || webhookRefusal("signature");
}

function checkGithub({ headers, body }: Webhook, secrets: readonly string[]): true | Refusal {
  const given = headers.get("x-hub-signature-256") ?? "";
  if (given === "") return webhookRefusal("credentials");
  if (!/^sha256=[0-9a-f]{64}$/.test(given)) return webhookRefusal("malformed");
  const signed = (secret: string) => `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  return matches(secrets, (secret) => sameText(given, signed(secret))) || webhookRefusal("signature");
}

/** Why all of them: which secret it was, time is not to tell. */
function matches(secrets: readonly string[], isIt: (secret: string) => boolean): boolean {
  return secrets.map(isIt).includes(true);
}
