import { createHmac } from "node:crypto";
import { Failure } from "@relata/model";
import type { Refusal } from "../refusal.ts";
import { sameText } from "./same-text.ts";
import { webhookRefusal } from "./webhook-refusal.ts";
import type { StandardWebhooks, Webhook } from "./webhook.ts";

const TOLERANCE_SECONDS = 300;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/**
 * Whether one of the `v1` signatures is of `id.timestamp.body` under one of the secrets. Signatures of other versions are passed
 * over. Why no dot in an id: the three parts would have more than one reading.
 */
export function checkStandard(
  { headers, body }: Webhook,
  secrets: readonly string[],
  { toleranceSeconds = TOLERANCE_SECONDS, clock = Date.now }: StandardWebhooks,
): true | Refusal {
  const keys = secrets.map(keyOf);
  const [id, time, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map(
    (name) => headers.get(name) ?? "",
  );
  if (!id || !time || !signatures) return webhookRefusal("credentials");
  if (!/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id) || !/^\d{1,12}$/.test(time)) return webhookRefusal("malformed");
  if (Math.abs(clock() / 1_000 - Number(time)) > toleranceSeconds) return webhookRefusal("expired");
  const given = signatures.split(" ").filter((one) => one.startsWith("v1,"));
  if (given.length === 0) return webhookRefusal("malformed");
  const signed = keys.map((key) => createHmac("sha256", key).update(`${id}.${time}.`).update(body).digest("base64"));
  return given.some((one) => signed.some((text) => sameText(one, `v1,${text}`))) || webhookRefusal("signature");
}

/** @throws Failure `invalid_settings`, without the secret */
function keyOf(secret: string): Buffer {
  const text = secret.replace(/^whsec_/, "");
  if (BASE64.test(text)) return Buffer.from(text, "base64");
  throw new Failure("invalid_settings", "a secret of standard webhooks is `whsec_` and base64: this one is not");
}
