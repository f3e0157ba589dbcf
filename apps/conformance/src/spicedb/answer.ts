import {
  formatObject,
  formatSubject,
  type JsonObject,
  type ObjectRef,
  type Outcome,
  type SubjectRef,
} from "@relata/model";

import type { Got } from "../case.ts";
import { outcomeOf, type Outcomes } from "./outcomes-of.ts";

/** A question, as a case tells it. */
export interface Asked {
  readonly object: ObjectRef;
  readonly permission: string;
  readonly subject: SubjectRef;
  readonly context: JsonObject;
}

/** `document:1#view@user:a with {"x":1}`. */
export function questionText({ object, permission, subject, context }: Asked): string {
  const given = Object.keys(context).length === 0 ? "" : ` with ${JSON.stringify(context)}`;
  return `${formatObject(object)}#${permission}@${formatSubject(subject)}${given}`;
}

/** `user`, or `group#member`. */
export function kindOf({ type, relation }: SubjectRef): string {
  return relation === undefined ? type : `${type}#${relation}`;
}

/** What was said, held against what was expected. */
export function got(text: string, expected: string): Got {
  return { text, verdict: text === expected ? "passed" : "failed" };
}

/** References or ids with what each may, in one order, so that two lists can be held against each other. */
export function listText(entries: Iterable<readonly [string, Outcome]>): string {
  const told = [...entries].filter(([, outcome]) => outcome !== "denied").map(([id, outcome]) => `${id} ${outcome}`);
  return told.length === 0 ? "nothing" : told.sort().join(", ");
}

/** What a list says of the ids, and of all others: by default those that it names. */
export function outcomesText(outcomes: Outcomes, ids: Iterable<string> = outcomes.named.keys()): string {
  const named = [...ids].map((id) => `${id} ${outcomeOf(outcomes, id)}`).sort();
  return [...named, `all others ${outcomes.others}`].join(", ");
}

/** Both say the same of every id that either names, and of all others: rows that a wildcard covers may stand there or not. */
export function gotOutcomes(ours: Outcomes, theirs: Outcomes): Got {
  const ids = new Set([...theirs.named.keys(), ...ours.named.keys()]);
  return got(outcomesText(ours, ids), outcomesText(theirs, ids));
}
