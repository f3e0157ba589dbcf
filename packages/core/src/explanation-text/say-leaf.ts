import {
  formatInstant,
  formatKey,
  formatObject,
  formatSubject,
  isSubjectSet,
  TRUE,
  UNKNOWN,
  type Instant,
  type Missing,
  type ObjectRef,
  type SubjectRef,
  type Tuple,
} from "@relata/model";
import type { PolicyStep } from "@relata/resolver";

/** What a policy said of the object, and what it waits for or stumbled over. */
export function sayPolicy({ policy, object, truth, missing, problem }: PolicyStep): string {
  const head = `policy ${policy}`;
  if (truth !== UNKNOWN) return `${head} is ${truth === TRUE ? "true" : "false"} of ${formatObject(object)}`;
  if (problem !== undefined) return `${head} failed on ${formatObject(object)}: ${problem.message}`;
  const needs = missing.map((entry) => sayMissing(entry)).join(", ");
  return needs === "" ? `${head} is undecided of ${formatObject(object)}` : `${head} needs ${needs}`;
}

/** `resource.amount of invoice:2`, or `context.region`. */
export function sayMissing({ path, of }: Missing): string {
  return of === undefined ? path : `${path} of ${formatObject(of)}`;
}

/** Why a tuple that is written down does not count at the instant of the question. Its key is enough to find it. */
export function sayAbsent(tuple: Tuple, why: "too_early" | "expired"): string {
  return why === "expired"
    ? `${formatKey(tuple)} expired on ${sayInstant(tuple.until)}`
    : `${formatKey(tuple)} begins only on ${sayInstant(tuple.from)}`;
}

/** Why the subject holds a name without any tuple: it is the set itself, or `self`. */
export function sayIdentity(subject: SubjectRef): string {
  return isSubjectSet(subject)
    ? `${formatSubject(subject)} is the very set that is asked about`
    : `${formatSubject(subject)} is the object itself`;
}

/** `self` asks whether the subject is the object: it shows both, because a mistyped id is the usual reason. */
export function sayNotSelf(subject: SubjectRef, object: ObjectRef): string {
  return `self is ${formatObject(object)}, not ${formatSubject(subject)}`;
}

function sayInstant(instant: Instant | undefined): string {
  return instant === undefined ? "an unknown day" : formatInstant(instant);
}
