import type { ObjectRef } from "@relata/model";
import { MOST_VISITS, type QuickCheck } from "@relata/resident";
import type { Limits } from "@relata/resolver";
import type { Engine } from "../engine.ts";
import type { CheckItem } from "../batch-input.ts";
import type { SubjectInput } from "../question-input.ts";
import { toDecided, type Decided } from "./decided.ts";

/** Whether what is decided quickly is within the budget, whatever it is. */
export function isWithin({ budget }: Limits): boolean {
  return budget === undefined || budget >= MOST_VISITS;
}

/** Whether the shortest questions to that engine may be decided before they are read: not where somebody observes. */
export function mayAskQuickly({ limits, observers }: Engine): boolean {
  return isWithin(limits) && observers.isEmpty;
}

/**
 * The decision on a question in its shortest form, of two references as text and nothing more. Undefined where it has to be read and
 * asked in full: what is refused is refused there.
 */
export function askQuickly(quick: QuickCheck | undefined, input: CheckItem | undefined): Decided | undefined {
  // Why: callers in plain JavaScript hold what they hold.
  if (quick === undefined || typeof input !== "object" || input === null) return undefined;
  const { subject, permission, object } = input;
  return isShort(input) ? askTexts(quick, subject, permission, object) : undefined;
}

/** The same of its three parts. */
export function askTexts(
  quick: QuickCheck | undefined,
  subject: SubjectInput,
  permission: string,
  object: string | ObjectRef,
): Decided | undefined {
  if (quick === undefined || typeof subject !== "string" || typeof object !== "string") return undefined;
  return toDecided(quick.decideTexts(subject, permission, object));
}

function isShort(input: CheckItem): boolean {
  for (const name in input) if (name !== "subject" && name !== "permission" && name !== "object") return false;
  return true;
}
