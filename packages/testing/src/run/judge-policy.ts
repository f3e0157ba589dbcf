import { tryPolicy, type PolicyTrial } from "@relata/core";
import { FALSE, TRUE, type Model } from "@relata/model";
import type { PolicyAnswer, PolicyExpectation } from "../suite/suite.ts";
import type { Judgement } from "./judgement.ts";

/** A policy that fails is an answer here, and may be the expected one. */
export function judgePolicy(model: Model, { question, expected }: PolicyExpectation): Judgement {
  const trial = tryPolicy(model, question);
  const { missing } = trial.verdict;
  const answer = answerOf(trial);
  const asExpected = expected.missing === undefined || sameNames(expected.missing, missing);
  return {
    passes: answer === expected.answer && asExpected,
    expected: say(expected.answer, expected.missing ?? []),
    actual: say(answer, answer === "unknown" ? missing : []),
    missing: [],
    explain: () => [],
    trial,
  };
}

function answerOf({ verdict: { truth, problem } }: PolicyTrial): PolicyAnswer {
  if (truth === TRUE) return "true";
  if (truth === FALSE) return "false";
  return problem === undefined ? "unknown" : "failed";
}

function sameNames(expected: readonly string[], actual: readonly string[]): boolean {
  return expected.length === actual.length && expected.every((name) => actual.includes(name));
}

function say(answer: PolicyAnswer, missing: readonly string[]): string {
  return missing.length === 0 ? answer : `${answer}, needs ${missing.join(", ")}`;
}
