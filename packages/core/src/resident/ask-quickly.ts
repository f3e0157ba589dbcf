import type { ObjectRef } from "@relata/model";
import type { QuickCheck } from "@relata/resident";
import type { Engine } from "../engine.ts";
import type { CheckItem } from "../batch-input.ts";
import type { SubjectInput } from "../question-input.ts";
import { toDecided, type Decided } from "./decided.ts";

/** Whether decisions of that engine may be drawn from tuples alone: not where work is counted, nor where somebody observes. */
export function mayAskQuickly({ limits, observers }: Engine): boolean {
  return limits.budget === undefined && observers.isEmpty;
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
