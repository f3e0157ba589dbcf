import type { Json, ValueType } from "@relata/model";
import { fit, Misfit } from "./values/fit.ts";
import { MAX_STEPS, Meter, OutOfSteps } from "./values/meter.ts";

/**
 * Why a JSON value does not fit a declared type, as the end of a sentence ("is text, not a number"); undefined when it
 * fits. A value that fits never makes a policy fail by its type where the type is the declared one.
 */
export function valueProblem(value: Json, type: ValueType): string | undefined {
  try {
    const fitted = fit(value, type, new Meter());
    return fitted instanceof Misfit ? fitted.reason : undefined;
  } catch (error) {
    if (error instanceof OutOfSteps) return `holds more than ${MAX_STEPS} values`;
    throw error;
  }
}
