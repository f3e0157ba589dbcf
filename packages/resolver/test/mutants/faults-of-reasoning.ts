import type { Mutant } from "./mutant.ts";

/** Ways to give no proof, or a wrong one, for an answer that is right. */
export const FAULTS_OF_REASONING: readonly Mutant[] = [
  {
    name: "proves by the first operand that is true, also where it leans on itself",
    file: "shallowest.ts",
    find: "steps.reduce((best, step) => (this.#height(step) < this.#height(best) ? step : best))",
    put: "steps.reduce((best) => best)",
  },
  {
    name: "shows tuples whatever their truth",
    file: "reason.ts",
    find: "const shown = stepsOf(candidates.filter((candidate) => candidate.truth === truth));",
    put: "const shown = stepsOf(candidates);",
  },
  {
    name: "leaves out the policy of a tuple",
    file: "reason.ts",
    find: "const parts = [...policies, ...further];",
    put: "const parts = further;",
  },
  {
    name: "refers to names that it dropped",
    file: "shallowest.ts",
    find: "if (referred !== undefined) kept.add(referred);",
    put: "if (referred?.truth === TRUE) kept.add(referred);",
  },
  {
    name: "leaves out what else failed",
    file: "reason.ts",
    find: "return { kind: rewrite.kind, truth, of: partsOf(rewrite.of) };",
    put: "return { kind: rewrite.kind, truth, of: partsOf(rewrite.of).slice(0, 1) };",
  },
];

/** Ways to promise a change that does not do it. */
export const FAULTS_OF_MISSING: readonly Mutant[] = [
  {
    name: "tells changes that it has not tried",
    file: "nearest/nearest-misses.ts",
    find: "if (isMiss(miss, question, evaluation.graph, decide)) found.push(miss);",
    put: "if (isMiss(miss, question, evaluation.graph, decide) || true) found.push(miss);",
  },
  {
    name: "tries a tuple to delete as if it were to be written",
    file: "nearest/nearest-misses.ts",
    find: 'return decide(new GraphWithout(graph, miss.tuple), question).outcome === "allowed";',
    put: 'return decide(graph, question).outcome === "denied";',
  },
  {
    name: "takes any other value for the one that is needed",
    file: "nearest/nearest-misses.ts",
    find: 'if (miss.needs !== undefined) return decision.outcome === "allowed";',
    put: "if (miss.needs !== undefined) return true;",
  },
];

/** Ways to say that an answer lasts longer than it does. */
export const FAULTS_OF_LASTING: readonly Mutant[] = [
  {
    name: "forgets tuples that are still to begin",
    file: "evaluation.ts",
    find: "if (edge !== undefined) this.#solver.note(edge);",
    put: "if (edge !== undefined && inWindow(tuple, now)) this.#solver.note(edge);",
  },
  {
    name: "forgets policies that read the time",
    file: "evaluation.ts",
    find: "if (verdict.until !== undefined) this.#solver.note(verdict.until);",
    put: "",
  },
  {
    name: "forgets how long a name lasts that was answered before",
    file: "solver.ts",
    find: "if (node.until !== undefined) reader.until = earlier(reader.until, node.until);",
    put: "",
  },
  {
    name: "lets each name of a cycle last by itself",
    file: "solver.ts",
    find: "      shareUntil(members);",
    put: "",
  },
];
