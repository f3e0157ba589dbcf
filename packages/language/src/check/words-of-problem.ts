import { OPERATOR_NAMES, type BodyProblem } from "@relata/abac";

import type { ProblemPlace } from "./place-of-problem.ts";

/** How a problem is told. */
export interface ProblemWords {
  readonly message: string;
  readonly hint: string;
  /** Where it is about what the policy requires, and not about its body: whether it is about that path. */
  readonly required: ((path: string) => boolean) | undefined;
}

const REQUIRED = "`required`: ";

/**
 * A problem of the evaluator as a message and a hint. It speaks of operators by their names in json-logic, so those are
 * replaced by what the author of an expression wrote for them. What its sentence says behind the last colon or semicolon is
 * how to mend it, which is the hint.
 */
export function wordsOfProblem(
  problem: BodyProblem,
  { operations }: ProblemPlace,
  form: "json" | "expression",
): ProblemWords {
  const required = problem.message.startsWith(REQUIRED);
  const said = required ? problem.message.slice(REQUIRED.length) : problem.message;
  const [message, advice] = split(form === "json" ? said : inWordsOf(operations, said));
  return { message, hint: advice ?? general(message), required: required ? about(message) : undefined };
}

/** The operator with which the sentence begins, as it is written. */
function inWordsOf(operations: ProblemPlace["operations"], said: string): string {
  for (const { entries, written } of operations) {
    const name = `\`${entries[0]?.[0]}\``;
    // Why: a text of the author that is no member of an enum is quoted, too, and may be called like an operator.
    const isQuote = said.startsWith(`${name} is not`);
    if (written !== undefined && said.startsWith(name) && !isQuote) return `\`${written}\`${said.slice(name.length)}`;
  }
  return said;
}

/** Whether a path begins with what the sentence begins with. A parameter is called by where it may come from. */
function about(message: string): (path: string) => boolean {
  const label = /^`([^`]*)`/.exec(message)?.[1] ?? "";
  return (path) => `${path}.`.startsWith(`${label}.`) || `context.${path}.`.startsWith(`${label}.`);
}

/** The sentence up to its last colon or semicolon outside of backticks, and the rest. */
function split(said: string): [message: string, advice: string | undefined] {
  let quoted = false;
  let at = -1;
  for (let i = 0; i < said.length; i++) {
    if (said[i] === "`") quoted = !quoted;
    else if (!quoted && (said[i] === ":" || said[i] === ";") && said[i + 1] === " ") at = i;
  }
  return at === -1 ? [said, undefined] : [said.slice(0, at), said.slice(at + 2)];
}

function general(message: string): string {
  if (message.startsWith("a policy is a boolean")) return "compare it, for instance with `==`";
  if (message.includes("operand")) return "write as many as it takes";
  if (message.startsWith("unknown operator")) return `there are ${OPERATOR_NAMES.join(", ")}`;
  return "declare it as another type, or use an operator that takes it";
}
