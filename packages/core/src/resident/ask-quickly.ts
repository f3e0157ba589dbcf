import { isJsonObject, type Decision, type ObjectRef } from "@relata/model";
import { DENIED, MOST_VISITS, UNSURE, type QuickCheck, type Verdict } from "@relata/resident";
import type { Limits } from "@relata/resolver";
import type { CheckItem } from "../batch-input.ts";
import type { Engine } from "../engine.ts";
import { decisionsOf } from "../observing/decisions.ts";
import type { CheckInput, SubjectInput } from "../question-input.ts";
import { toDecided, type Decided } from "./decided.ts";

/** Whether what is decided quickly is within the budget, whatever it is. */
export function isWithin({ budget }: Limits): boolean {
  return budget === undefined || budget >= MOST_VISITS;
}

/**
 * The decision on a question that is decided before it is read, told to who observes. Undefined where it has to be read and asked in full:
 * what is refused is refused there.
 */
export function decideQuickly(engine: Engine, quick: QuickCheck | undefined, input: CheckInput): Decision | undefined {
  if (quick === undefined || !isWithin(engine.limits)) return undefined;
  const { observers, deadlineMs = Infinity } = engine;
  // Why: to look at the clock twice takes as long as a check.
  const isTimed = !observers.isEmpty || deadlineMs !== Infinity || input?.deadlineMs !== undefined;
  if (!isTimed) return askQuickly(quick, input, isPlainCheck)?.decision;
  const startedAt = performance.now();
  const decided = askQuickly(quick, input, isPlainCheck);
  if (decided === undefined) return undefined;
  const durationMs = performance.now() - startedAt;
  // Why not late at once: the question has all of its time when it is asked in full.
  if (durationMs >= (input.deadlineMs ?? deadlineMs)) return undefined;
  if (!observers.isEmpty) {
    const decisions = decisionsOf([decided]);
    const cost = { nodes: 0, lookups: 0, roundTrips: 0, calls: [] };
    observers.tell({ kind: "question", question: "check", startedAt, durationMs, decisions, ...cost });
  }
  return decided.decision;
}

/** The same of one of a batch, which is told as a whole. */
export function askItem(quick: QuickCheck | undefined, item: CheckItem | undefined): Decided | undefined {
  return quick === undefined ? undefined : askQuickly(quick, item, isPlainItem);
}

function askQuickly(
  quick: QuickCheck,
  input: CheckItem | undefined,
  isPlain: (name: string, value: unknown) => boolean,
): Decided | undefined {
  // Why: callers in plain JavaScript hold what they hold.
  if (typeof input !== "object" || input === null) return undefined;
  const { subject, permission, object } = input;
  for (const name in input) {
    if (name === "subject" || name === "permission" || name === "object") continue;
    if (!isPlain(name, (input as unknown as Readonly<Record<string, unknown>>)[name])) return undefined;
  }
  return toDecided(verdictOf(quick, subject, permission, object));
}

function verdictOf(quick: QuickCheck, subject: SubjectInput, permission: string, object: string | ObjectRef): Verdict {
  if (typeof subject !== "object" || subject === null || !("allOf" in subject))
    return quick.decideGiven(subject, permission, object);
  const { allOf } = subject;
  if (!Array.isArray(allOf) || allOf.length === 0) return UNSURE;
  let verdict: Verdict | undefined;
  for (const one of allOf as readonly SubjectInput[]) {
    const decided = "allOf" in Object(one) ? UNSURE : quick.decideGiven(one as string | ObjectRef, permission, object);
    if (decided === UNSURE) return UNSURE;
    verdict = verdict === DENIED ? DENIED : decided;
  }
  return verdict ?? UNSURE;
}

/** What is supplied for policies does not matter to what is decided without them, if it is what it should be. */
function isPlainItem(name: string, value: unknown): boolean {
  return (name === "context" || name === "resource") && (value === undefined || isJsonObject(value));
}

function isPlainCheck(name: string, value: unknown): boolean {
  return (
    isPlainItem(name, value) || (name === "deadlineMs" && typeof value === "number" && value >= 1 && value < 2 ** 31)
  );
}
