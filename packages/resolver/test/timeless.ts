import type { Lasting } from "@relata/model";

/** An answer without how long it lasts: one asked later is sooner over, and what a list leaves out says nothing of it. */
export function timeless<T extends Lasting>(answer: T | undefined): Omit<T, "validUntil"> | undefined {
  if (answer === undefined) return undefined;
  const { validUntil: _, ...rest } = answer;
  return rest;
}
