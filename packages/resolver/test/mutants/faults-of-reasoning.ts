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
];
