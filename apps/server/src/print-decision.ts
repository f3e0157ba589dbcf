import { formatInstant, type Decision } from "@relata/model";

/** A decision as it is sent: the instant until which it holds is RFC 3339 text, since JSON holds no nanoseconds. */
export type PrintedDecision = Omit<Decision, "validUntil"> & { readonly validUntil?: string };

export function printDecision({ validUntil, ...decision }: Decision): PrintedDecision {
  return { ...decision, ...(validUntil !== undefined && { validUntil: formatInstant(validUntil) }) };
}
