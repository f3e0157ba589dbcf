import type { Decision } from "@relata/core";
import { formatInstant } from "@relata/model";

/** A decision as it is sent: instants are nanoseconds in the model, which JSON cannot hold, and become RFC 3339 text. */
export function decisionBody({ validUntil, ...decision }: Decision): object {
  return { ...decision, ...(validUntil !== undefined && { validUntil: formatInstant(validUntil) }) };
}
