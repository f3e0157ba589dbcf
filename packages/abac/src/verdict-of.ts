import { FALSE, TRUE, UNKNOWN } from "@relata/model";
import { rootFrame, type Frame } from "./frame.ts";
import { Horizon } from "./horizon.ts";
import type { Place } from "./scope/place.ts";
import type { Sound } from "./sound.ts";
import { describeGiven } from "./values/describe.ts";
import { MAX_STEPS, OutOfSteps } from "./values/meter.ts";
import { Unknown } from "./values/unknown.ts";
import type { Result } from "./values/value.ts";
import type { CompiledPolicy, PolicyProblemCode, PolicyScope, PolicyVerdict } from "./verdict.ts";

const IS_TRUE: PolicyVerdict = Object.freeze({ truth: TRUE, missing: Object.freeze([]) });
const IS_FALSE: PolicyVerdict = Object.freeze({ truth: FALSE, missing: Object.freeze([]) });

/** Nothing of a cut-off evaluation is told but that it was: how far it came depends on the order of operands. */
const OUT_OF_BUDGET = failed("budget", `the policy took more than ${MAX_STEPS} steps`);

/** Data is the application's, and a getter or a proxy in it may throw: its own fault, and no answer. */
const UNREADABLE = failed("wrong_type", "a value that was given could not be read");

/** The policy as a function of its scope. Nothing is thrown. What reads no time notes none, and pays nothing for it. */
export function verdictOf({ body: { run, cost }, required, readsNow }: Sound): CompiledPolicy {
  const judge = required.length === 0 ? run : (frame: Frame) => unlessLacking(required, run(frame), frame);
  const verdict = (scope: PolicyScope, horizon?: Horizon): PolicyVerdict => {
    try {
      const result = judge(rootFrame(scope, cost, horizon));
      return result === true ? IS_TRUE : result === false ? IS_FALSE : undecided(result);
    } catch (error) {
      return error instanceof OutOfSteps ? OUT_OF_BUDGET : UNREADABLE;
    }
  };
  if (!readsNow) return verdict;
  return (scope) => {
    const horizon = new Horizon(scope.now);
    const found = verdict(scope, horizon);
    const until = horizon.until();
    return until === undefined ? found : { ...found, until };
  };
}

/**
 * The body's result, while all that is required is there; else unknown, with all that either lacks. What is there but of
 * the wrong type is a problem of whoever reads it, not of the requirement.
 */
function unlessLacking(required: readonly Place[], result: Result, frame: Frame): Result {
  const lacking = required.flatMap((place) => lackOf(place, frame) ?? []);
  if (lacking.length === 0) return result;
  return Unknown.all(typeof result === "boolean" ? lacking : [...lacking, doubtIn(result)]);
}

/** What stands for the absence of the place, where nothing is there. */
export function lackOf(place: Place, frame: Frame): Unknown | undefined {
  const value = place.read(frame);
  return value === place.absent || value === place.unsupplied ? value : undefined;
}

/** Why a result that is no boolean gives no answer. */
function doubtIn(result: Result): Unknown {
  if (result instanceof Unknown) return result;
  return Unknown.problem("wrong_type", `the policy gives ${describeGiven(result)}, not a boolean`);
}

function undecided(result: Result): PolicyVerdict {
  const { missing, problem } = doubtIn(result).reasons();
  return { truth: UNKNOWN, missing, ...(problem !== undefined && { problem }) };
}

function failed(code: PolicyProblemCode, message: string): PolicyVerdict {
  return Object.freeze({ truth: UNKNOWN, missing: Object.freeze([]), problem: Object.freeze({ code, message }) });
}
