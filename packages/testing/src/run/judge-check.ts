import type { Model } from "@relata/model";
import { check, explain, type Graph } from "@relata/resolver";
import type { CheckExpectation } from "../suite/suite.ts";
import type { Judgement } from "./judgement.ts";
import { isExpected, sayDecision, sayExpected } from "./outcome-text.ts";

/** @throws Failure `paradox`, `policy_failed`, `budget_exceeded` */
export function judgeCheck(model: Model, graph: Graph, { question, expected }: CheckExpectation): Judgement {
  const decision = check(model, graph, question);
  return {
    passes: isExpected(expected, decision),
    expected: sayExpected(expected),
    actual: sayDecision(decision),
    missing: decision.outcome === "conditional" ? decision.missing : [],
    explain: () => [explain(model, graph, question)],
  };
}
