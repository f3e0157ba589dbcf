import { sayMissing, type Decision, type Missing } from "@relata/core";
import { CHALLENGE } from "./problems/refused.ts";
import { ANSWERS, ANSWER_STATUS } from "./problems/answers.ts";
import { problemParts, type Told } from "./problems/told.ts";

/** What is answered in the place of whoever stands behind a guard. */
export interface Denial extends Told {
  /** What a conditional decision waits for. */
  readonly missing?: readonly Missing[];
}

/** RFC 9457, with what is missing. */
export function denialBody(denial: Denial): object {
  const { missing } = denial;
  return missing === undefined ? problemParts(denial) : { ...problemParts(denial), missing };
}

/** It is not known who is calling. RFC 9110 §15.5.2: the answer says how to show it. */
export function unauthenticated(challenge = CHALLENGE): Denial {
  const detail = "nobody is known to be calling: show a credential";
  return answer("unauthenticated", detail, { headers: { "www-authenticate": challenge } });
}

/** The caller may not do that; or, where even that is not to be told, there is nothing. */
export function forbidden(permission: string, decision: Decision, isHidden: boolean): Denial {
  if (isHidden) return answer("not_found", ANSWERS.not_found);
  if (decision.outcome !== "conditional") return answer("forbidden", `this takes the permission \`${permission}\``);
  const { missing } = decision;
  const detail = `the permission \`${permission}\` depends on what is missing: ${missing.map(sayMissing).join(", ")}`;
  return answer("forbidden", detail, { missing });
}

function answer(code: keyof typeof ANSWERS, detail: string, more: Partial<Denial> = {}): Denial {
  return { code, status: ANSWER_STATUS[code], title: ANSWERS[code], detail, headers: {}, ...more };
}
