import { broken, type Expression } from "../expression.ts";
import type { Call, Compiled, Operator } from "../operator.ts";
import { ANY } from "../static-type.ts";
import { Unknown } from "../values/unknown.ts";
import { PROBLEM_CODES, type PolicyProblemCode } from "../verdict.ts";

/**
 * `{"fail": [code, message]}`: a problem, always. So a residual writes a part that failed over what was known: it is
 * never false, and counts only where the answer depends on it.
 */
export const fail: Operator = { name: "fail", least: 2, most: 2, compile };

function compile(call: Call): Compiled {
  const [code, message] = call.all();
  const known = codeOf(code);
  if (known === undefined) call.report(`the code is one of ${PROBLEM_CODES.join(", ")}`, code?.pointer);
  if (typeof message?.literal !== "string") call.report("the message is a text, written out", message?.pointer);
  if (known === undefined) return broken("");
  const problem = Unknown.problem(known, String(message?.literal));
  return { type: ANY, run: () => problem };
}

function codeOf(code: Expression | undefined): PolicyProblemCode | undefined {
  return PROBLEM_CODES.find((known) => known === code?.literal);
}
