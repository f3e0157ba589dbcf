import type { Answer, FgaQuestion, Part } from "./fga-question.ts";

type Kind = FgaQuestion["kind"];

/** What the server says to a question of which a part is wrong: `check` has one error for all, the lists have one for each. */
const OF_PART: Readonly<Record<Kind, Readonly<Record<Part, number>>>> = {
  check: {
    type: 2000,
    relation: 2000,
    user: 2000,
    "filter type": 2000,
    "filter relation": 2000,
    "contextual tuple": 2027,
    evaluation: 2000,
  },
  objects: {
    type: 2021,
    relation: 2022,
    user: 2000,
    "filter type": 2000,
    "filter relation": 2000,
    "contextual tuple": 2027,
    evaluation: 2000,
  },
  users: {
    type: 2021,
    relation: 2022,
    user: 2000,
    "filter type": 2021,
    "filter relation": 2022,
    "contextual tuple": 2027,
    evaluation: 2000,
  },
};

/**
 * The error with which OpenFGA answers where relata answers this; undefined where both have an answer. What is conditional here is
 * there the error of a missing parameter: it evaluates no condition of which one is absent.
 */
export function errorCodeOf(kind: Kind, answer: Answer): number | undefined {
  if (answer.kind === "conditional") return 2000;
  if (answer.kind !== "failure") return undefined;
  if (answer.code === "budget_exceeded") return 2002;
  // Why nothing for other failures of an evaluation: no error of OpenFGA means what they mean.
  if (answer.part === "evaluation" && answer.code !== "policy_failed") return undefined;
  return OF_PART[kind][answer.part];
}
