import { and, TRUE, UNKNOWN, type ObjectRef, type Truth } from "@relata/model";
import { Enumeration } from "./enumeration.ts";
import { at } from "./interpretation.ts";
import type { PolicyTruth } from "./policy-truth.ts";
import { unknownsOf } from "./unknowns.ts";
import type { Verdict, World, WorldQuestion } from "./world.ts";

/**
 * The meaning of relata by enumeration (DESIGN §4), with no cleverness: every name of every object of the world is
 * evaluated, again and again, until nothing changes. It shares no code with the resolver, and it is slow on purpose.
 *
 * The well-founded model by alternating fixpoint (Van Gelder 1993): from "nothing is certain, everything is possible",
 * what is certain is the least fixpoint of all equations while exclusions take away all that is possible, and what is
 * possible the least while they take away only what is certain. Where the two limits differ, the truth depends on its
 * own negation.
 */
export function specify(world: World, asked: Omit<WorldQuestion, "permission">): (permission: string) => Verdict {
  const parts = asked.subject.map((subject) => new Enumeration(world, asked, subject));
  return (permission) => verdict(parts.map((part) => answerOf(part, asked.object, permission)));
}

/** `all of` several references is the AND of their answers. */
function verdict(parts: readonly Answer[]): Verdict {
  const low = parts.reduce<Truth>((truth, part) => and(truth, part.low), TRUE);
  const high = parts.reduce<Truth>((truth, part) => and(truth, part.high), TRUE);
  if (low !== high) return { kind: "paradox" };
  if (low !== UNKNOWN) return { kind: low === TRUE ? "allowed" : "denied" };
  const unknowns = parts.filter((part) => part.low === UNKNOWN).flatMap((part) => part.unknowns());
  if (unknowns.some(({ failed }) => failed)) return { kind: "policy_failed" };
  return { kind: "conditional", missing: [...new Set(unknowns.flatMap(({ missing }) => missing))].sort() };
}

/** The bounds of one name in the well-founded model, and the policies that it waits for where it is unknown. */
interface Answer {
  readonly low: Truth;
  readonly high: Truth;
  readonly unknowns: () => readonly PolicyTruth[];
}

function answerOf(world: Enumeration, object: ObjectRef, name: string): Answer {
  const { little, much } = world.limits();
  return {
    low: at(little, object, name),
    high: at(much, object, name),
    unknowns: () => unknownsOf(world, { object, name }),
  };
}
