import { FALSE, TRUE, UNKNOWN } from "@relata/model";
import type { Expression } from "./expression.ts";
import type { Frame } from "./frame.ts";
import type { Place } from "./scope/place.ts";
import type { Sound } from "./sound.ts";
import { describeGiven } from "./values/describe.ts";
import { MAX_STEPS, OutOfSteps } from "./values/meter.ts";
import { Unknown, unknownsOf } from "./values/unknown.ts";
import type { Result } from "./values/value.ts";
import type { PolicyProblemCode, PolicyVerdict } from "./verdict.ts";

const IS_TRUE: PolicyVerdict = Object.freeze({ truth: TRUE, missing: Object.freeze([]) });
const IS_FALSE: PolicyVerdict = Object.freeze({ truth: FALSE, missing: Object.freeze([]) });

/** Nothing of a cut-off evaluation is told but that it was: how far it came depends on the order of operands. */
const OUT_OF_BUDGET = failed("budget", `the policy took more than ${MAX_STEPS} steps`);

/** Data is the application's, and a getter or a proxy in it may throw: its own fault, and no answer. */
const UNREADABLE = failed("wrong_type", "a value that was given could not be read");

/** What the policy says in that frame. Nothing is thrown. */
export function verdictOf({ body, required }: Sound, frame: Frame): PolicyVerdict {
  try {
    const truth = truthOf(body, required, frame);
    return truth === true ? IS_TRUE : truth === false ? IS_FALSE : undecided(truth);
  } catch (error) {
    return error instanceof OutOfSteps ? OUT_OF_BUDGET : UNREADABLE;
  }
}

/**
 * The body's truth, while all that is required is there; else unknown, with all that either lacks. What is there but of
 * the wrong type is a problem of whoever reads it, not of the requirement.
 */
function truthOf(body: Expression, required: readonly Place[], frame: Frame): boolean | Unknown {
  const truth = booleanOf(body.run(frame));
  if (required.length === 0) return truth;
  const lacking = required.flatMap((place) => lackOf(place, frame) ?? []);
  return lacking.length === 0 ? truth : Unknown.all([...lacking, ...unknownsOf([truth])]);
}

/** What stands for the absence of the place, where nothing is there. */
export function lackOf(place: Place, frame: Frame): Unknown | undefined {
  const value = place.read(frame);
  return value === place.absent || value === place.unsupplied ? value : undefined;
}

function booleanOf(result: Result): boolean | Unknown {
  if (typeof result === "boolean" || result instanceof Unknown) return result;
  return Unknown.problem("wrong_type", `the policy gives ${describeGiven(result)}, not a boolean`);
}

function undecided(truth: Unknown): PolicyVerdict {
  const { missing, problem } = truth.reasons();
  return { truth: UNKNOWN, missing, ...(problem !== undefined && { problem }) };
}

function failed(code: PolicyProblemCode, message: string): PolicyVerdict {
  return Object.freeze({ truth: UNKNOWN, missing: Object.freeze([]), problem: Object.freeze({ code, message }) });
}
