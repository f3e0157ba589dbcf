import type { Refusal } from "@relata/keys";
import { toldOfRefused } from "@relata/middleware";
import { Problem } from "./problem.ts";

/** A caller who is not admitted, as a problem. */
export function refusalProblem(refusal: Refusal): Problem {
  const { code, detail, status, headers } = toldOfRefused(refusal);
  return new Problem(code, detail, { status, headers });
}
