import { Refusal } from "../refusal.ts";

const MESSAGES = {
  credentials: "the webhook carries no signature",
  malformed: "the signature of the webhook has another form",
  expired: "the time of the webhook is too far from ours",
  signature: "the signature of the webhook is another",
} as const;

/** Why a delivery is not taken: 401, and nothing of what was expected. */
export function webhookRefusal(reason: keyof typeof MESSAGES): Refusal {
  return new Refusal("unauthorized", reason, { message: MESSAGES[reason] });
}
