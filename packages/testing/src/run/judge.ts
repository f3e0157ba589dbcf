import type { Model } from "@relata/model";
import type { Graph } from "@relata/resolver";
import type { Expectation } from "../suite/suite.ts";
import { judgeCheck } from "./judge-check.ts";
import { judgeObjects, judgeSubjects } from "./judge-list.ts";
import { judgePolicy } from "./judge-policy.ts";
import { judgeShows } from "./judge-shows.ts";
import type { Judgement } from "./judgement.ts";

/**
 * Asks what the expectation asks, and holds the answer against it.
 *
 * @throws Failure `paradox`, `policy_failed`, `budget_exceeded`: an answer that there is none of passes nothing
 */
export function judge(model: Model, graph: Graph, expectation: Expectation): Judgement {
  switch (expectation.kind) {
    case "check":
      return judgeCheck(model, graph, expectation);
    case "objects":
      return judgeObjects(model, graph, expectation);
    case "subjects":
      return judgeSubjects(model, graph, expectation);
    case "explain":
      return judgeShows(model, graph, expectation);
    case "policy":
      return judgePolicy(model, expectation);
  }
}
